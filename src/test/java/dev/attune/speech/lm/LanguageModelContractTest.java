package dev.attune.speech.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every language model, and for the file they are kept in. */
final class LanguageModelContractTest {

    private static final NGramModel FIRST = estimate(3, 1);
    private static final NGramModel SECOND = KneserNeyEstimator.estimate(NGramCounts.builder(2)
            .add("w1 latte please")
            .add("w2 mocha")
            .add("large latte w1")
            .build());
    private static final InterpolatedLm MIXTURE = InterpolatedLm.of(FIRST, SECOND, 0.3);

    static Stream<Arguments> models() {
        return Stream.of(
                Arguments.of("trigram", FIRST),
                Arguments.of("bigram", SECOND),
                Arguments.of("unigram", estimate(1, 4)),
                Arguments.of("mixture", MIXTURE),
                Arguments.of("mixture of a mixture", InterpolatedLm.of(MIXTURE, estimate(4, 9), 0.5)),
                Arguments.of("classes", ClassLmTest.model(3, ClassLm.BREAK_OFF)),
                Arguments.of(
                        "mixture with classes", InterpolatedLm.of(FIRST, ClassLmTest.model(2, ClassLm.BREAK_OFF), 0.4)),
                Arguments.of("compact classes", roundTrip(ClassLmTest.model(3, ClassLm.BREAK_OFF))),
                Arguments.of("compact trigram", roundTrip(FIRST)),
                Arguments.of("compact mixture", roundTrip(MIXTURE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void sumsToOne(String name, LanguageModel model) {
        // Rounding to 256 levels moves single probabilities by a few per cent, their sum hardly.
        double tolerance = name.startsWith("compact") ? 0.02 : 1e-4;
        for (String context : List.of("", "<s>", "w1", "<s> w1", "w1 w2 w3", "latte", "never w4", "mocha large")) {
            assertThat(LmQueries.sum(model, context)).as(context).isCloseTo(1, within(tolerance));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void equalContextsAreEqual(String name, LanguageModel model) {
        for (String context : List.of("", "<s>", "w1", "<s> w1 w2", "latte")) {
            assertThat(LmQueries.state(model, context))
                    .as(context)
                    .isEqualTo(LmQueries.state(model, context))
                    .hasSameHashCodeAs(LmQueries.state(model, context));
        }
        // Contexts longer than the model remembers are one and the same.
        assertThat(LmQueries.state(model, "w9 w8 w7 w6 w5 w4")).isEqualTo(LmQueries.state(model, "w1 w1 w7 w6 w5 w4"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void refusesIdsOutsideTheVocabulary(String name, LanguageModel model) {
        assertThatThrownBy(() -> model.next(model.start(), model.vocabulary().size()))
                .isInstanceOfAny(IllegalArgumentException.class, IndexOutOfBoundsException.class);
        assertThat(model.wordId("never-seen")).isEqualTo(Vocabulary.UNKNOWN_ID);
        assertThat(model.contains("<s>")).isFalse();
        assertThat(model.contains("<unk>")).isFalse();
        assertThat(model.contains("never-seen")).isFalse();
    }

    /** Hides what kind of model it is. */
    private record PlainView(LanguageModel model) implements LanguageModel {

        @Override
        public LmState start() {
            return model.start();
        }

        @Override
        public LmState empty() {
            return model.empty();
        }

        @Override
        public Scored next(LmState context, int wordId) {
            return model.next(context, wordId);
        }

        @Override
        public double finish(LmState context) {
            return model.finish(context);
        }

        @Override
        public Vocabulary vocabulary() {
            return model.vocabulary();
        }

        @Override
        public int order() {
            return model.order();
        }
    }

    @Test
    void sentencesAreDrawnAsOftenAsTheModelSays() {
        LanguageModel asked = new PlainView(FIRST);
        for (LanguageModel model : List.of(FIRST, MIXTURE, asked)) {
            SentenceSampler sampler = new SentenceSampler(model, 5);
            Map<String, Integer> bigrams = new HashMap<>();
            Map<String, Integer> contexts = new HashMap<>();
            for (int i = 0; i < 20_000; i++) {
                List<String> words = new ArrayList<>(sampler.sentence());
                words.add(Vocabulary.END);
                for (int k = 0; k + 1 < words.size() && k < 1; k++) {
                    String context = "<s> " + words.get(k);
                    contexts.merge(context, 1, Integer::sum);
                    bigrams.merge(context + "\t" + words.get(k + 1), 1, Integer::sum);
                }
            }
            bigrams.forEach((bigram, count) -> {
                String context = bigram.substring(0, bigram.indexOf('\t'));
                double n = contexts.get(context);
                double p = Math.exp(LmQueries.logProb(model, context, bigram.substring(bigram.indexOf('\t') + 1)));
                // Five standard deviations, and what <unk> would have got.
                assertThat(count / n).as(bigram).isCloseTo(p, within(5 * Math.sqrt(p / n) + 0.02));
            });
            assertThat(new SentenceSampler(model, 5).sentence()).isEqualTo(new SentenceSampler(model, 5).sentence());
        }
    }

    @Test
    void mixtureAddsWeightedProbabilities() {
        double first = Math.exp(LmQueries.logProb(FIRST, "<s> w1", "w6"));
        double second = Math.exp(LmQueries.logProb(SECOND, "<s> w1", "latte"));

        assertThat(Math.exp(LmQueries.logProb(MIXTURE, "<s> w1", "latte"))).isCloseTo(0.3 * second, within(1e-7));
        assertThat(Math.exp(LmQueries.logProb(MIXTURE, "<s> w1", "w6"))).isCloseTo(0.7 * first, within(1e-7));
        double both = 0.7 * Math.exp(LmQueries.logProb(FIRST, "<s>", "w1"))
                + 0.3 * Math.exp(LmQueries.logProb(SECOND, "<s>", "w1"));
        assertThat(Math.exp(LmQueries.logProb(MIXTURE, "<s>", "w1"))).isCloseTo(both, within(1e-7));
        assertThat(MIXTURE.order()).isEqualTo(3);
    }

    @Test
    void mixtureRefusesWeightsThatAreNone() {
        assertThatThrownBy(() -> new InterpolatedLm(List.of(FIRST, SECOND), List.of(0.5, 0.6)))
                .hasMessage("weights must be >= 0 with sum 1; got [0.5, 0.6]");
        assertThatThrownBy(() -> new InterpolatedLm(List.of(FIRST, SECOND), List.of(-0.5, 1.5)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new InterpolatedLm(List.of(), List.of())).hasMessageContaining("got 0 and 0");
    }

    /** Against trying out every weight. */
    @Test
    void tunerFindsTheBestWeight() {
        List<List<String>> heldOut = List.of(
                List.of("w1", "latte"), List.of("w1", "w6", "w7"), List.of("mocha"), List.of("w2", "w11"), List.of());
        double best = 0;
        double bestScore = Double.NEGATIVE_INFINITY;
        for (int i = 1; i < 1000; i++) {
            double score = Perplexity.of(InterpolatedLm.of(FIRST, SECOND, i / 1000.0), heldOut)
                    .logProb();
            if (score > bestScore) {
                bestScore = score;
                best = i / 1000.0;
            }
        }

        List<Double> weights = MixtureTuner.tune(List.of(FIRST, SECOND), heldOut);

        assertThat(weights.get(1)).isCloseTo(best, within(0.005));
        assertThat(weights.get(0) + weights.get(1)).isCloseTo(1, within(1e-9));
        assertThat(MixtureTuner.tune(List.of(FIRST, SECOND), List.of())).containsExactly(0.5, 0.5);
        assertThat(MixtureTuner.mix(FIRST, SECOND, List.of(List.of("w1", "w6", "w7", "w0")))
                        .weights()
                        .get(1))
                .isBetween(0.01, 1.0);
    }

    @Test
    void compactFileCostsLittle() {
        NGramModel model = estimate(3, 1);
        LanguageModel compact = roundTrip(model);
        List<List<String>> heldOut = KneserNeyEstimatorTest.text(300, 99);

        double exact = Perplexity.of(model, heldOut).includingUnknown();
        double rounded = Perplexity.of(compact, heldOut).includingUnknown();

        assertThat(compact.order()).isEqualTo(3);
        assertThat(rounded).isCloseTo(exact, within(0.01 * exact));
        assertThat(bytes(compact)).isEqualTo(bytes(roundTrip(compact)));
        for (int id = 0; id < model.vocabulary().size(); id++) {
            assertThat(compact.vocabulary().word(id))
                    .isEqualTo(model.vocabulary().word(id));
        }
    }

    @Test
    void smallModelsAreKeptExactly() {
        LanguageModel compact = roundTrip(SECOND);

        for (String word : List.of("w1", "latte", "mocha", "</s>", "<unk>")) {
            for (String context : List.of("", "<s>", "latte", "large latte")) {
                assertThat(LmQueries.logProb(compact, context, word))
                        .isEqualTo(LmQueries.logProb(SECOND, context, word));
            }
        }
    }

    @Test
    void compactFileSaysWhatIsWrong() {
        byte[] whole = bytes(FIRST);
        for (int length = 0; length < whole.length; length += Math.max(1, whole.length / 200)) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> CompactLm.read(new ByteArrayInputStream(cut), "lm.bin"))
                    .as("cut to %d of %d bytes", length, whole.length)
                    .isInstanceOf(IOException.class)
                    .hasMessage("lm.bin: cut off; take a complete copy of the file");
        }
        byte[] other = whole.clone();
        other[7] = 9;
        assertThatThrownBy(() -> CompactLm.read(new ByteArrayInputStream(other), "lm.bin"))
                .hasMessage("lm.bin: language model format version 9, this program reads version 1;"
                        + " use the program version that wrote it");
        assertThatThrownBy(() -> CompactLm.read(new ByteArrayInputStream(new byte[100]), "lm.bin"))
                .hasMessageStartingWith("lm.bin: not a compact language model");
    }

    @Test
    void vocabularyNumbersWordsDensely() {
        Vocabulary vocabulary = new Vocabulary();
        for (int i = 0; i < 5000; i++) {
            assertThat(vocabulary.add("word" + i)).isEqualTo(Vocabulary.FIRST_WORD_ID + i);
        }
        for (int i = 0; i < 5000; i++) {
            assertThat(vocabulary.id("word" + i)).isEqualTo(Vocabulary.FIRST_WORD_ID + i);
            assertThat(vocabulary.word(vocabulary.id("word" + i))).isEqualTo("word" + i);
        }
        assertThat(vocabulary.add("word7")).isEqualTo(vocabulary.id("word7"));
        assertThat(vocabulary.size()).isEqualTo(5003);
        assertThatThrownBy(() -> vocabulary.word(5003)).hasMessage("word id must be in 0..5002; got 5003");
    }

    private static NGramModel estimate(int order, long seed) {
        NGramCounts.Builder builder = NGramCounts.builder(order);
        KneserNeyEstimatorTest.text(900, seed).forEach(builder::add);
        return KneserNeyEstimator.estimate(builder.build());
    }

    private static byte[] bytes(LanguageModel model) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            CompactLm.write(model, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LanguageModel roundTrip(LanguageModel model) {
        try {
            return CompactLm.read(new ByteArrayInputStream(bytes(model)), "lm.bin");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
