package dev.attune.speech.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.speech.audio.AudioClip;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BatchSamplerTest {

    private static final AudioClip SILENCE = new AudioClip(new float[160], 16_000);

    private final List<TrainingExample> examples = examples(500);
    private final BatchSampler sampler = new BatchSampler(examples, 30, 5);

    @Test
    void givesEveryUtteranceOnceAnEpoch() {
        List<TrainingExample> seen =
                sampler.epoch(3).stream().flatMap(List::stream).toList();

        assertThat(seen).containsExactlyInAnyOrderElementsOf(examples);
    }

    @Test
    void fillsBatchesUpToTheirLengthWithPadding() {
        for (List<TrainingExample> batch : sampler.epoch(0)) {
            double longest =
                    batch.stream().mapToDouble(TrainingExample::seconds).max().orElseThrow();
            assertThat(batch.size() == 1 || longest * batch.size() <= 30).isTrue();
        }
        double padded = 0;
        double real = 0;
        for (List<TrainingExample> batch : sampler.epoch(0)) {
            padded += batch.size()
                    * batch.stream().mapToDouble(TrainingExample::seconds).max().orElseThrow();
            real += batch.stream().mapToDouble(TrainingExample::seconds).sum();
        }
        assertThat(padded / real).isLessThan(1.2);
    }

    /** They are heard with margins. */
    @Test
    void countsShortUtterancesWithTheirMargins() {
        List<TrainingExample> words = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            words.add(new TrainingExample("word " + i, () -> SILENCE, 0.3, new int[] {1}, null));
        }

        assertThat(new BatchSampler(words, 16, 1).epoch(0)).hasSize(10).allSatisfy(batch -> assertThat(batch)
                .hasSize(10));
    }

    @Test
    void dependsOnSeedAndEpochAlone() {
        assertThat(new BatchSampler(examples, 30, 5).epoch(7)).isEqualTo(sampler.epoch(7));
        assertThat(sampler.epoch(7)).isEqualTo(sampler.epoch(7)).isNotEqualTo(sampler.epoch(8));
        assertThat(new BatchSampler(examples, 30, 6).epoch(7)).isNotEqualTo(sampler.epoch(7));
    }

    @Test
    void ordersByLengthForValidation() {
        List<TrainingExample> order =
                sampler.byLength().stream().flatMap(List::stream).toList();

        assertThat(order).isSortedAccordingTo(Comparator.comparingDouble(TrainingExample::clipSeconds));
        assertThat(order).hasSameSizeAs(examples);
    }

    @Test
    void keepsAnUtteranceThatIsLongerThanABatch() {
        List<TrainingExample> one = List.of(new TrainingExample("long", () -> SILENCE, 100, null, null));

        assertThat(new BatchSampler(one, 30, 1).epoch(0)).containsExactly(one);
    }

    private static List<TrainingExample> examples(int count) {
        Random random = new Random(1);
        List<TrainingExample> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            examples.add(new TrainingExample("" + i, () -> SILENCE, 0.5 + 12 * random.nextDouble(), null, null));
        }
        return examples;
    }
}
