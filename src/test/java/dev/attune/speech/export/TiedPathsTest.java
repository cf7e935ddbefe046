package dev.attune.speech.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.speech.export.ExportedNetwork.Word;
import dev.attune.speech.text.TokenSet;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TiedPathsTest {

    private static final TokenSet TOKENS = TokenSet.englishLetters();

    @Test
    void theBestPathIsOne() {
        assertThat(paths("a", "a", "-", "a", "_", "_", "b").words("aa b"))
                .contains(List.of(new Word("aa", 0), new Word("b", 6 * ExportedNetwork.FRAME_SECONDS)));
    }

    @Test
    void aTieMayBeReadEitherWay() {
        TiedPaths paths = paths("o", "n", "-_", "t", "ae");

        assertThat(paths.words("ont a")).isEmpty();
        assertThat(paths.words("onta")).isPresent();
        assertThat(paths.words("on te"))
                .contains(List.of(new Word("on", 0), new Word("te", 3 * ExportedNetwork.FRAME_SECONDS)));
    }

    @Test
    void nothingElseIsOne() {
        TiedPaths paths = paths("_", "o", "-", "n", "_");

        assertThat(paths.words("on")).isPresent();
        assertThat(paths.words("o n")).isEmpty();
        assertThat(paths.words("one")).isEmpty();
        assertThat(paths.words("o")).isEmpty();
        assertThat(paths.words("")).isEmpty();
        assertThat(paths("-", "_").words("")).contains(List.of());
    }

    /** Frames in which the tokens of a text are as good as each other and all others far worse; "-" is the blank, "_" the boundary. */
    private static TiedPaths paths(String... frames) {
        float[][] letters = new float[frames.length][TOKENS.size()];
        for (int i = 0; i < frames.length; i++) {
            Arrays.fill(letters[i], -9);
            for (char token : frames[i].toCharArray()) {
                int id = token == '-' ? 0 : TOKENS.id(token == '_' ? TokenSet.LETTER_BOUNDARY : String.valueOf(token));
                letters[i][id] = -0.7f + 0.01f * i;
            }
        }
        return new TiedPaths(letters, TOKENS, 0.05f);
    }
}
