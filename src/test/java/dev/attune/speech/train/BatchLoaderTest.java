package dev.attune.speech.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.LogMelExtractor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchLoaderTest {

    private static TrainingExample noise(String id, int samples) {
        Random random = new Random(id.hashCode());
        float[] values = new float[samples];
        for (int i = 0; i < samples; i++) {
            values[i] = (float) (0.1 * random.nextGaussian());
        }
        AudioClip clip = new AudioClip(values, 16_000);
        return new TrainingExample(id, () -> clip, samples / 16_000.0, new int[] {1}, null);
    }

    private static FeatureBatch load(double strength, TrainingExample... examples) throws Exception {
        try (BatchLoader loader =
                new BatchLoader(List.of(List.of(examples)).iterator(), new Augmenter(strength), 3, 0)) {
            return loader.next();
        }
    }

    @Test
    void padsToTheLongestAndKeepsTheOrder() throws Exception {
        TrainingExample first = noise("a", 40_000);
        TrainingExample second = noise("b", 32_000);

        FeatureBatch batch = load(0, first, second);

        assertThat(batch.size()).isEqualTo(2);
        assertThat(batch.frames()[0]).isEqualTo(batch.maxFrames()).isGreaterThan(batch.frames()[1]);
        int row = batch.maxFrames() * batch.bins();
        float[] own = LogMelExtractor.standard().extract(second.clip()).values();
        assertThat(Arrays.copyOfRange(batch.features(), row, row + own.length)).isEqualTo(own);
        assertThat(Arrays.copyOfRange(batch.features(), row + own.length, 2 * row))
                .containsOnly(0);
    }
}
