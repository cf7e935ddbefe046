package dev.attune.speech.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.attune.speech.TinyModel;
import dev.attune.speech.lm.CompactLm;
import dev.attune.speech.lm.InterpolatedLm;
import dev.attune.speech.lm.KneserNeyEstimator;
import dev.attune.speech.lm.LanguageModel;
import dev.attune.speech.lm.LmState;
import dev.attune.speech.lm.NGramCounts;
import dev.attune.speech.lm.Perplexity;
import dev.attune.speech.lm.Vocabulary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserLanguageModelTest {

    @TempDir
    Path folder;

    private final LanguageModel baseline = baseline();

    @Test
    void mixtureSumsToOneInEveryContextAlsoAsAFile() throws Exception {
        LanguageModel mixture = UserLanguageModel.of(
                        baseline,
                        sentences("soda and kanoto", "kanoto no melon"),
                        List.of("three cpo", "xerxes"),
                        0.3,
                        1)
                .model();
        Path file = folder.resolve("lm.bin");
        CompactLm.write(mixture, file);
        LanguageModel read = CompactLm.read(file);

        for (String context : List.of("", "soda", "soda and", "kanoto no", "three cpo", "xerxes soda", "unheard")) {
            assertThat(total(mixture, context)).as("after \"" + context + "\"").isCloseTo(1, within(1e-5));
            // Rounding to 256 levels an order costs a little.
            assertThat(total(read, context))
                    .as("in the file, after \"" + context + "\"")
                    .isCloseTo(1, within(1e-2));
        }
        assertThat(read.contains("three cpo")).isTrue();
    }

    /** Sum of P over all words, {@code <unk>} and the sentence end. */
    private static double total(LanguageModel model, String context) {
        LmState state = model.start();
        for (String word : UserLexicon.words(context)) {
            state = model.next(state, model.wordId(word)).context();
        }
        double sum = Math.exp(model.finish(state))
                + Math.exp(model.next(state, Vocabulary.UNKNOWN_ID).logProb());
        for (int id = Vocabulary.FIRST_WORD_ID; id < model.vocabulary().size(); id++) {
            sum += Math.exp(model.next(state, id).logProb());
        }
        return sum;
    }

    @Test
    void weightsFollowTheSentence() {
        LanguageModel custom =
                estimate(List.of(List.of("kanoto", "deman", "kanoto", "deman"), List.of("deman", "bina")));
        InterpolatedLm still = InterpolatedLm.of(baseline, custom, 0.5);
        InterpolatedLm follows = new InterpolatedLm(List.of(baseline, custom), List.of(0.5, 0.5), 0.2);

        // A sentence of the baseline's kind pays for the other model about once, not with every word.
        for (String sentence : List.of("tuna salad and lemon soda", "banana and melon and tomato")) {
            double alone = logProb(baseline, sentence);
            assertThat(logProb(follows, sentence)).isGreaterThan(logProb(still, sentence));
            assertThat(alone - logProb(follows, sentence)).isLessThan(0.6 * (alone - logProb(still, sentence)));
        }
        // Worked by hand: after one word, (1 - 0.2) * posterior + 0.2 * prior.
        // The custom model does not know the word, so the posterior of the baseline is 1.
        double share = 0.8 * 1 + 0.2 * 0.5;
        LmState after = follows.next(follows.start(), follows.wordId("tuna")).context();
        LmState own = baseline.next(baseline.start(), baseline.wordId("tuna")).context();
        assertThat(Math.exp(logProb(follows, after, "salad")))
                .isCloseTo(share * Math.exp(logProb(baseline, own, "salad")), within(1e-9));
    }

    private static double logProb(LanguageModel model, LmState context, String word) {
        return model.next(context, model.wordId(word)).logProb();
    }

    private static double logProb(LanguageModel model, String sentence) {
        return Perplexity.of(model, UserLexicon.words(sentence)).logProb();
    }

    @Test
    void aShareFoundByItselfStaysWithinItsBounds() {
        List<List<String>> foreign = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            foreign.add(List.of("kanoto", "deman", "sulo" + i % 3, "bina"));
            foreign.add(List.of("deman" + i, "kanoto"));
        }
        assertThat(UserLanguageModel.of(baseline, foreign, List.of(), 0, 1).share())
                .isEqualTo(UserLanguageModel.LARGEST_SHARE);
        assertThat(UserLanguageModel.of(baseline, sentences("soda and melon"), List.of(), 0, 1)
                        .share())
                .isBetween(UserLanguageModel.LEAST_SHARE, UserLanguageModel.LARGEST_SHARE);
    }

    /** The meter asks each model once a word; the mixture itself must say the same. */
    @Test
    void theMeterMeasuresWhatTheMixtureSays() {
        LanguageModel custom = estimate(sentences("kanoto deman and soda", "deman soda bina"));
        List<List<String>> text = sentences("kanoto soda and mint", "deman unheard soda", "tuna salad");
        double[] weights = {0.01, 0.3, 0.99};
        for (double switching : new double[] {0.2, 1}) {
            MixtureMeter meter = new MixtureMeter(weights, switching);
            meter.add(baseline, custom, text);
            for (int i = 0; i < weights.length; i++) {
                InterpolatedLm mixture =
                        new InterpolatedLm(List.of(baseline, custom), List.of(1 - weights[i], weights[i]), switching);
                assertThat(meter.perplexity(i))
                        .isCloseTo(Perplexity.of(mixture, text).excludingUnknown(), within(1e-6));
            }
            assertThat(meter.unknownToFirst()).isCloseTo(3 / 9.0, within(1e-12));
            assertThat(meter.unknown()).isCloseTo(1 / 9.0, within(1e-12));
        }
    }

    @Test
    void theCurveShowsBothEffects() {
        List<List<String>> foreign = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            foreign.add(List.of("kanoto", "deman", "sulo" + i % 3, "mint", "deman" + i % 20));
        }

        MixingCurve curve =
                UserLanguageModel.of(baseline, foreign, List.of(), 0, 1).curve();

        assertThat(curve.points().getFirst().weight()).isZero();
        assertThat(curve.points().getFirst().textPerplexity()).isInfinite();
        assertThat(curve.at(0.5).textPerplexity()).isLessThan(curve.at(0.01).textPerplexity());
        double before = 0;
        for (MixingCurve.Point point : curve.points()) {
            assertThat(point.generalPerplexity()).isFinite().isGreaterThan(before);
            before = point.generalPerplexity();
        }
        assertThat(curve.unknownBefore()).isGreaterThan(0.7).isGreaterThan(curve.unknownAfter());
        assertThat(UserLanguageModel.of(baseline, foreign, List.of(), 0, 1).curve())
                .isEqualTo(curve);
        assertThat(UserLanguageModel.of(baseline, sentences("no mint"), List.of(), 0, 1)
                        .curve()
                        .points())
                .isEmpty();
    }

    @Test
    void wordsOfTheBaselineStayPossibleWithTheLargestShare() {
        LanguageModel mixture = UserLanguageModel.of(baseline, sentences("kanoto deman"), List.of(), 1, 1)
                .model();

        assertThat(logProb(mixture, "tuna salad")).isFinite();
    }

    @Test
    void aShareThatWasSetIsKept() {
        assertThat(UserLanguageModel.of(baseline, sentences("no mint"), List.of(), 0.9, 1)
                        .share())
                .isEqualTo(0.9);
    }

    @Test
    void withoutSentencesAndNewNamesTheBaselineStays() {
        assertThat(UserLanguageModel.of(baseline, List.of(), List.of("melon"), 0, 1)
                        .model())
                .isSameAs(baseline);
    }

    @Test
    void namesThatNoSentenceHasStayPossible() {
        LanguageModel mixture = UserLanguageModel.of(baseline, List.of(), List.of("xerxes"), 0, 1)
                .model();
        double logProb = mixture.next(mixture.start(), mixture.wordId("xerxes")).logProb();
        assertThat(logProb).isBetween(Math.log(5e-4), Math.log(5e-3));
    }

    private static List<List<String>> sentences(String... sentences) {
        return Arrays.stream(sentences).map(UserLexicon::words).toList();
    }

    private static LanguageModel baseline() {
        NGramCounts.Builder counts = NGramCounts.builder(3).vocabulary(TinyModel.WORDS);
        TinyModel.SENTENCES.forEach(counts::add);
        return KneserNeyEstimator.estimate(counts.build());
    }

    private static LanguageModel estimate(List<List<String>> sentences) {
        NGramCounts.Builder counts = NGramCounts.builder(3);
        sentences.forEach(counts::add);
        return KneserNeyEstimator.estimate(counts.build());
    }
}
