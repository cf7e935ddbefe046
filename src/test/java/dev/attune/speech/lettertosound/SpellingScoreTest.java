package dev.attune.speech.lettertosound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.speech.score.ErrorCounts;
import dev.attune.speech.text.Lexicon;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingScoreTest {

    /** Every word of two syllables of these letters, each letter one phone. */
    private static Lexicon regular() {
        Lexicon lexicon = new Lexicon();
        String syllables = "ba be ka ke ta te na ne sa se";
        for (String first : syllables.split(" ")) {
            for (String second : syllables.split(" ")) {
                String word = first + second;
                lexicon.add(
                        word,
                        String.join(" ", word.toUpperCase(java.util.Locale.ROOT).split("")));
            }
        }
        return lexicon;
    }

    @Test
    void aRegularSpellingIsLearntWithoutErrors() {
        SpellingScore score = SpellingScore.run(regular(), 0.2, 1);

        assertThat(score.words()).isEqualTo(20);
        assertThat(score.phones()).isEqualTo(new ErrorCounts(80, 80, 0, 0, 0));
        assertThat(score.wordErrorRate()).isZero();
        assertThat(score.wrongWordsOfFive()).isZero();
        assertThat(SpellingScore.run(regular(), 0.2, 1)).isEqualTo(score);
    }

    /** The nearest of a word's pronunciations counts; a word that cannot be said has all its phones deleted. */
    @Test
    void countsAgainstTheNearestPronunciation() {
        Lexicon lexicon = regular();
        LetterToSound model = LetterToSound.train(lexicon);
        Lexicon truth = new Lexicon();
        truth.add("baba", "X X X X");
        truth.add("baba", "B A B O");
        truth.add("zz", "Z Z");

        SpellingScore score = SpellingScore.of(model, truth, List.of("baba", "zz"));

        assertThat(score.phones()).isEqualTo(new ErrorCounts(6, 3, 1, 2, 0));
        assertThat(score.wrongWords()).isEqualTo(2);
        assertThat(score.phoneErrorRate()).isEqualTo(0.5);
        assertThat(score.sentence()).contains("2 words kept aside: 50.00 % of the phones wrong (3 of 6)");
    }

    @Test
    void needsWordsOnBothSides() {
        assertThatThrownBy(() -> SpellingScore.run(new Lexicon(), 0.5, 1)).hasMessageContaining("both sides");
    }
}
