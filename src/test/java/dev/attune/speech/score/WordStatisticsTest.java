package dev.attune.speech.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordStatisticsTest {

    // please *** load the blue crate / please a load the *** new: I a, D blue, S crate -> new (section 11 of the
    // formats).
    private static final CorpusScore BEFORE =
            score("please load the blue crate", "please a load the new", "load the crate", "load a new");
    private static final CorpusScore AFTER =
            score("please load the blue crate", "please load the new crate", "load the crate", "load the crate");

    @Test
    void countsWhatBecameOfEachWord() {
        WordStatistics words = WordStatistics.of(BEFORE);

        assertThat(words.of("crate")).isEqualTo(new WordCounts("crate", 0, 0, 2, 0, 0));
        assertThat(words.of("blue")).isEqualTo(new WordCounts("blue", 0, 1, 0, 0, 0));
        assertThat(words.of("the")).isEqualTo(new WordCounts("the", 1, 0, 1, 0, 0));
        assertThat(words.of("a")).isEqualTo(new WordCounts("a", 0, 0, 0, 1, 1));
        assertThat(words.of("new")).isEqualTo(new WordCounts("new", 0, 0, 0, 0, 2));
        assertThat(words.of("absent").inReference()).isZero();
        assertThat(words.of("the").recall()).isEqualTo(0.5);
        assertThat(words.of("the").precision()).isEqualTo(1);
        assertThat(words.of("a").precision()).isZero();
        assertThat(words.of("a").recall()).isNaN();
        assertThat(words.mostMissed(2)).extracting(WordCounts::word).containsExactly("crate", "blue");
        assertThat(words.mostInserted(9)).extracting(WordCounts::word).containsExactly("a");
        assertThat(words.confusions()).containsExactly(new Confusion("crate", "new", 2), new Confusion("the", "a", 1));
    }

    @Test
    void theCountsOfAllWordsAddUpToTheErrorRate() {
        SplittableRandom random = new SplittableRandom(21);
        List<UtteranceScore> scores = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            scores.add(UtteranceScore.of("" + i, words(random), words(random), Aligner.sclite()));
        }
        CorpusScore score = new CorpusScore(scores);
        WordStatistics words = WordStatistics.of(score);

        assertThat(sum(words, Count.CORRECT)).isEqualTo(score.words().correct());
        assertThat(sum(words, Count.DELETED)).isEqualTo(score.words().deletions());
        assertThat(sum(words, Count.INSERTED)).isEqualTo(score.words().insertions());
        assertThat(sum(words, Count.SUBSTITUTED)).isEqualTo(score.words().substitutions());
        assertThat(sum(words, Count.MISTAKEN)).isEqualTo(score.words().substitutions());
        assertThat(words.confusions().stream().mapToInt(Confusion::count).sum())
                .isEqualTo(score.words().substitutions());
        // A model against itself changes nothing.
        WordChanges none = WordChanges.of(words, WordStatistics.of(score));
        assertThat(none.improved(9)).isEmpty();
        assertThat(none.worsened(9)).isEmpty();
        assertThat(none.confusions()).allMatch(change -> change.change() == 0);
    }

    @Test
    void tellsWhatChangesFromOneToTheOther() {
        WordChanges changes = WordChanges.of(WordStatistics.of(BEFORE), WordStatistics.of(AFTER));

        assertThat(changes.improved(9)).extracting(WordChange::word).containsExactly("crate", "the");
        assertThat(changes.improved(1).getFirst().missedChange()).isEqualTo(-2);
        assertThat(changes.worsened(9)).isEmpty();
        assertThat(changes.lessOftenInserted(9)).extracting(WordChange::word).containsExactly("a");
        assertThat(changes.confusions())
                .containsExactly(
                        new ConfusionChange("crate", "new", 2, 0),
                        new ConfusionChange("blue", "new", 0, 1),
                        new ConfusionChange("the", "a", 1, 0));
    }

    @Test
    void wordsOfDifferentTestSetsAreNotCompared() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WordChanges.of(WordStatistics.of(BEFORE), WordStatistics.of(score("the", "the"))));
    }

    @ParameterizedTest
    @CsvSource({ // term, reference, hypothesis, in reference, in hypothesis, correct
        "crate,       load the crate,          load the crate,          1, 1, 1",
        "blue crate,  load the blue crate now, load the blue crate now, 1, 1, 1",
        "blue crate,  load the blue crate now, load the blue great now, 1, 0, 0",
        "blue crate,  load the blue crate,     load the blue big crate, 1, 0, 0",
        "blue crate,  load the blue big crate, load the blue crate,     0, 1, 0",
        "blue crate,  nothing here at all,     nothing here blue crate, 0, 1, 0",
        "ha ha,       ha ha ha,                ha ha ha,                2, 2, 2",
        "crate,       '',                      crate crate,             0, 2, 0",
        "crate,       crate,                   '',                      1, 0, 0",
    })
    void findsTermsOnBothSides(
            String term, String reference, String hypothesis, int inReference, int inHypothesis, int correct) {
        assertThat(TermAccuracy.of(List.of(term), score(reference, hypothesis)))
                .containsExactly(new TermAccuracy(term, inReference, inHypothesis, correct));
    }

    @Test
    void termsHaveRecallAndPrecision() {
        List<TermAccuracy> terms = TermAccuracy.of(List.of("crate", " the  blue ", "", "crate", "new"), BEFORE);

        assertThat(terms).extracting(TermAccuracy::term).containsExactly("crate", "the blue", "new");
        assertThat(terms.getFirst().recall()).isZero();
        assertThat(terms.getFirst().precision()).isNaN();
        TermAccuracy sum = TermAccuracy.sum(TermAccuracy.of(List.of("load", "the"), BEFORE));
        assertThat(sum).isEqualTo(new TermAccuracy(TermAccuracy.ALL, 4, 3, 3));
        assertThat(sum.recall()).isEqualTo(0.75);
        assertThat(sum.precision()).isEqualTo(1);
        assertThat(sum.f1()).isCloseTo(6 / 7.0, within(1e-12));
    }

    @Test
    void unknownWordsAreCountedAtEveryPlace() {
        OutOfVocabulary unknown = OutOfVocabulary.of(
                List.of("load the crate", "", "the crate of zabriskie"), List.of("load", "the", "of")::contains);

        assertThat(unknown.words()).isEqualTo(7);
        assertThat(unknown.unknown())
                .containsExactly(new OutOfVocabulary.Missing("crate", 2), new OutOfVocabulary.Missing("zabriskie", 1));
        assertThat(unknown.share()).isCloseTo(3 / 7.0, within(1e-12));
        assertThat(OutOfVocabulary.of(List.of(), word -> false).share()).isZero();
    }

    private enum Count {
        CORRECT,
        DELETED,
        SUBSTITUTED,
        INSERTED,
        MISTAKEN
    }

    private static int sum(WordStatistics words, Count count) {
        return words.words().stream()
                .mapToInt(word -> switch (count) {
                    case CORRECT -> word.correct();
                    case DELETED -> word.deleted();
                    case SUBSTITUTED -> word.substituted();
                    case INSERTED -> word.inserted();
                    case MISTAKEN -> word.mistaken();
                })
                .sum();
    }

    private static CorpusScore score(String... texts) {
        List<UtteranceScore> scores = new ArrayList<>();
        for (int i = 0; i < texts.length; i += 2) {
            scores.add(UtteranceScore.of("" + i, texts[i], texts[i + 1], Aligner.sclite()));
        }
        return new CorpusScore(scores);
    }

    private static String words(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(9); i > 0; i--) {
            text.append((char) ('a' + random.nextInt(5))).append(' ');
        }
        return text.toString().strip();
    }
}
