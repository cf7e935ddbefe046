package dev.attune.speech.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KneserNeyEstimatorTest {

    /**
     * Worked out by hand. Bigrams occur 3, 2, 2, 1, 1 times: Y = 2/6, D1 = 1/3, D2 = 3/2, D3 = 3. Words follow 1, 1, 1, 2 others, which
     * is too little for the formula, so their discounts are 1/2, 1, 3/2; half of the mass goes to five words equally.
     */
    @ParameterizedTest
    @CsvSource({
        // context, word, probability
        "'',  a,     0.2",
        "'',  b,     0.2",
        "'',  c,     0.2",
        "'',  </s>,  0.3",
        "'',  <unk>, 0.1",
        "<s>, a,     0.2",
        "<s>, b,     0.2",
        "a,   b,     0.2888888889",
        "a,   c,     0.3444444444",
        "a,   a,     0.1222222222",
        "b,   </s>,  0.475",
        "b,   a,     0.15",
        "c,   </s>,  0.7666666667",
        "c,   <unk>, 0.0333333333",
    })
    void agreesWithATableWorkedOutByHand(String context, String word, double probability) {
        NGramModel model = KneserNeyEstimator.estimate(
                NGramCounts.builder(2).add("a b").add("a b").add("a c").build());

        assertThat(Math.exp(LmQueries.logProb(model, context, word))).isCloseTo(probability, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void agreesWithTheDefinition(int order) {
        List<List<String>> text = text(300, order);
        NGramCounts.Builder builder = NGramCounts.builder(order);
        text.forEach(builder::add);
        NGramModel model = KneserNeyEstimator.estimate(builder.build());
        Definition definition = new Definition(text, order);

        SplittableRandom random = new SplittableRandom(9);
        for (int round = 0; round < 2000; round++) {
            List<String> sentence = text.get(random.nextInt(text.size()));
            int at = random.nextInt(sentence.size() + 1);
            List<String> context = new ArrayList<>(List.of(Vocabulary.START));
            context.addAll(sentence.subList(0, at));
            String word = at < sentence.size() && random.nextBoolean() ? sentence.get(at) : randomWord(random);
            String shown = String.join(" ", context);
            assertThat(Math.exp(LmQueries.logProb(model, shown, word)))
                    .as("P(%s | %s)", word, shown)
                    .isCloseTo(definition.probability(context, word), within(1e-6));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "3, 0", "4, 0", "3, 1", "3, 2"})
    void sumsToOneInEveryContext(int order, int pruning) {
        NGramCounts.Builder builder = NGramCounts.builder(order);
        text(500, 3).forEach(builder::add);
        NGramModel model = KneserNeyEstimator.estimate(
                builder.build(), KneserNeyOptions.defaults().withPruning(0, pruning));

        for (String context :
                List.of("", "<s>", "w1", "w2 w1", "<s> w1 w2", "w0 w0 w0", "w7 <unk>", "<s> w3", "never w1 seen")) {
            assertThat(LmQueries.sum(model, context)).as(context).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void prunedModelsAreSmallerAndStillGood() {
        NGramCounts.Builder builder = NGramCounts.builder(3);
        text(150, 3).forEach(builder::add);
        NGramCounts counts = builder.build();
        NGramModel whole = KneserNeyEstimator.estimate(counts);
        NGramModel pruned =
                KneserNeyEstimator.estimate(counts, KneserNeyOptions.defaults().withPruning(0, 1));
        List<List<String>> heldOut = text(200, 77);

        assertThat(pruned.size(1)).isEqualTo(whole.size(1));
        assertThat(pruned.size(2)).isLessThan(whole.size(2));
        assertThat(pruned.size(3)).isLessThan(whole.size(3));
        assertThat(Perplexity.of(pruned, heldOut).includingUnknown())
                .isLessThan(1.3 * Perplexity.of(whole, heldOut).includingUnknown());
    }

    @Test
    void fixedVocabularyKnowsWordsThatNeverOccur() {
        NGramModel model = KneserNeyEstimator.estimate(NGramCounts.builder(2)
                .vocabulary(List.of("a", "b", "rare"))
                .add("a b other")
                .build());

        assertThat(model.contains("rare")).isTrue();
        assertThat(model.contains("other")).isFalse();
        assertThat(model.wordId("other")).isEqualTo(Vocabulary.UNKNOWN_ID);
        assertThat(LmQueries.logProb(model, "b", "rare")).isFinite().isLessThan(LmQueries.logProb(model, "b", "a"));
        assertThat(LmQueries.sum(model, "b")).isCloseTo(1, within(1e-6));
    }

    @Test
    void rareWordsBecomeUnknownWhenAsked() {
        NGramModel model = KneserNeyEstimator.estimate(NGramCounts.builder(2)
                .minimumWordCount(2)
                .add("a b c")
                .add("a b d")
                .build());

        assertThat(model.contains("a")).isTrue();
        assertThat(model.contains("c")).isFalse();
        assertThat(LmQueries.logProb(model, "b", "<unk>")).isGreaterThan(LmQueries.logProb(model, "b", "a"));
    }

    /** A text larger than the memory for it lies in temporary files, and the counts are the same. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aTextOnDiskGivesTheSameModel(int order) throws Exception {
        // More than one chunk of the column, so that memory and file are both read.
        List<List<String>> text = text(30_000, order);
        NGramCounts.Builder inMemory = NGramCounts.builder(order);
        NGramCounts.Builder onDisk = NGramCounts.builder(order).mostInMemory(1000);
        text.forEach(inMemory::add);
        text.forEach(onDisk::add);
        StringWriter expected = new StringWriter();
        StringWriter found = new StringWriter();

        ArpaWriter.write(KneserNeyEstimator.estimate(inMemory.build()), expected);
        ArpaWriter.write(KneserNeyEstimator.estimate(onDisk.build()), found);

        assertThat(found.toString()).isEqualTo(expected.toString());
    }

    /** N-grams beyond the budget are sorted on disk: the model in memory and the ARPA file are the same, byte for byte. */
    @ParameterizedTest
    @CsvSource({
        // order, sentences, pruning, least count of a word, budget in bytes
        "2, 3000, 0, 1, 0",
        "3, 3000, 0, 1, 0",
        "4, 3000, 0, 1, 4000",
        "5, 500,  0, 1, 20000",
        "3, 3000, 1, 1, 10000",
        "4, 3000, 2, 1, 10000",
        "3, 400,  0, 9, 5000",
        "3, 1,    0, 1, 0",
        "8, 200,  0, 1, 100000"
    })
    void nGramsSortedOnDiskGiveTheSameModel(
            int order, int sentences, int pruning, int least, long budget, @TempDir Path folder) throws Exception {
        KneserNeyOptions options = KneserNeyOptions.defaults().withPruning(0, 0, pruning);
        NGramCounts.Builder inMemory = NGramCounts.builder(order).minimumWordCount(least);
        NGramCounts.Builder onDisk =
                NGramCounts.builder(order).minimumWordCount(least).memoryBudget(budget);
        for (List<String> sentence : text(sentences, order)) {
            inMemory.add(sentence);
            onDisk.add(sentence);
        }
        Path expected = folder.resolve("expected");
        Path found = folder.resolve("found");
        Path written = folder.resolve("written");

        try (NGramCounts memory = inMemory.build();
                NGramCounts disk = onDisk.build()) {
            assertThat(memory.sorted()).isNull();
            assertThat(disk.sorted()).isNotNull();
            for (int m = 1; m <= order; m++) {
                assertThat(disk.size(m)).isEqualTo(memory.size(m));
            }
            ArpaWriter.write(KneserNeyEstimator.estimate(memory, options), expected);
            ArpaWriter.write(KneserNeyEstimator.estimate(disk, options), found);
            KneserNeyEstimator.write(disk, options, written);
        }

        assertThat(found).hasSameTextualContentAs(expected);
        assertThat(written).hasSameTextualContentAs(expected);
    }

    /** Words of the fixed vocabulary that never occur, and a vocabulary beyond 16 bits. */
    @Test
    void largeVocabulariesAreSortedToo() throws Exception {
        SplittableRandom random = new SplittableRandom(3);
        List<String> vocabulary = new ArrayList<>();
        for (int i = 0; i < 80_000; i++) {
            vocabulary.add("v" + i);
        }
        NGramCounts.Builder inMemory = NGramCounts.builder(3).vocabulary(vocabulary);
        NGramCounts.Builder onDisk =
                NGramCounts.builder(3).vocabulary(vocabulary).memoryBudget(200_000);
        for (int i = 0; i < 4000; i++) {
            String sentence = "v" + random.nextInt(90_000) + " v" + random.nextInt(50) + " v" + random.nextInt(90_000);
            inMemory.add(sentence);
            onDisk.add(sentence);
        }
        StringWriter expected = new StringWriter();
        StringWriter found = new StringWriter();

        try (NGramCounts disk = onDisk.build()) {
            ArpaWriter.write(KneserNeyEstimator.estimate(inMemory.build()), expected);
            ArpaWriter.write(KneserNeyEstimator.estimate(disk), found);
        }

        assertThat(found.toString()).isEqualTo(expected.toString());
    }

    @ParameterizedTest
    @CsvSource({"3, 1000, 0, false", "3, 1000, 100000, false", "300, 5000, 4000, true", "100000, 20000, 4000, true"})
    void sortsMoreThanTheMemoryHolds(int limit, int records, long budget, boolean summing) {
        SplittableRandom random = new SplittableRandom(limit);
        List<List<Integer>> expected = new ArrayList<>();
        int[] keys = {2, 0};
        try (RecordSorter sorter = new RecordSorter(4, keys, limit, summing, budget)) {
            TreeMap<List<Integer>, Integer> sums = new TreeMap<>(
                    Comparator.<List<Integer>>comparingInt(List::getFirst).thenComparingInt(List::getLast));
            for (int i = 0; i < records; i++) {
                int[] record = {random.nextInt(limit), i, random.nextInt(Math.min(limit, 5)), 1};
                sorter.add(record);
                expected.add(List.of(record[2], record[0], i, 1));
                sums.merge(List.of(record[2], record[0]), 1, Integer::sum);
            }
            // Equal ones stay in the order in which they came.
            expected.sort(Comparator.<List<Integer>>comparingInt(record -> record.get(0))
                    .thenComparingInt(record -> record.get(1)));
            List<List<Integer>> found = new ArrayList<>();
            try (IntRecordFile file = sorter.sorted();
                    Records sorted = file.reader(100)) {
                for (int[] record = sorted.next(); record != null; record = sorted.next()) {
                    found.add(List.of(record[2], record[0], record[1], record[3]));
                }
            }
            if (summing) {
                assertThat(found.stream()
                                .map(record -> List.of(record.get(0), record.get(1), record.get(3)))
                                .toList())
                        .isEqualTo(sums.entrySet().stream()
                                .map(entry -> List.of(
                                        entry.getKey().get(0), entry.getKey().get(1), entry.getValue()))
                                .toList());
            } else {
                assertThat(found).isEqualTo(expected);
            }
        }
    }

    @Test
    void columnsReadWhatTheyWereTold() {
        for (long inMemory : new long[] {0, 1, 1000, 1 << 16, 1 << 20}) {
            try (IntColumn column = new IntColumn(inMemory)) {
                for (int i = 0; i < 200_000; i++) {
                    column.add(i * 31 - 7);
                }
                assertThat(column.spilled()).isEqualTo(inMemory < 200_000);
                assertThat(column.size()).isEqualTo(200_000);
                try (IntColumn.Reader first = column.reader();
                        IntColumn.Reader second = column.reader()) {
                    for (int i = 0; i < 200_000; i++) {
                        assertThat(first.next()).isEqualTo(i * 31 - 7);
                        // The second one is behind the first.
                        if (i % 2 == 0) {
                            assertThat(second.next()).isEqualTo(i / 2 * 31 - 7);
                        }
                    }
                }
            }
        }
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> NGramCounts.builder(0)).hasMessage("order must be in 1..8; got 0");
        assertThatThrownBy(() -> NGramCounts.builder(2).add("a <s> b")).hasMessage("a sentence must not contain <s>");
        assertThatThrownBy(() -> NGramCounts.builder(2).add("a").vocabulary(List.of("a")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> KneserNeyOptions.defaults().withPruning(1)).hasMessageContaining("must begin with 0");
        assertThatThrownBy(() -> KneserNeyOptions.defaults().withPruning(0, 2, 1))
                .hasMessageContaining("not fall");
    }

    @Test
    void estimatesWhatLmplzEstimates(@TempDir Path folder) throws Exception {
        String lmplz = LmQueries.program("lmplz");
        assumeTrue(lmplz != null, "KenLM's lmplz is not installed");
        List<List<String>> text = text(2000, 5);
        Path file = folder.resolve("text");
        Files.write(file, text.stream().map(words -> String.join(" ", words)).toList());
        Path arpa = folder.resolve("theirs.arpa");
        Process process = new ProcessBuilder(lmplz, "-o", "3", "--discount_fallback", "-S", "100M")
                .redirectInput(file.toFile())
                .redirectOutput(arpa.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        NGramCounts.Builder builder = NGramCounts.builder(3);
        text.forEach(builder::add);
        NGramModel ours = KneserNeyEstimator.estimate(builder.build());
        NGramModel theirs = ArpaReader.read(arpa);

        for (List<String> sentence : text(300, 6)) {
            assertThat(Perplexity.of(ours, sentence).logProb())
                    .isCloseTo(Perplexity.of(theirs, sentence).logProb(), within(1e-3));
        }
    }

    /** Sentences of a random chain over a few words, so that all orders have something to learn. */
    static List<List<String>> text(int sentences, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<String>> text = new ArrayList<>();
        for (int i = 0; i < sentences; i++) {
            List<String> words = new ArrayList<>();
            int word = random.nextInt(12);
            for (int n = 1 + random.nextInt(8); n > 0; n--) {
                words.add("w" + word);
                word = random.nextInt(3) == 0 ? random.nextInt(12) : (word * 5 + random.nextInt(2) + 1) % 12;
            }
            text.add(words);
        }
        return text;
    }

    private static String randomWord(SplittableRandom random) {
        int word = random.nextInt(14);
        return word == 12 ? Vocabulary.END : word == 13 ? Vocabulary.UNKNOWN : "w" + word;
    }

    /** Equations 24 to 26 of Chen and Goodman with sets and maps of words, without any trick. */
    private static final class Definition {

        private final int order;
        private final Map<String, Integer> counts = new TreeMap<>();
        private final Map<String, Set<String>> before = new TreeMap<>();
        private final Map<Integer, double[]> discounts = new TreeMap<>();
        private final Set<String> words = new HashSet<>(List.of(Vocabulary.UNKNOWN, Vocabulary.END));

        Definition(List<List<String>> text, int order) {
            this.order = order;
            for (List<String> sentence : text) {
                List<String> padded = new ArrayList<>(List.of(Vocabulary.START));
                padded.addAll(sentence);
                padded.add(Vocabulary.END);
                words.addAll(sentence);
                for (int from = 0; from < padded.size(); from++) {
                    for (int to = from + 1; to <= Math.min(padded.size(), from + order); to++) {
                        String nGram = String.join(" ", padded.subList(from, to));
                        counts.merge(nGram, 1, Integer::sum);
                        if (from > 0) {
                            before.computeIfAbsent(nGram, key -> new HashSet<>())
                                    .add(padded.get(from - 1));
                        }
                    }
                }
            }
        }

        double probability(List<String> context, String word) {
            int length = Math.min(order - 1, context.size());
            return recursive(context.subList(context.size() - length, context.size()), word);
        }

        private double recursive(List<String> context, String word) {
            int length = context.size() + 1;
            double[] discounts = this.discounts.computeIfAbsent(length, this::discounts);
            double total = 0;
            double taken = 0;
            for (String other : words) {
                int count = adjusted(join(context, other));
                total += count;
                taken += discounts[Math.min(3, count)];
            }
            double lower = context.isEmpty() ? 1.0 / words.size() : recursive(context.subList(1, context.size()), word);
            if (total == 0) {
                return lower;
            }
            int count = adjusted(join(context, word));
            return (count - discounts[Math.min(3, count)]) / total + taken / total * lower;
        }

        private int adjusted(String nGram) {
            int length = nGram.split(" ").length;
            return length == order || nGram.startsWith(Vocabulary.START + " ")
                    ? counts.getOrDefault(nGram, 0)
                    : before.getOrDefault(nGram, Set.of()).size();
        }

        private double[] discounts(int length) {
            double[] with = new double[5];
            for (String nGram : counts.keySet()) {
                if (nGram.split(" ").length == length && !nGram.equals(Vocabulary.START)) {
                    int count = adjusted(nGram);
                    if (count <= 4) {
                        with[count]++;
                    }
                }
            }
            double y = with[1] / (with[1] + 2 * with[2]);
            double[] discounts = new double[4];
            for (int i = 1; i <= 3; i++) {
                discounts[i] = i - (i + 1) * y * with[i + 1] / with[i];
            }
            boolean usable = Arrays.stream(discounts).allMatch(d -> d >= 0 && d <= 3) && discounts[1] <= 1;
            return usable && discounts[2] <= 2 ? discounts : new double[] {0, 0.5, 1, 1.5};
        }

        private static String join(List<String> context, String word) {
            return context.isEmpty() ? word : String.join(" ", context) + " " + word;
        }
    }
}
