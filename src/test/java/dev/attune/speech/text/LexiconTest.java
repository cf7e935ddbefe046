package dev.attune.speech.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LexiconTest {

    @TempDir
    private Path folder;

    @Test
    void keepsPronunciationsInOrderAndOnce() {
        Lexicon lexicon = new Lexicon();

        assertThat(lexicon.add("either", "IY DH ER")).isTrue();
        assertThat(lexicon.add("either", "AY DH ER")).isTrue();
        assertThat(lexicon.add("either", "IY DH ER")).isFalse();
        lexicon.add("a", "AX");

        assertThat(lexicon.pronunciations("either")).containsExactly("IY DH ER", "AY DH ER");
        assertThat(lexicon.pronunciations("absent")).isEmpty();
        assertThat(lexicon.words()).containsExactly("either", "a");
        assertThat(lexicon.size()).isEqualTo(2);
        assertThat(lexicon.contains("absent")).isFalse();
    }

    @Test
    void addsAnotherLexiconBehindItsOwnPronunciations() {
        Lexicon first = new Lexicon();
        first.add("a", "AX");
        Lexicon second = new Lexicon();
        second.add("a", "EY");
        second.add("b", "B IY");

        first.addAll(second);

        assertThat(first.pronunciations("a")).containsExactly("AX", "EY");
        assertThat(first.pronunciations("b")).containsExactly("B IY");
        assertThat(second.size()).isEqualTo(2);
    }

    @Test
    void readsWhatItWrote() throws IOException {
        Lexicon lexicon = new Lexicon();
        lexicon.add("coffee", "K AO F IY");
        lexicon.add("3CPO", "TH R IY S IY P IY OW");
        lexicon.add("New York", "N UW Y AO R K");
        lexicon.add("coffee", "K AA F IY");
        Path file = folder.resolve("lexicon.tsv");

        lexicon.write(file);
        Lexicon read = Lexicon.read(file);

        assertThat(read.words()).containsExactlyElementsOf(lexicon.words());
        for (String word : lexicon.words()) {
            assertThat(read.pronunciations(word)).isEqualTo(lexicon.pronunciations(word));
        }
    }

    @Test
    void saysWhichLineIsWrong() throws IOException {
        for (String line : new String[] {"no tab", "\tphones", "word\t"}) {
            Path file = Files.writeString(folder.resolve("lexicon.tsv"), "a\tAX\n" + line + "\n");

            assertThatThrownBy(() -> Lexicon.read(file))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("lexicon.tsv:2: expected \"word TAB phones\", found \"" + line + "\"");
        }
    }
}
