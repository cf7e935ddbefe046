package dev.attune.speech.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.attune.speech.audio.AudioClip;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class JoinedUtterancesTest {

    private static final int RATE = 16_000;
    private static final int PHONE_BOUNDARY = 90;
    private static final int LETTER_BOUNDARY = 91;

    @Test
    void saysShortUtterancesOfASpeakerOneAfterTheOther() throws IOException {
        List<UserAudio.Spoken> words = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            words.add(word(i, 0.5, i % 2 == 0 ? "anna" : "ben"));
        }

        List<TrainingExample> joined = joined(words, 1);

        // Words of 0.5 s and pauses of 0.2 s on average, up to 4 s without the last pause: six in each.
        assertThat(joined).hasSize(4);
        List<Integer> said = new ArrayList<>();
        for (TrainingExample each : joined) {
            assertThat(each.seconds()).isBetween(2.8, 4.7);
            assertThat(each.source().read().durationSeconds()).isCloseTo(each.seconds(), within(0.001));
            assertThat(each.phones()).hasSize(6 * 2 + 5);
            assertThat(each.letters()).hasSize(6 + 5);
            List<Integer> own = words(each.phones());
            assertThat(own).hasSize(6);
            assertThat(own.stream().map(word -> word % 2).distinct())
                    .as("one speaker")
                    .hasSize(1);
            assertThat(words(each.letters(), LETTER_BOUNDARY)).isEqualTo(own);
            said.addAll(own);
        }
        assertThat(said).doesNotHaveDuplicates().hasSize(24);
    }

    /** The clip of word i has i + 1 thousandths in all samples. */
    @Test
    void soundAndTokensHaveTheSameOrder() throws IOException {
        TrainingExample joined = joined(List.of(word(10, 0.5, null), word(20, 0.5, null), word(30, 0.5, null)), 3)
                .getFirst();

        float[] samples = joined.source().read().samples();
        List<Integer> heard = new ArrayList<>();
        for (int i = 0; i < samples.length; i += RATE / 100) {
            int level = (int) Math.round(mean(samples, i, RATE / 100) * 1000) - 1;
            // Not those of a stretch that is partly pause.
            if (level % 10 == 0 && level > 0 && !heard.contains(level)) {
                heard.add(level);
            }
        }
        assertThat(heard).isEqualTo(words(joined.phones()));
    }

    @Test
    void longUtterancesAndALonelyOneStayAlone() {
        assertThat(joined(List.of(word(1, 1.7, "anna"), word(2, 3, "anna")), 1)).isEmpty();
        assertThat(joined(List.of(word(1, 0.5, "anna"), word(2, 0.5, "ben")), 1))
                .isEmpty();
    }

    /** A word whose letters do not fit into its frames teaches its sounds alone. */
    @Test
    void hasNoLettersWhereOneOfThemHasNone() {
        TrainingExample lettered = word(1, 0.5, null).example();
        TrainingExample mute =
                new TrainingExample("mute", lettered.source(), lettered.seconds(), lettered.phones(), null);

        TrainingExample joined = joined(
                        List.of(word(2, 0.5, null), new UserAudio.Spoken(mute, List.of("mute"), null)), 1)
                .getFirst();

        assertThat(joined.letters()).isNull();
        assertThat(joined.phones()).hasSize(5);
    }

    private static List<TrainingExample> joined(List<UserAudio.Spoken> words, long seed) {
        return new JoinedUtterances(PHONE_BOUNDARY, LETTER_BOUNDARY, seed).of(words);
    }

    /** Word i has the phones i and 50, and the letter i. */
    private static UserAudio.Spoken word(int i, double seconds, @Nullable String speaker) {
        float[] samples = new float[(int) (seconds * RATE)];
        Arrays.fill(samples, (i + 1) / 1000f);
        AudioClip clip = new AudioClip(samples, RATE);
        return new UserAudio.Spoken(
                new TrainingExample("word " + i, () -> clip, seconds, new int[] {i, 50}, new int[] {i}),
                List.of("word"),
                speaker);
    }

    private static List<Integer> words(int[] phones) {
        return words(phones, PHONE_BOUNDARY).stream()
                .filter(token -> token != 50)
                .toList();
    }

    private static List<Integer> words(int[] tokens, int boundary) {
        return Arrays.stream(tokens).filter(token -> token != boundary).boxed().toList();
    }

    private static double mean(float[] samples, int from, int length) {
        double sum = 0;
        for (int i = from; i < Math.min(samples.length, from + length); i++) {
            sum += samples[i];
        }
        return sum / length;
    }
}
