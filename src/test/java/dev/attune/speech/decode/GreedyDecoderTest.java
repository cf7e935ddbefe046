package dev.attune.speech.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.speech.acoustic.AcousticOutput;
import dev.attune.speech.acoustic.LogProbMatrix;
import dev.attune.speech.text.TokenSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GreedyDecoderTest {

    private static final TokenSet LETTERS = TokenSet.englishLetters();

    @ParameterizedTest
    @CsvSource({
        // one sign a frame: - is the blank, _ the word boundary
        "hhee-l-lo,    hello",
        "-h-i--_th-e-r-e, hi there",
        "_hi__you_,    hi you",
        "aaaa,         a",
        "a-a_a,        aa a",
        "----,         ''",
        "'',           ''",
        "it's,         it's",
    })
    void collapsesRepetitionsAndCutsWords(String path, String text) {
        assertThat(decode(path).text()).isEqualTo(text);
    }

    @Test
    void knowsWhenAWordWasSpoken() {
        Hypothesis hypothesis = decode("--hhi-__-yoo-u--");

        assertThat(hypothesis.words()).hasSize(2);
        assertThat(hypothesis.words().get(0).startSeconds()).isCloseTo(2 * 0.04, within(1e-9));
        assertThat(hypothesis.words().get(0).endSeconds()).isCloseTo(5 * 0.04, within(1e-9));
        assertThat(hypothesis.words().get(1).startSeconds()).isCloseTo(9 * 0.04, within(1e-9));
        assertThat(hypothesis.words().get(1).endSeconds()).isCloseTo(14 * 0.04, within(1e-9));
        assertThat(hypothesis.words().get(0).confidence()).isCloseTo(0.9, within(1e-5));
        assertThat(hypothesis.logProb()).isCloseTo(16 * Math.log(0.9), within(1e-4));
    }

    @Test
    void blankPenaltyBringsBackWhatTheBlankHid() {
        float[] values = {-0.1f, -2f, -9f, -0.1f, -9f, -4f};
        AcousticOutput output = new AcousticOutput(null, new LogProbMatrix(2, 3, values), 0.04);
        TokenSet tokens = new TokenSet(List.of(TokenSet.BLANK, "a", "b"));

        assertThat(new GreedyDecoder(tokens, 1).decode(output).getFirst().text())
                .isEmpty();
        assertThat(new GreedyDecoder(tokens, 2).decode(output).getFirst().text())
                .isEqualTo("a");
        assertThat(new GreedyDecoder(tokens, 4).decode(output).getFirst().text())
                .isEqualTo("ab");
    }

    /** Imported models may have word pieces that carry the boundary at their start. */
    @Test
    void readsWordPieces() {
        TokenSet pieces = new TokenSet(List.of(TokenSet.BLANK, "\u2581the", "\u2581ca", "t", "s"));
        float[] values = new float[6 * 5];
        int[] path = {1, 0, 2, 3, 0, 1};
        for (int t = 0; t < path.length; t++) {
            for (int v = 0; v < 5; v++) {
                values[t * 5 + v] = v == path[t] ? -0.1f : -5;
            }
        }

        Hypothesis hypothesis = new GreedyDecoder(pieces)
                .decode(new AcousticOutput(null, new LogProbMatrix(6, 5, values), 0.04))
                .getFirst();

        assertThat(hypothesis.text()).isEqualTo("the cat the");
    }

    @Test
    void saysThatItNeedsLetters() {
        AcousticOutput phonesOnly = new AcousticOutput(new LogProbMatrix(0, 3, new float[0]), null, 0.04);

        assertThatThrownBy(() -> new GreedyDecoder(LETTERS).decode(phonesOnly))
                .hasMessage("greedy decoding needs a model with letters");
    }

    private static Hypothesis decode(String path) {
        int frames = path.length();
        float[] values = new float[frames * LETTERS.size()];
        for (int t = 0; t < frames; t++) {
            char sign = path.charAt(t);
            int sure = sign == '-' ? 0 : LETTERS.id(sign == '_' ? TokenSet.LETTER_BOUNDARY : Character.toString(sign));
            for (int v = 0; v < LETTERS.size(); v++) {
                values[t * LETTERS.size() + v] = (float) Math.log(v == sure ? 0.9 : 0.1 / (LETTERS.size() - 1));
            }
        }
        LogProbMatrix matrix = new LogProbMatrix(frames, LETTERS.size(), values);
        return new GreedyDecoder(LETTERS)
                .decode(new AcousticOutput(null, matrix, 0.04))
                .getFirst();
    }
}
