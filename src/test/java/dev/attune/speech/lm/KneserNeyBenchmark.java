package dev.attune.speech.lm;

import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Estimates a trigram model of 50 MB of text, writes it, reads it, and looks up; beside it KenLM's {@code lmplz} on the same text where it is installed,
 * else the figures of the design (10.6 s, 0.6 GB) for other text of that size on another machine. Then once more with a tenth of the memory, the n-grams
 * sorted on disk.
 *
 * <p>Run: {@code java -Xmx1500m -cp target/test-classes:target/classes dev.attune.speech.lm.KneserNeyBenchmark LM_BIN}, where LM_BIN is the
 * {@code lm.bin} of a model package, which draws the text; or {@code ... KneserNeyBenchmark TEXT.txt} with text of your own.
 */
final class KneserNeyBenchmark {

    private static final long BYTES = 50_000_000;
    private static final long SMALL_BUDGET = 50_000_000;
    private static final double REFERENCE_SECONDS = 10.6;
    private static final double REFERENCE_GIGABYTES = 0.6;

    private KneserNeyBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("lm-benchmark");
        Path text = arguments[0].endsWith(".txt") ? Path.of(arguments[0]) : draw(Path.of(arguments[0]), folder);
        System.gc();
        pools().forEach(MemoryPoolMXBean::resetPeakUsage);
        long start = System.nanoTime();
        long busy = busyNanos();
        NGramCounts.Builder builder = NGramCounts.builder(3);
        try (Stream<String> lines = Files.lines(text)) {
            lines.forEach(builder::add);
        }
        long words = builder.tokens();
        NGramModel model = KneserNeyEstimator.estimate(builder.build());
        double estimated = seconds(start);
        Path arpa = folder.resolve("ours.arpa");
        ArpaWriter.write(model, arpa);
        double processor = (busyNanos() - busy) / 1e9;
        double gigabytes =
                pools().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%,d bytes, %,d words: %s n-grams; estimated in %.1f s, with the ARPA file %.1f s (%.1f s of processor"
                        + " time); heap at most %.2f GB%n",
                Files.size(text),
                words,
                Arrays.toString(new int[] {model.size(1), model.size(2), model.size(3)}),
                estimated,
                seconds(start),
                processor,
                gigabytes);
        Double theirs = lmplz(text, folder.resolve("theirs.arpa"));
        System.out.printf(
                Locale.ROOT,
                "ratio to lmplz %s: %.2f by the clock, %.2f by processor time; memory %.2f%n",
                theirs == null ? "(not installed; figures of the design)" : "here",
                seconds(start) / (theirs == null ? REFERENCE_SECONDS : theirs),
                processor / (theirs == null ? REFERENCE_SECONDS : theirs),
                gigabytes / REFERENCE_GIGABYTES);
        sortOnDisk(text, folder.resolve("sorted.arpa"), arpa);
        lookUp(model, folder.resolve("lm.bin"), text);
        if (theirs != null) {
            compare(model, folder.resolve("theirs.arpa"), text);
        }
    }

    private static Path draw(Path lm, Path folder) throws IOException {
        SentenceSampler sampler = new SentenceSampler(CompactLm.read(lm), 1);
        Path text = folder.resolve("text.txt");
        long bytes = 0;
        try (BufferedWriter out = Files.newBufferedWriter(text)) {
            while (bytes < BYTES) {
                String line = String.join(" ", sampler.sentence()) + "\n";
                bytes += line.getBytes(StandardCharsets.UTF_8).length;
                out.write(line);
            }
        }
        return text;
    }

    private static void sortOnDisk(Path text, Path arpa, Path expected) throws IOException {
        long start = System.nanoTime();
        long busy = busyNanos();
        NGramCounts.Builder builder = NGramCounts.builder(3).memoryBudget(SMALL_BUDGET);
        try (Stream<String> lines = Files.lines(text)) {
            lines.forEach(builder::add);
        }
        try (NGramCounts counts = builder.build()) {
            KneserNeyEstimator.write(counts, KneserNeyOptions.defaults(), arpa);
        }
        System.out.printf(
                Locale.ROOT,
                "with %d MB for n-grams, sorted on disk: ARPA file in %.1f s (%.1f s of processor time), %s%n",
                SMALL_BUDGET / 1_000_000,
                seconds(start),
                (busyNanos() - busy) / 1e9,
                Files.mismatch(arpa, expected) < 0 ? "the same file" : "ANOTHER FILE");
    }

    private static void lookUp(NGramModel model, Path file, Path text) throws IOException {
        CompactLm.write(model, file);
        long start = System.nanoTime();
        long busy = busyNanos();
        LanguageModel compact = CompactLm.read(file);
        System.out.printf(
                Locale.ROOT,
                "compact file: %.1f MB, read in %.2f s (%.2f s of processor time)%n",
                Files.size(file) / 1e6,
                seconds(start),
                (busyNanos() - busy) / 1e9);
        for (int round = 0; round < 3; round++) {
            busy = busyNanos();
            Perplexity sum = Perplexity.NONE;
            try (Stream<String> lines = Files.lines(text)) {
                for (String line : (Iterable<String>) lines.limit(200_000)::iterator) {
                    sum = sum.plus(Perplexity.of(compact, List.of(line.split(" "))));
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "look-up: %,.0f words a second of processor time; perplexity %.2f%n",
                    sum.tokens() / ((busyNanos() - busy) / 1e9),
                    sum.includingUnknown());
        }
    }

    private static @Nullable Double lmplz(Path text, Path arpa) throws Exception {
        String lmplz = LmQueries.program("lmplz");
        if (lmplz == null) {
            return null;
        }
        long start = System.nanoTime();
        Process process = new ProcessBuilder(lmplz, "-o", "3", "--discount_fallback", "-S", "1G")
                .redirectInput(text.toFile())
                .redirectOutput(arpa.toFile())
                .redirectError(new File("/dev/null"))
                .start();
        return process.waitFor() == 0 ? seconds(start) : null;
    }

    private static void compare(NGramModel ours, Path arpa, Path text) throws IOException {
        NGramModel theirs = ArpaReader.read(arpa);
        Perplexity a = Perplexity.NONE;
        Perplexity b = Perplexity.NONE;
        try (Stream<String> lines = Files.lines(text)) {
            for (String line : (Iterable<String>) lines.limit(20_000)::iterator) {
                List<String> words = List.of(line.split(" "));
                a = a.plus(Perplexity.of(ours, words));
                b = b.plus(Perplexity.of(theirs, words));
            }
        }
        System.out.printf(
                Locale.ROOT, "perplexity %.5f, of lmplz's model %.5f%n", a.includingUnknown(), b.includingUnknown());
    }

    private static Stream<MemoryPoolMXBean> pools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP);
    }

    private static long busyNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
