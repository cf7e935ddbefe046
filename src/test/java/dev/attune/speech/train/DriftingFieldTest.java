package dev.attune.speech.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DriftingFieldTest {

    private static final int BINS = 15;

    /** Rows of frames of fresh fields: [draws][frames][bins]. */
    private static float[][][] fields(int draws, int frames, double common, double deviation) {
        float[][][] values = new float[draws][frames][BINS];
        Random random = new Random(1);
        for (int i = 0; i < draws; i++) {
            DriftingField field = new DriftingField(8, 10, 20, common, deviation, random);
            for (float[] row : values[i]) {
                field.addTo(row, 0, BINS);
            }
        }
        return values;
    }

    private static double mean(float[][][] fields, int bin, int other) {
        double sum = 0;
        for (float[][] field : fields) {
            sum += field[0][bin] * field[0][other];
        }
        return sum / fields.length;
    }

    @Test
    void hasTheDeviationAndTheCommonShareThatWereAskedFor() {
        float[][][] fields = fields(20_000, 1, 0.3, 2);

        // Of 15 bins every second one is a knot. Standard error of these means: 4 * sqrt(2 / 20,000) = 0.04.
        assertThat(mean(fields, 0, 0)).isCloseTo(4, within(0.16));
        assertThat(mean(fields, 8, 8)).isCloseTo(4, within(0.16));
        assertThat(mean(fields, 0, 8)).isCloseTo(0.3 * 4, within(0.16));
        assertThat(mean(fields, 2, 14)).isCloseTo(0.3 * 4, within(0.16));
    }

    @Test
    void isStraightBetweenItsPlaces() {
        for (float[][] field : fields(50, 200, 0.5, 1)) {
            for (float[] row : field) {
                for (int bin = 1; bin < BINS - 1; bin += 2) {
                    assertThat(row[bin]).isCloseTo((row[bin - 1] + row[bin + 1]) / 2, within(1e-5F));
                }
            }
            int bends = 0;
            for (int t = 1; t < field.length - 1; t++) {
                if (Math.abs(field[t - 1][4] - 2 * field[t][4] + field[t + 1][4]) > 1e-4) {
                    bends++;
                }
            }
            // A bend at each draw, every 10 to 19 frames.
            assertThat(bends).isBetween(198 / 19 - 1, 198 / 10);
        }
    }

    @Test
    void addsToWhatIsThereFromTheOffsetOn() {
        float[] row = {7, 7, 1, 1, 7};

        new DriftingField(2, 1, 2, 0, 3, new Random(4)).addTo(row, 2, 2);

        assertThat(row[0]).isEqualTo(7);
        assertThat(row[1]).isEqualTo(7);
        assertThat(row[4]).isEqualTo(7);
        assertThat(row[2]).isNotEqualTo(1);
        float[] alone = new float[2];
        new DriftingField(2, 1, 2, 0, 3, new Random(4)).addTo(alone, 0, 2);
        assertThat(row[2] - 1).isCloseTo(alone[0], within(1e-6F));
        assertThat(row[3] - 1).isCloseTo(alone[1], within(1e-6F));
    }

    @Test
    void withoutDeviationIsNothing() {
        assertThat(fields(1, 50, 0.5, 0)[0]).isEqualTo(new float[50][BINS]);
    }
}
