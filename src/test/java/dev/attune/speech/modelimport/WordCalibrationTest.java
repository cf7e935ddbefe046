package dev.attune.speech.modelimport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.speech.decode.ConfidenceModel;
import dev.attune.speech.decode.ConfidenceModel.Outcome;
import dev.attune.speech.decode.WordEvidence;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** On words whose probability of being right is known. */
final class WordCalibrationTest {

    /** A network that is sure of everything, though it is right in as many cases as {@code agreement} says. */
    private static List<Outcome> words(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Outcome> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double agreement = random.nextDouble();
            words.add(new Outcome(
                    new WordEvidence(-0.01 * agreement, -0.02, agreement, -4, 5),
                    random.nextDouble() < agreement * agreement));
        }
        return words;
    }

    @Test
    void errorOnWordsThatDidNotTakePartFalls() {
        WordCalibration calibration = WordCalibration.of(words(400, 1), words(400, 2), "a set");

        assertThat(calibration.sentence())
                .matches(
                        "Confidence of words is calibrated: calibration error 0\\.1\\d\\d before and 0\\.0\\d\\d after, on the"
                                + " halves of a set \\(800 words\\) that did not take part\\.");
        List<Outcome> unseen = words(2000, 3);
        assertThat(calibration.model()).isNotNull();
        assertThat(calibration.model().calibrationError(unseen))
                .isLessThan(ConfidenceModel.uncalibrated().calibrationError(unseen) / 2);
    }

    @Test
    void fewOrOneSidedWordsCalibrateNothing() {
        WordCalibration few = WordCalibration.of(words(60, 1), words(60, 2), "a set");
        assertThat(few.model()).isNull();
        assertThat(few.sentence())
                .startsWith("Confidence of words is not calibrated. That takes at least 200 recognised words")
                .contains("a set gave 120, of which");

        List<Outcome> right = words(400, 1).stream()
                .map(word -> new Outcome(word.evidence(), true))
                .toList();
        WordCalibration oneSided = WordCalibration.of(right, right, "a set");
        assertThat(oneSided.model()).isNull();
        assertThat(oneSided.sentence()).contains("gave 800, of which 0 wrong");
    }
}
