package dev.attune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.speech.score.ErrorCounts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatingTest {

    @ParameterizedTest
    @CsvSource({
        "0, GOOD",
        "0.1, GOOD",
        "0.1001, ACCEPTABLE",
        "0.2, ACCEPTABLE",
        "0.2001, FAIR",
        "0.2999, FAIR",
        "0.3, POOR",
        "1.5, POOR"
    })
    void followsTheVendorsThresholds(double rate, Rating rating) {
        assertThat(Rating.of(rate)).isEqualTo(rating);
    }

    @ParameterizedTest
    @CsvSource({ // substitutions, deletions, insertions, advice
        "5, 2, 2, SUBSTITUTIONS",
        "4, 0, 0, ",
        "2, 5, 3, DELETIONS",
        "2, 4, 5, ",
        "0, 1, 9, INSERTIONS",
        "5, 5, 0, DELETIONS",
        "0, 0, 0, ",
    })
    void advisesOnTheKindThatPrevails(int substitutions, int deletions, int insertions, ErrorAdvice advice) {
        ErrorCounts counts = new ErrorCounts(50, 50 - substitutions - deletions, substitutions, deletions, insertions);

        assertThat(ErrorAdvice.of(counts).orElse(null)).isEqualTo(advice);
    }
}
