package dev.attune.speech.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.speech.acoustic.AcousticModel;
import dev.attune.speech.acoustic.AcousticOutput;
import dev.attune.speech.acoustic.LogProbMatrix;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.FeatureMatrix;
import dev.attune.speech.decode.Decoder;
import dev.attune.speech.decode.Hypothesis;
import dev.attune.speech.decode.Hypothesis.RecognizedWord;
import dev.attune.speech.score.ErrorCounts;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class WordMeterTest {

    private final TrainingExample first = example("first");
    private final TrainingExample second = example("second");

    /** Says as many times "yes" as the network hears frames. */
    private final Decoder yes = output -> List.of(new Hypothesis(
            Stream.generate(() -> new RecognizedWord("yes", 0, 0, 1, null))
                    .limit(output.phones().frames())
                    .toList(),
            0,
            0,
            0));

    @Test
    void countsTheWordsThatAreWrong() {
        WordMeter meter =
                new WordMeter(yes, Map.of(first, List.of("yes", "yes"), second, List.of("of course", "yes", "sir")));

        ErrorCounts counts = meter.errors(new AsItIs(), List.of(heard(first, 3), heard(second, 1)));

        // An entry of two words counts as two.
        assertThat(counts).isEqualTo(new ErrorCounts(6, 3, 0, 3, 1));
    }

    private static TrainingExample example(String id) {
        return new TrainingExample(id, () -> new AudioClip(new float[16], 16_000), 0.001, null, null);
    }

    private static NetworkScore.Reference heard(TrainingExample example, int frames) {
        return new NetworkScore.Reference(new FeatureMatrix(frames, 1, new float[frames]), example);
    }

    /** Hands on what it hears. */
    private static final class AsItIs implements AcousticModel {

        @Override
        public AcousticOutput evaluate(FeatureMatrix features) {
            return new AcousticOutput(
                    new LogProbMatrix(features.frames(), features.bins(), features.values()), null, 0.04);
        }

        @Override
        public void close() {}
    }
}
