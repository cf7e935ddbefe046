package dev.attune.speech.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.speech.score.Aligner;
import dev.attune.speech.score.CorpusScore;
import dev.attune.speech.score.UtteranceScore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What weights of 8 bits may cost: forty utterances of ten words. */
final class ExportCheckTest {

    private static final String WORDS = "a b c d e f g h i j";

    private static final CorpusScore RIGHT = score(40, i -> WORDS);

    @Test
    void aWordOrTwoAreChance() {
        assertThat(ExportCheck.losesTooMuch(score(2, i -> WORDS), score(2, i -> "x b c d e f g h i j")))
                .isFalse();
    }

    @Test
    void twoPointsMayBeLost() {
        assertThat(ExportCheck.losesTooMuch(RIGHT, score(40, i -> i < 8 ? "x b c d e f g h i j" : WORDS)))
                .isFalse();
    }

    @Test
    void moreIsTooMuch() {
        assertThat(ExportCheck.losesTooMuch(RIGHT, score(40, i -> i < 9 ? "x b c d e f g h i j" : WORDS)))
                .isTrue();
        assertThat(ExportCheck.losesTooMuch(score(2, i -> WORDS), score(2, i -> "")))
                .isTrue();
    }

    /** Of words that are wrong but for one letter, the letters tell what is lost. */
    @Test
    void whereMostWordsAreWrongTheCharactersDecide() {
        CorpusScore full = score(40, i -> "aa bb cc dd ee ff gg h i j");

        assertThat(ExportCheck.losesTooMuch(full, score(40, i -> i < 10 ? "aa bb cc dd ee ff gg hh i j" : full(i))))
                .isFalse();
        assertThat(ExportCheck.losesTooMuch(full, score(40, i -> i < 10 ? "aaaaaa bb cc dd ee ff gg hh i j" : full(i))))
                .isTrue();
    }

    private static String full(int ignored) {
        return "aa bb cc dd ee ff gg h i j";
    }

    private static CorpusScore score(int utterances, IntFunction<String> text) {
        List<UtteranceScore> scores = new ArrayList<>();
        for (int i = 0; i < utterances; i++) {
            scores.add(UtteranceScore.of("utterance " + i, WORDS, text.apply(i), Aligner.sclite()));
        }
        return new CorpusScore(scores);
    }
}
