package dev.attune.speech.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ScoresTest {

    @Test
    void rateMayExceedOneAndIsDefinedWithoutReference() {
        assertThat(new ErrorCounts(4, 2, 1, 1, 1).rate()).isEqualTo(0.75);
        assertThat(new ErrorCounts(1, 0, 1, 0, 2).rate()).isEqualTo(3);
        assertThat(ErrorCounts.NONE.rate()).isZero();
        assertThat(new ErrorCounts(0, 0, 0, 0, 5).rate()).isEqualTo(1);
    }

    @Test
    void refusesCountsThatDoNotAddUp() {
        assertThatThrownBy(() -> new ErrorCounts(3, 1, 1, 0, 0))
                .hasMessage("words must be correct + substitutions + deletions = 2; got 3");
        assertThatThrownBy(() -> new ErrorCounts(0, -1, 1, 0, 0)).hasMessageStartingWith("counts must be >= 0");
        assertThatThrownBy(() -> new EditStep(EditStep.Kind.HIT, "a", null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void countsOfACorpusAreAddedBeforeTheyAreDivided() {
        CorpusScore score = new CorpusScore(List.of(
                UtteranceScore.of("1", "a b c d e f g h i", "a b c d e f g h i", Aligner.sclite()),
                UtteranceScore.of("2", "a", "b", Aligner.sclite())));

        assertThat(score.wordErrorRate()).isEqualTo(0.1);
        assertThat(score.sentenceErrorRate()).isEqualTo(0.5);
        // Seventeen characters with blanks in the first, one in the second.
        assertThat(score.characterErrorRate()).isCloseTo(1 / 18.0, within(1e-12));
        assertThat(new CorpusScore(List.of()).sentenceErrorRate()).isZero();
    }

    @Test
    void aWrongWordBoundaryIsACharacterError() {
        UtteranceScore score = UtteranceScore.of("1", "ice cream", "icecream", Aligner.sclite());

        assertThat(score.words()).isEqualTo(new ErrorCounts(2, 0, 1, 1, 0));
        assertThat(score.characters()).isEqualTo(new ErrorCounts(9, 8, 0, 1, 0));
    }

    @Test
    void cutsTextIntoWordsAndCodePoints() {
        assertThat(Tokens.words("  a  bc\td ")).containsExactly("a", "bc", "d");
        assertThat(Tokens.words("")).isEmpty();
        assertThat(Tokens.characters(List.of("a\uD83D\uDE00", "b"))).containsExactly("a", "\uD83D\uDE00", " ", "b");
    }
}
