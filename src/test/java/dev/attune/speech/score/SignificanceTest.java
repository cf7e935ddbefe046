package dev.attune.speech.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SignificanceTest {

    /** erfc(|z| / sqrt(2)), as Python's math.erfc has it. */
    @ParameterizedTest
    @CsvSource({
        "0,     1",
        "0.5,   0.617075077451974",
        "1,     0.317310507862914",
        "1.959963984540054, 0.05",
        "-2.575829303548901, 0.01",
        "4.9,   9.58366553180641e-7",
        "5.1,   3.3965348142952075e-7",
        "8,     1.244192114854357e-15",
    })
    void knowsTheNormalDistribution(double z, double pValue) {
        assertThat(Normal.twoSided(z)).isCloseTo(pValue, within(pValue * 1e-6));
    }

    /** Binomial tails: 2 (1 + 10 + 45) / 1024 by hand, the large one in whole numbers with Python. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 1",
        "1, 0, 1",
        "5, 0, 0.0625",
        "0, 10, 0.001953125",
        "8, 2, 0.109375",
        "2, 8, 0.109375",
        "5, 5, 1",
        "1200, 1000, 2.1817026407914712e-5",
    })
    void signTestIsExact(int aBetter, int bBetter, double pValue) {
        assertThat(SignTest.twoSided(aBetter, bBetter)).isCloseTo(pValue, within(pValue * 1e-9));
    }

    @Test
    void signTestComparesUtteranceByUtterance() {
        ErrorCounts right = new ErrorCounts(3, 3, 0, 0, 0);
        ErrorCounts wrong = new ErrorCounts(3, 2, 1, 0, 0);

        SignTest test =
                SignTest.test(List.of(right, wrong, wrong, wrong, right), List.of(wrong, right, right, wrong, right));

        assertThat(test).isEqualTo(new SignTest(1, 2, 2, 1));
    }

    /** Differences 1, 1, 2, 0: mean 1, deviation sqrt(2/3), z = 1 / (0.8165 / 2) = 2.449. */
    @Test
    void matchedPairsWorksOutTheStatistic() {
        MatchedPairs test = MatchedPairs.ofDifferences(List.of(1, 1, 2, 0));

        assertThat(test.segments()).isEqualTo(4);
        assertThat(test.mean()).isEqualTo(1);
        assertThat(test.standardDeviation()).isCloseTo(Math.sqrt(2 / 3.0), within(1e-12));
        assertThat(test.z()).isCloseTo(2.449489742783178, within(1e-12));
        assertThat(test.pValue()).isCloseTo(0.014305878435429, within(1e-9));
    }

    @Test
    void matchedPairsSaysNothingWhereNothingCanBeTold() {
        assertThat(MatchedPairs.ofDifferences(List.of()).pValue()).isEqualTo(1);
        assertThat(MatchedPairs.ofDifferences(List.of(3)).pValue()).isEqualTo(1);
        assertThat(MatchedPairs.ofDifferences(List.of(1, 1, 1)).pValue()).isEqualTo(1);
    }

    /** Two right words in a row on both sides part an utterance; one does not. */
    @Test
    void matchedPairsCutsSegmentsWhereBothAreRightTwice() {
        Alignment a = align("a b c d e f g", "x b c d e y g");
        Alignment b = align("a b c d e f g", "a b c d e f g");
        Alignment close = align("a b c", "x b y");
        Alignment closeRight = align("a b c", "a b c");

        assertThat(MatchedPairs.test(List.of(a), List.of(b)).segments()).isEqualTo(2);
        assertThat(MatchedPairs.test(List.of(close), List.of(closeRight)).segments())
                .isEqualTo(1);
        assertThat(MatchedPairs.test(List.of(close), List.of(closeRight)).mean())
                .isEqualTo(2);
    }

    @Test
    void matchedPairsCountsInsertionsAtTheEnd() {
        MatchedPairs test =
                MatchedPairs.test(List.of(align("a b c", "a b c")), List.of(align("a b c", "a b c extra words")));

        assertThat(test.segments()).isEqualTo(1);
        assertThat(test.mean()).isEqualTo(-2);
    }

    @Test
    void matchedPairsRefusesOtherReferences() {
        assertThatThrownBy(() -> MatchedPairs.test(List.of(align("a b", "a b")), List.of(align("a", "a"))))
                .hasMessage("references must be the same; got 2 and 1 words");
    }

    /** With n utterances of one word each, the rate of a drawn set is binomial: half width about 1.96 sqrt(p q / n). */
    @Test
    void bootstrapMatchesTheBinomialDistribution() {
        List<ErrorCounts> utterances = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            utterances.add(i % 5 == 0 ? new ErrorCounts(1, 0, 1, 0, 0) : new ErrorCounts(1, 1, 0, 0, 0));
        }

        BootstrapInterval interval = BootstrapInterval.ofRate(utterances);

        assertThat(interval.estimate()).isEqualTo(0.2);
        assertThat(interval.low()).isCloseTo(0.2 - 0.0392, within(0.006));
        assertThat(interval.high()).isCloseTo(0.2 + 0.0392, within(0.006));
        assertThat(BootstrapInterval.ofRate(utterances)).isEqualTo(interval);
    }

    @Test
    void bootstrapOfEqualUtterancesIsAPoint() {
        List<ErrorCounts> utterances = Collections.nCopies(20, new ErrorCounts(10, 9, 1, 0, 0));

        assertThat(BootstrapInterval.ofRate(utterances)).isEqualTo(new BootstrapInterval(0.1, 0.1, 0.1));
    }

    /** An interval of 95 % must hold the true rate about 95 times in 100. */
    @Test
    void bootstrapCoversTheTrueRate() {
        SplittableRandom random = new SplittableRandom(3);
        int covered = 0;
        for (int set = 0; set < 200; set++) {
            List<ErrorCounts> utterances = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                int wrong = 0;
                for (int word = 0; word < 10; word++) {
                    wrong += random.nextDouble() < 0.25 ? 1 : 0;
                }
                utterances.add(new ErrorCounts(10, 10 - wrong, wrong, 0, 0));
            }
            BootstrapInterval interval = BootstrapInterval.ofRate(utterances);
            covered += interval.low() <= 0.25 && 0.25 <= interval.high() ? 1 : 0;
        }
        assertThat(covered).isBetween(180, 199);
    }

    @Test
    void comparesAModelWithItselfAndWithABetterOne() {
        CorpusScore poor = corpus(3);
        CorpusScore good = corpus(1000);

        PairedComparison same = PairedComparison.of(poor, poor);
        PairedComparison better = PairedComparison.of(poor, good);

        assertThat(same.difference()).isZero();
        assertThat(same.probabilityOfImprovement()).isEqualTo(0.5);
        assertThat(same.interval()).isEqualTo(new BootstrapInterval(0, 0, 0));
        assertThat(same.pValue()).isEqualTo(1);
        assertThat(better.difference()).isLessThan(0).isEqualTo(good.wordErrorRate() - poor.wordErrorRate());
        assertThat(better.interval().high()).isLessThan(0);
        assertThat(better.probabilityOfImprovement()).isEqualTo(1);
        assertThat(better.signTest().pValue()).isLessThan(0.001);
        assertThat(better.signTest().aBetter()).isZero();
    }

    @Test
    void comparesOnlyTheSameUtterances() {
        CorpusScore one = new CorpusScore(List.of(UtteranceScore.of("1", "a", "a", Aligner.sclite())));
        CorpusScore two = new CorpusScore(List.of(UtteranceScore.of("2", "a", "a", Aligner.sclite())));

        assertThatThrownBy(() -> PairedComparison.of(one, two)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Every {@code period}-th utterance has one or two wrong words. */
    private static CorpusScore corpus(int period) {
        List<UtteranceScore> scores = new ArrayList<>();
        for (int i = 1; i <= 90; i++) {
            String hypothesis = i % period != 0 ? "a b c d" : i % 2 == 0 ? "a x c d" : "x y c d";
            scores.add(UtteranceScore.of("" + i, "a b c d", hypothesis, Aligner.sclite()));
        }
        return new CorpusScore(scores);
    }

    private static Alignment align(String reference, String hypothesis) {
        return Aligner.sclite().align(Tokens.words(reference), Tokens.words(hypothesis));
    }
}
