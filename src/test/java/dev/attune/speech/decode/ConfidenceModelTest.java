package dev.attune.speech.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.speech.decode.ConfidenceModel.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfidenceModelTest {

    @TempDir
    private Path folder;

    /** Words are right with a probability that the evidence tells: the model must find it. */
    @Test
    void learnsHowLikelyWordsAreRight() {
        ConfidenceModel model = ConfidenceModel.train(outcomes(6000, 1), 3);
        List<Outcome> fresh = outcomes(6000, 2);

        assertThat(model.calibrationError(fresh)).isLessThan(0.04);
        assertThat(model.calibrationError(fresh))
                .isLessThan(ConfidenceModel.uncalibrated().calibrationError(fresh) / 2);
        assertThat(model.probability(evidence(-0.05, 1))).isGreaterThan(0.85);
        assertThat(model.probability(evidence(-4, 0.1))).isLessThan(0.3);
        double before = 0;
        for (double agreement = 0; agreement <= 1; agreement += 0.1) {
            double probability = model.probability(evidence(-1, agreement));
            assertThat(probability).isBetween(0.0, 1.0).isGreaterThan(before);
            before = probability;
        }
    }

    @Test
    void givesTheSameModelForTheSameSeed() {
        List<Outcome> outcomes = outcomes(500, 4);

        assertThat(ConfidenceModel.train(outcomes, 9).probability(evidence(-1, 0.5)))
                .isEqualTo(ConfidenceModel.train(outcomes, 9).probability(evidence(-1, 0.5)));
    }

    /** Ten words with confidence 0.95 of which half are right: the error is 0.45. */
    @Test
    void calibrationErrorIsTheDistanceFromTheShareOfRightWords() {
        ConfidenceModel model = ConfidenceModel.uncalibrated();
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            outcomes.add(new Outcome(evidence(Math.log(0.95), 1), i % 2 == 0));
        }

        assertThat(model.calibrationError(outcomes)).isCloseTo(0.45, within(1e-9));
        assertThat(model.calibrationError(List.of())).isZero();
    }

    @Test
    void readsWhatItWrote() throws IOException {
        ConfidenceModel model = ConfidenceModel.train(outcomes(500, 4), 9);
        Path file = folder.resolve("confidence.bin");
        model.write(file);

        ConfidenceModel read = ConfidenceModel.read(file);

        for (double mean = -6; mean <= 0; mean += 0.5) {
            assertThat(read.probability(evidence(mean, 0.6)))
                    .isCloseTo(model.probability(evidence(mean, 0.6)), within(1e-4));
        }
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        assertThatThrownBy(() -> ConfidenceModel.train(List.of(new Outcome(evidence(-1, 1), true)), 1))
                .hasMessage("calibration needs right and wrong words");
        assertThatThrownBy(() -> ConfidenceModel.uncalibrated().write(folder.resolve("c")))
                .isInstanceOf(IllegalStateException.class);
        assertRefused("attune-confidence 2\n1 2\n", "c: expected \"attune-confidence 1\" in the first line");
        assertRefused("", "c: expected \"attune-confidence 1\" in the first line, found \"\"");
        assertRefused("attune-confidence 1\n1 2\n", "c: expected 6 weights, found 2");
        assertRefused("attune-confidence 1\n1 2 x 4 5 6\n", "c: line 2 must hold numbers");
    }

    private void assertRefused(String content, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("c"), content);
        assertThatThrownBy(() -> ConfidenceModel.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(message);
    }

    private static WordEvidence evidence(double mean, double agreement) {
        return new WordEvidence(mean, 2 * mean, agreement, -4, 5);
    }

    private static List<Outcome> outcomes(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double mean = random.nextDouble(-4, 0);
            double agreement = random.nextDouble();
            double probability = 1 / (1 + Math.exp(-(1 + 0.8 * mean + 2 * agreement)));
            outcomes.add(new Outcome(evidence(mean, agreement), random.nextDouble() < probability));
        }
        return outcomes;
    }
}
