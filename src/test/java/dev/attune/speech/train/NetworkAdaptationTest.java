package dev.attune.speech.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.speech.audio.AudioClip;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkAdaptationTest {

    private static final NetworkScore BEFORE = new NetworkScore(3, 0.6);

    private static NetworkScore loss(double loss) {
        return new NetworkScore(loss, 0.3);
    }

    @Test
    void takesTheSmallestShareThatKeepsEnoughOfTheFall() {
        // 85 % of the fall from 3 to 0.4 is 0.79.
        assertThat(NetworkAdaptation.smallestShare(BEFORE, List.of(loss(0.4), loss(0.6), loss(0.78), loss(0.8)), 0.85))
                .isEqualTo(2);
        assertThat(NetworkAdaptation.smallestShare(BEFORE, List.of(loss(0.4), loss(0.6), loss(0.65)), 1))
                .isZero();
    }

    @Test
    void takesMoreOfWhatWasLearntWhereTheSpeechIsStillHard() {
        List<NetworkScore> learnt = List.of(loss(1), loss(1.1), loss(1.29));
        List<NetworkScore> halfLearnt = List.of(loss(1.25), loss(1.3), loss(1.45));
        List<NetworkScore> hard = List.of(loss(1.5), loss(1.51), loss(1.6));

        assertThat(NetworkAdaptation.smallestShare(BEFORE, learnt, 0.85)).isEqualTo(2);
        // Half way from easy to hard 92.5 % of the fall from 3 to 1.25 are wanted: 1.38.
        assertThat(NetworkAdaptation.smallestShare(BEFORE, halfLearnt, 0.85)).isEqualTo(1);
        assertThat(NetworkAdaptation.smallestShare(BEFORE, hard, 0.85)).isZero();
    }

    @Test
    void rehearsesLessWhereTheBaselineUnderstandsNothing() {
        TrainingConfig words = TrainingConfig.fineTuning(100, 1);
        TrainingConfig sentences = words.withCrfWeight(0.9);

        assertThat(NetworkAdaptation.rehearsalWeight(loss(0.5), sentences)).isEqualTo(4);
        assertThat(NetworkAdaptation.rehearsalWeight(loss(1.25), sentences)).isEqualTo((4 + 0.5) / 2);
        assertThat(NetworkAdaptation.rehearsalWeight(loss(3), sentences)).isEqualTo(0.5);
        assertThat(NetworkAdaptation.rehearsalWeight(loss(Double.NaN), sentences))
                .isEqualTo(4);
        assertThat(NetworkAdaptation.rehearsalWeight(loss(3), words)).isEqualTo(4);
        // A narrow language in noise: the loss is low, and most tokens are wrong.
        assertThat(NetworkAdaptation.rehearsalWeight(new NetworkScore(0.9, 0.5), sentences))
                .isEqualTo(4);
        assertThat(NetworkAdaptation.rehearsalWeight(new NetworkScore(0.9, 0.625), sentences))
                .isEqualTo((4 + 0.5) / 2);
        assertThat(NetworkAdaptation.rehearsalWeight(new NetworkScore(0.9, 0.82), sentences))
                .isEqualTo(0.5);
        assertThat(NetworkAdaptation.rehearsalWeight(new NetworkScore(1.5, 0.4), sentences))
                .isEqualTo(0.5);
    }

    @Test
    void learnsFromALittleHardSpeechTwice() {
        TrainingConfig sentences = TrainingConfig.fineTuning(1250, 1).withCrfWeight(0.9);

        assertThat(NetworkAdaptation.times(loss(1.6), sentences)).isEqualTo(2);
        assertThat(NetworkAdaptation.times(loss(1.4), sentences)).isEqualTo(1);
        assertThat(NetworkAdaptation.times(loss(Double.NaN), sentences)).isEqualTo(1);
        assertThat(NetworkAdaptation.times(loss(3), sentences.withCrfWeight(0)))
                .as("single words")
                .isEqualTo(1);
        assertThat(NetworkAdaptation.times(
                        loss(3), TrainingConfig.fineTuning(1300, 1).withCrfWeight(0.9)))
                .as("an hour of speech")
                .isEqualTo(1);
    }

    @Test
    void learnsSentencesAmongAllThatCouldBeSaidAndSingleWordsByThemselves() {
        assertThat(NetworkAdaptation.crfWeight(List.of(said(4, 3), said(6, 5)))).isZero();
        assertThat(NetworkAdaptation.crfWeight(List.of(said(20, 18), said(5, 5))))
                .isEqualTo(0.9);
        // Letters count where the network has no phones.
        assertThat(NetworkAdaptation.crfWeight(List.of(said(-1, 15)))).isEqualTo(0.9);
        assertThat(NetworkAdaptation.crfWeight(List.of())).isZero();
    }

    private static TrainingExample said(int phones, int letters) {
        return new TrainingExample(
                "said",
                () -> new AudioClip(new float[16], 16_000),
                1,
                phones < 0 ? null : new int[phones],
                new int[letters]);
    }

    @Test
    void isNotMisledByTokenErrorsThatGoUpAndDown() {
        List<NetworkScore> scores =
                List.of(new NetworkScore(0.4, 0.32), new NetworkScore(0.6, 0.3), new NetworkScore(2, 0.31));

        assertThat(NetworkAdaptation.smallestShare(BEFORE, scores, 0.85)).isEqualTo(1);
    }

    /** Where all of what was learnt is too much, less of it may be best. */
    @Test
    void theLargestFallNeedNotBeThatOfTheLargestShare() {
        assertThat(NetworkAdaptation.smallestShare(BEFORE, List.of(loss(2), loss(0.5), loss(0.7), loss(2.9)), 0.85))
                .isEqualTo(2);
    }

    @Test
    void takesLessWhereWordsTellThatItIsEnough() throws IOException {
        // 40 wrong before, 4 with everything: 9 are borne.
        int[] wrong = {4, 5, 6, 9, 10, 20};

        assertThat(NetworkAdaptation.smallestByWords(1, 5, 40, share -> wrong[share]))
                .isEqualTo(3);
        assertThat(NetworkAdaptation.smallestByWords(1, 2, 40, share -> wrong[share]))
                .isEqualTo(2);
        assertThat(NetworkAdaptation.smallestByWords(2, 5, 24, share -> new int[] {4, 8, 8, 8, 8, 8}[share]))
                .as("no smaller share does")
                .isEqualTo(2);
    }

    @Test
    void wordsThatGetNoBetterAllowNothing() throws IOException {
        assertThat(NetworkAdaptation.smallestByWords(0, 2, 5, share -> new int[] {9, 10, 11}[share]))
                .isZero();
        assertThat(NetworkAdaptation.smallestByWords(0, 2, 23, share -> 4))
                .as("19 words are too few to tell")
                .isZero();
        assertThat(NetworkAdaptation.smallestByWords(0, 2, 24, share -> 4)).isEqualTo(2);
    }

    @Test
    void takesNothingThatIsNotBetter() {
        assertThat(NetworkAdaptation.smallestShare(BEFORE, List.of(loss(4), loss(3.5), loss(3)), 0.85))
                .isEqualTo(-1);
        assertThat(NetworkAdaptation.smallestShare(BEFORE, List.of(new NetworkScore(2, 0.61)), 0.85))
                .isEqualTo(-1);
        assertThat(NetworkAdaptation.smallestShare(
                        new NetworkScore(Double.NaN, Double.NaN), List.of(loss(Double.NaN)), 0.85))
                .isEqualTo(-1);
    }
}
