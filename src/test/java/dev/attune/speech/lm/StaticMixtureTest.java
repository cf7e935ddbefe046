package dev.attune.speech.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A mixture merged into one back-off model, against the mixture itself. */
final class StaticMixtureTest {

    private static final NGramModel GENERAL = estimate(
            3, "the cat sat on the mat", "the dog sat on the cat", "a dog ran", "the cat ran to the dog", "a mat");
    private static final NGramModel USER = estimate(2, "the pump ran", "set the pump to on", "the pump sat on a mat");
    private static final NGramModel NAMES = estimate(1, "mirquist");

    private final InterpolatedLm inner = new InterpolatedLm(List.of(GENERAL, USER), List.of(0.7, 0.3));
    private final InterpolatedLm mixture = InterpolatedLm.of(inner, NAMES, 0.1);
    private final NGramModel merged = StaticMixture.merge(mixture);
    private final NGramModel following = StaticMixture.mergeFollowing(mixture);

    private static NGramModel estimate(int order, String... sentences) {
        NGramCounts.Builder counts = NGramCounts.builder(order);
        for (String sentence : sentences) {
            counts.add(sentence);
        }
        return KneserNeyEstimator.estimate(counts.build());
    }

    @Test
    void sumsToOneInEveryContext() {
        for (NGramModel model : List.of(merged, following)) {
            for (String context :
                    List.of("", "the", "the cat", "on the", "set the", "pump ran", "mirquist", "cat mirquist")) {
                LmState state = stateAfter(model, context);
                double sum = Math.exp(model.finish(state));
                for (int id = 0; id < model.vocabulary().size(); id++) {
                    if (id != Vocabulary.START_ID && id != Vocabulary.END_ID) {
                        sum += Math.exp(model.next(state, id).logProb());
                    }
                }
                assertThat(sum).as("after \"" + context + "\"").isCloseTo(1, within(1e-5));
            }
        }
    }

    /** Weights after words: prior times likelihood, worked out here sentence by sentence from the parts themselves. */
    @Test
    void followsTheWordsBeforeAsBayesWould() {
        List<NGramModel> parts = List.of(GENERAL, USER, NAMES);
        double[] prior = {0.9 * 0.7, 0.9 * 0.3, 0.1};
        // What is longer was heard in the middle of a sentence too.
        for (String sentence : List.of("the cat", "the dog", "a dog", "a mat", "set the", "mirquist")) {
            double[] shares = prior.clone();
            LmState[] states = parts.stream().map(NGramModel::empty).toArray(LmState[]::new);
            LmState ours = following.empty();
            for (String word : sentence.split(" ")) {
                double expected = 0;
                double[] next = new double[shares.length];
                for (int i = 0; i < shares.length; i++) {
                    NGramModel part = parts.get(i);
                    LanguageModel.Scored scored = part.next(states[i], part.wordId(word));
                    states[i] = scored.context();
                    next[i] = part.contains(word) ? shares[i] * Math.exp(scored.logProb()) : 0;
                    expected += next[i];
                }
                LanguageModel.Scored actual = following.next(ours, following.wordId(word));
                ours = actual.context();
                assertThat(actual.logProb())
                        .as(word + " in \"" + sentence + "\"")
                        .isCloseTo(Math.log(expected), within(1e-4));
                for (int i = 0; i < shares.length; i++) {
                    shares[i] = next[i] / expected;
                }
            }
        }
        // Only the user's sentences begin with it, so they alone go on.
        assertThat(following
                        .next(stateAfter(following, "set"), following.wordId("the"))
                        .logProb())
                .isCloseTo(
                        USER.next(stateAfter(USER, "set"), USER.wordId("the")).logProb(), within(1e-4));
    }

    @Test
    void givesEveryNGramOfItsPartsTheProbabilityOfTheMixture() {
        for (String sentence : List.of("the cat sat on", "set the pump", "the pump sat", "a mat", "mirquist")) {
            String[] words = sentence.split(" ");
            LmState ours = merged.empty();
            LmState theirs = mixture.empty();
            for (String word : words) {
                LanguageModel.Scored actual = merged.next(ours, merged.wordId(word));
                LanguageModel.Scored expected = mixture.next(theirs, mixture.wordId(word));
                assertThat(actual.logProb())
                        .as(word + " in \"" + sentence + "\"")
                        .isCloseTo(expected.logProb(), within(1e-5));
                ours = actual.context();
                theirs = expected.context();
            }
        }
    }

    @Test
    void knowsTheWordsOfAllPartsAndTheHighestOrder() {
        assertThat(merged.order()).isEqualTo(3);
        assertThat(List.of("cat", "pump", "mirquist")).allMatch(merged::contains);
        assertThat(merged.vocabulary().size()).isEqualTo(mixture.vocabulary().size());
    }

    @Test
    void predictsTextAboutAsWellAsTheMixture() {
        List<List<String>> text =
                List.of(List.of("set", "the", "dog", "on"), List.of("the", "pump", "ran", "to", "the", "mat"));

        assertThat(Perplexity.of(merged, text).includingUnknown())
                .isCloseTo(Perplexity.of(mixture, text).includingUnknown(), within(1.0));
    }

    private static LmState stateAfter(LanguageModel model, String context) {
        LmState state = model.empty();
        for (String word : context.isEmpty() ? new String[0] : context.split(" ")) {
            state = model.next(state, model.wordId(word)).context();
        }
        return state;
    }
}
