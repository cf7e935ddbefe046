package dev.attune.speech.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenSetTest {

    @TempDir
    private Path folder;

    @Test
    void numbersTheShippedSets() {
        TokenSet letters = TokenSet.englishLetters();
        TokenSet phones = TokenSet.englishPhones();

        assertThat(letters.size()).isEqualTo(29);
        assertThat(letters.symbol(0)).isEqualTo("<blk>");
        assertThat(letters.id("\u2581")).isEqualTo(1);
        assertThat(letters.id("z")).isEqualTo(27);
        assertThat(letters.id("'")).isEqualTo(28);
        assertThat(phones.size()).isEqualTo(42);
        assertThat(phones.id("|")).isEqualTo(41);
        for (int id = 0; id < phones.size(); id++) {
            assertThat(phones.id(phones.symbol(id))).isEqualTo(id);
        }
    }

    @Test
    void readsWhatItWrote() throws IOException {
        for (TokenSet set : List.of(TokenSet.englishLetters(), TokenSet.englishPhones())) {
            Path file = folder.resolve("tokens.txt");
            set.write(file);

            assertThat(TokenSet.read(file)).isEqualTo(set).hasSameHashCodeAs(set);
        }
    }

    /** Other programs write ids in any order, and a blank as a line that holds only the id. */
    @Test
    void readsFilesOfOtherPrograms() throws IOException {
        assertThat(TokenSet.read(file("b 2\n<blk> 0\n 1\n")).symbols()).containsExactly("<blk>", " ", "b");
    }

    @Test
    void saysWhichLineIsWrong() throws IOException {
        assertRefused("<blk> 0\na b\n", "tokens.txt:2: expected \"symbol id\", found \"a b\"");
        assertRefused("<blk> 0\na 5\n", "tokens.txt:2: ids must be 0 to 1, each once; found 5");
        assertRefused("<blk> 0\na 0\n", "tokens.txt:2: ids must be 0 to 1, each once; found 0");
        assertRefused("a 0\n<blk> 1\n", "token 0 must be <blk>; got a");
        assertRefused("", "token 0 must be <blk>; got nothing");
        assertRefused("<blk> 0\na 1\na 2\n", "token \"a\" occurs twice");
        assertThatThrownBy(() -> TokenSet.englishLetters().id("ß"))
                .hasMessage("\"ß\" is not a token of this set of 29");
    }

    private void assertRefused(String content, String message) throws IOException {
        Path file = file(content);
        assertThatThrownBy(() -> TokenSet.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("tokens.txt"), content);
    }
}
