package dev.attune.speech.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.attune.speech.audio.PauseCutter.Piece;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PauseCutterTest {

    private static final int RATE = 16_000;

    @Test
    void leavesShortClipsWhole() {
        AudioClip clip = noise(20);

        assertThat(PauseCutter.cut(clip)).containsExactly(new Piece(0, clip));
        assertThat(PauseCutter.cut(new AudioClip(new float[0], RATE))).hasSize(1);
    }

    @Test
    void cutsInsideThePause() {
        AudioClip clip = noise(30);
        Arrays.fill(clip.samples(), 14 * RATE, 14 * RATE + RATE / 2, 0);

        List<Piece> pieces = PauseCutter.cut(clip);

        assertThat(pieces).hasSize(2);
        assertThat(pieces.get(1).startSeconds()).isBetween(14.0, 14.5);
    }

    @Test
    void piecesTogetherAreTheClip() {
        AudioClip clip = noise(75.37);

        List<Piece> pieces = PauseCutter.cut(clip);

        float[] joined = new float[clip.samples().length];
        int at = 0;
        for (Piece piece : pieces) {
            assertThat(piece.startSeconds()).isCloseTo(at / (double) RATE, within(1e-6));
            assertThat(piece.clip().durationSeconds()).isLessThanOrEqualTo(PauseCutter.LONGEST_SECONDS);
            float[] samples = piece.clip().samples();
            System.arraycopy(samples, 0, joined, at, samples.length);
            at += samples.length;
        }
        assertThat(joined).isEqualTo(clip.samples());
    }

    private static AudioClip noise(double seconds) {
        SplittableRandom random = new SplittableRandom(7);
        float[] samples = new float[(int) Math.round(seconds * RATE)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) random.nextDouble(-0.3, 0.3);
        }
        return new AudioClip(samples, RATE);
    }
}
