package dev.attune.speech.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TokenSpellerTest {

    private static final TokenSet LETTERS = TokenSet.englishLetters();

    /** Ids in the order of merges, as SentencePiece writes them. */
    private static final TokenSet SUBWORDS = new TokenSet(List.of(
            "<blk>",
            "he",
            "\u2581t",
            "\u2581the",
            "in",
            "er",
            "ing",
            "\u2581",
            "t",
            "h",
            "e",
            "i",
            "n",
            "g",
            "r",
            "<0xC3>",
            "<0xA9>"));

    @Test
    void spellsLetterByLetter() {
        TokenSpeller speller = new TokenSpeller(LETTERS);

        assertThat(speller.spellings("don't")).containsExactly("d o n ' t");
        assertThat(speller.spellings("Tea")).containsExactly("t e a");
        assertThat(speller.between()).isEqualTo(" \u2581 ");
    }

    @Test
    void cannotSpellWhatNoTokenHas() {
        TokenSpeller speller = new TokenSpeller(LETTERS);

        assertThat(speller.spellings("a4")).isEmpty();
        assertThat(speller.spellings("caf\u00e9")).isEmpty();
        assertThat(speller.spellings("")).isEmpty();
        assertThat(speller.spellings("x".repeat(100))).isEmpty();
    }

    @Test
    void leavesAnApostropheOutThatNoTokenHas() {
        TokenSet plain = new TokenSet(List.of("<blk>", "\u2581", "d", "o", "n", "t"));

        assertThat(new TokenSpeller(plain).spellings("don't")).containsExactly("d o n t");
    }

    /** "▁there": he joins first (id 1), then ▁t, then both, then er cannot, for e is taken. */
    @Test
    void repeatsTheMergesOfBytePairEncoding() {
        TokenSpeller speller = new TokenSpeller(SUBWORDS);

        assertThat(speller.spellings("there").getFirst()).isEqualTo("\u2581the r e");
        assertThat(speller.spellings("thing").getFirst()).isEqualTo("\u2581t h ing");
        assertThat(speller.between()).isEqualTo(" ");
    }

    @Test
    void everyDivisionGivesTheWordBack() {
        TokenSpeller speller = new TokenSpeller(SUBWORDS);

        List<String> spellings = speller.spellings("tethering");

        assertThat(spellings).hasSizeBetween(2, TokenSpeller.SUBWORD_SPELLINGS).doesNotHaveDuplicates();
        assertThat(spellings).allSatisfy(spelling -> {
            assertThat(spelling.replace(" ", "")).isEqualTo("\u2581tethering");
            assertThat(List.of(spelling.split(" "))).allMatch(SUBWORDS::contains);
        });
    }

    @Test
    void spellsRareCharactersInBytes() {
        assertThat(new TokenSpeller(SUBWORDS).spellings("th\u00e9").getFirst()).isEqualTo("\u2581t h <0xC3> <0xA9>");
    }
}
