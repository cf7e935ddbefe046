package dev.attune.speech.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClassLmTest {

    /** "north" is a word, an item and the beginning of two others; "gate" a word and the end of items of both classes. */
    private static final Map<String, List<List<String>>> CLASSES = classes(
            "{@gate}", List.of("north", "north gate", "ferry gate", "north gate two"),
            "{@lorry}", List.of("ferry", "north lorry", "lorry", "lorry"));

    private static final List<String> SENTENCES =
            List.of("to {@gate}", "{@lorry} to {@gate}", "north {@lorry}", "to gate", "{@gate} {@gate}");

    private static Map<String, List<List<String>>> classes(
            String first, List<String> items, String second, List<String> others) {
        Map<String, List<List<String>>> classes = new LinkedHashMap<>();
        classes.put(first, items.stream().map(ClassLmTest::words).toList());
        classes.put(second, others.stream().map(ClassLmTest::words).toList());
        return classes;
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.split(" "));
    }

    static ClassLm model(int order, double breakOff) {
        return model(order, SENTENCES, CLASSES, breakOff);
    }

    private static ClassLm model(
            int order, List<String> sentences, Map<String, List<List<String>>> classes, double breakOff) {
        Set<String> vocabulary = new LinkedHashSet<>();
        sentences.forEach(sentence -> vocabulary.addAll(words(sentence)));
        classes.values().forEach(items -> items.forEach(vocabulary::addAll));
        NGramCounts.Builder counts = NGramCounts.builder(order).vocabulary(vocabulary);
        sentences.forEach(counts::add);
        return new ClassLm(KneserNeyEstimator.estimate(counts.build()), classes, breakOff);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.3})
    void sumsToOneInEveryContext(double breakOff) {
        ClassLm model = model(3, breakOff);
        for (String context : List.of(
                "",
                "<s>",
                "<s> north",
                "<s> north gate",
                "<s> to north gate two",
                "<s> lorry to ferry",
                "north",
                "gate",
                "two",
                "<s> two",
                "<s> never north",
                "north north lorry")) {
            assertThat(LmQueries.sum(model, context)).as(context).isCloseTo(1, within(1e-5));
        }
    }

    /** Every sequence of tokens, every expansion of each: their probabilities add up to those of the model. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.3})
    void equalsTheSumOverAllExpansions(double breakOff) {
        ClassLm model = model(3, breakOff);
        Map<String, Double> expected = new HashMap<>();
        expand(model, model.tokens().start(), "", 1, 0, expected);

        assertThat(expected).hasSizeGreaterThan(100).containsKey("north gate two");
        expected.forEach((sentence, probability) -> assertThat(
                        Math.exp(Perplexity.of(model, words(sentence)).logProb()))
                .as(sentence)
                .isCloseTo(probability, within(1e-5 * probability)));
    }

    private static void expand(
            ClassLm model, LmState context, String before, double weight, int words, Map<String, Double> sentences) {
        LanguageModel tokens = model.tokens();
        if (words > 0) {
            sentences.merge(before.strip(), weight * Math.exp(tokens.finish(context)), Double::sum);
        }
        for (int id = Vocabulary.FIRST_WORD_ID; id < tokens.vocabulary().size(); id++) {
            String token = tokens.vocabulary().word(id);
            LanguageModel.Scored scored = tokens.next(context, id);
            double following = weight * Math.exp(scored.logProb());
            said(token, model.breakOff()).forEach((text, share) -> {
                int more = words + words(text).size();
                if (more <= 3) {
                    expand(model, scored.context(), before + " " + text, following * share, more, sentences);
                }
            });
        }
    }

    /** What a token may be said as: itself, or an item of the class up to where somebody breaks off. */
    private static Map<String, Double> said(String token, double breakOff) {
        if (!CLASSES.containsKey(token)) {
            return Map.of(token, 1.0);
        }
        Map<String, Double> said = new HashMap<>();
        for (List<String> item : CLASSES.get(token)) {
            double rest = 1.0 / CLASSES.get(token).size();
            for (int length = 1; length < item.size(); length++) {
                said.merge(String.join(" ", item.subList(0, length)), rest * breakOff, Double::sum);
                rest *= 1 - breakOff;
            }
            said.merge(String.join(" ", item), rest, Double::sum);
        }
        return said;
    }

    @Test
    void wordsOfItemsAreExpectedWhenNothingIsKnown() {
        ClassLm model = model(2, ClassLm.BREAK_OFF);

        // "two" stands only at the end of one item of four.
        assertThat(Math.exp(LmQueries.logProb(model, "", "two"))).isBetween(0.02, 0.1);
        // After it the item is over, so a sentence ends more likely than after a word that stands before items.
        assertThat(LmQueries.logProb(model, "two", "</s>")).isGreaterThan(LmQueries.logProb(model, "to", "</s>"));
    }

    @Test
    void aFileKeepsTheModel() throws IOException {
        ClassLm model = model(3, 0.05);
        byte[] bytes = bytes(InterpolatedLm.of(model(2, 0), model, 0.5));
        InterpolatedLm read = (InterpolatedLm) CompactLm.read(new ByteArrayInputStream(bytes), "lm.bin");
        LanguageModel again = read.models().get(1);

        assertThat(again).isInstanceOf(ClassLm.class);
        assertThat(((ClassLm) again).breakOff()).isEqualTo(0.05);
        assertThat(((ClassLm) again).classNames()).containsExactlyInAnyOrder("{@gate}", "{@lorry}");
        assertThat(again.contains("{@gate}")).isFalse();
        for (String sentence : List.of("to north gate two", "ferry to ferry gate", "north lorry lorry", "two")) {
            assertThat(Perplexity.of(again, words(sentence)).logProb())
                    .as(sentence)
                    .isCloseTo(Perplexity.of(model, words(sentence)).logProb(), within(1e-5));
        }
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> CompactLm.read(new ByteArrayInputStream(cut), "lm.bin"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("lm.bin: cut off; take a complete copy of the file");
        }
    }

    /** Two lists of 10,000 items in one sentence stand for a hundred million sentences. */
    @Test
    void largeListsStaySmall() throws IOException {
        Random random = new Random(4);
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            first.add("f" + random.nextInt(3000) + " n" + i);
            second.add("s" + i + " t" + random.nextInt(3000) + " e" + random.nextInt(3000));
        }
        Map<String, List<List<String>>> classes = classes("{@a}", first, "{@b}", second);
        List<String> sentences = List.of("send {@a} to {@b}", "is {@b} open", "call {@a}");

        ClassLm model = model(3, sentences, classes, ClassLm.BREAK_OFF);

        int nodes = model.classes().stream().mapToInt(WordClass::size).sum();
        assertThat(nodes).isLessThan(50_002 + 3_000);
        // About ten bytes a word of the lists, their spelling included.
        assertThat(bytes(model).length).isLessThan(600_000);
        assertThat(LmQueries.sum(model, "<s> send f17")).isCloseTo(1, within(1e-3));
        String item = String.join(" ", words(first.get(77)));
        double known = Perplexity.of(model, words("send " + item + " to " + second.get(4711)))
                .logProb();
        double strange =
                Perplexity.of(model, words("send " + item + " to e1 t2 s3")).logProb();
        assertThat(known).isGreaterThan(-2 * Math.log(10_000) - 12).isGreaterThan(strange + 5);
    }

    /** For files that know no classes. */
    @Test
    void becomesNGramsThatSayTheSame() {
        ClassLm model = model(3, ClassLm.BREAK_OFF);
        NGramModel nGrams = StaticMixture.merge(new InterpolatedLm(List.of(model), List.of(1.0)));

        assertThat(LmQueries.sum(nGrams, "<s> to north")).isCloseTo(1, within(1e-4));
        for (String sentence : List.of("to north gate two", "north lorry to ferry gate", "lorry to north gate")) {
            double exact = Perplexity.of(model, words(sentence)).logProb();
            assertThat(Perplexity.of(nGrams, words(sentence)).logProb())
                    .as(sentence)
                    .isCloseTo(exact, within(1.0));
        }
    }

    @Test
    void refusesClassesThatItCannotUse() {
        LanguageModel tokens = model(2, 0).tokens();

        assertThatThrownBy(() -> new ClassLm(tokens, Map.of("{@gate}", List.of()), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must have items");
        assertThatThrownBy(() -> new ClassLm(tokens, Map.of("{@gate}", List.of(List.of("zebra"))), 0))
                .hasMessageContaining("\"zebra\" of an item");
        assertThatThrownBy(() -> new ClassLm(tokens, Map.of("{@other}", List.of(List.of("gate"))), 0))
                .hasMessageContaining("class \"{@other}\"");
        assertThatThrownBy(() -> new ClassLm(tokens, CLASSES, 1)).hasMessage("breakOff must be in [0, 1); got 1.0");
    }

    private static byte[] bytes(LanguageModel model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CompactLm.write(model, out);
        return out.toByteArray();
    }
}
