package dev.attune.cli;

import dev.attune.shared.ProblemException;
import dev.attune.speech.lm.ArpaReader;
import dev.attune.speech.lm.KneserNeyEstimator;
import dev.attune.speech.lm.KneserNeyOptions;
import dev.attune.speech.lm.NGramCounts;
import dev.attune.speech.lm.NGramModel;
import dev.attune.speech.lm.Perplexity;
import dev.attune.speech.score.Tokens;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Estimates language models and measures them. */
@Command(
        name = "lm",
        mixinStandardHelpOptions = true,
        description = {
            "Estimates an n-gram model: --text FILE... --order N --arpa OUT;",
            "or tells how well one predicts a text: --arpa FILE --perplexity TEXT.",
            "Texts hold a sentence a line, words separated by blanks, and are taken as they are."
        })
final class LmCommand implements Callable<Integer> {

    private static final int HIGHEST_ORDER = 8;
    private static final int MOST_UNKNOWN_SHOWN = 20;

    @Spec
    private CommandSpec spec;

    @Option(names = "--text", arity = "1..*", paramLabel = "FILE", description = "Texts to learn from.")
    private List<Path> texts = new ArrayList<>();

    @Option(names = "--order", paramLabel = "N", description = "Words of the longest n-gram, 1 to 8 (default: 3).")
    private int order = 3;

    @Option(
            names = "--prune",
            split = ",",
            paramLabel = "COUNT",
            description = {
                "For each order from 1 up, leaves out n-grams that occur at most so often, as in 0,0,1; the first is 0",
                "and none is less than the one before; the last holds for all higher orders (default: 0)."
            })
    private List<Integer> pruning = new ArrayList<>();

    @Option(
            names = "--memory",
            paramLabel = "MB",
            description = {
                "About how much memory the different n-grams may take; when they need more, they are sorted in temporary",
                "files, which takes longer (default: half of what Java may take, see -Xmx)."
            })
    private @Nullable Integer memory;

    @Option(names = "--arpa", required = true, paramLabel = "FILE", description = "The model, in ARPA format.")
    private Path arpa;

    @Option(names = "--perplexity", paramLabel = "TEXT", description = "Text to predict.")
    private @Nullable Path perplexity;

    @Override
    public Integer call() throws IOException {
        if (texts.isEmpty() == (perplexity == null)) {
            throw new ParameterException(
                    spec.commandLine(), "Give either --text to estimate a model or --perplexity to measure one.");
        }
        if (order < 1 || order > HIGHEST_ORDER) {
            throw new ParameterException(
                    spec.commandLine(), "--order must be in 1.." + HIGHEST_ORDER + "; got " + order + ".");
        }
        if (memory != null && memory < 1) {
            throw new ParameterException(spec.commandLine(), "--memory must be at least 1 (MB); got " + memory + ".");
        }
        if (perplexity == null) {
            estimate(options());
        } else {
            measure(perplexity);
        }
        return 0;
    }

    private KneserNeyOptions options() {
        try {
            KneserNeyOptions usual = KneserNeyOptions.defaults();
            return pruning.isEmpty() ? usual : usual.withPruning(pruning.toArray(Integer[]::new));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--prune: " + e.getMessage() + ".", e);
        }
    }

    private void estimate(KneserNeyOptions options) throws IOException {
        NGramCounts.Builder counts = NGramCounts.builder(order);
        if (memory != null) {
            counts.memoryBudget(memory * 1_000_000L);
        }
        for (Path text : texts) {
            read(text, counts::add);
        }
        if (counts.tokens() == 0) {
            throw new ProblemException("EmptyFile", "The text is empty; a model needs at least one sentence.");
        }
        List<Long> sizes = new ArrayList<>();
        try (NGramCounts counted = counts.build()) {
            Outputs.writeFile(arpa, partial -> sizes.addAll(KneserNeyEstimator.write(counted, options, partial)));
        }
        spec.commandLine()
                .getErr()
                .println("Wrote " + arpa + ": "
                        + IntStream.rangeClosed(1, order)
                                .mapToObj(m -> String.format(Locale.ROOT, "%,d %d-grams", sizes.get(m - 1), m))
                                .collect(Collectors.joining(", "))
                        + ".");
    }

    /** Prints what KenLM's {@code query -v summary} prints, and which words are unknown. */
    private void measure(Path text) throws IOException {
        NGramModel model = ArpaReader.read(arpa);
        Perplexity[] sum = {Perplexity.NONE};
        Map<String, Integer> unknown = new HashMap<>();
        read(text, sentence -> {
            sentence.stream()
                    .filter(word -> !model.contains(word))
                    .forEach(word -> unknown.merge(word, 1, Integer::sum));
            return sum[0] = sum[0].plus(Perplexity.of(model, sentence));
        });
        if (sum[0].tokens() == 0) {
            throw new ProblemException("EmptyFile", text + ": the text is empty; there is nothing to predict.");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "Perplexity including OOVs:\t%.6f%n", sum[0].includingUnknown());
        out.printf(Locale.ROOT, "Perplexity excluding OOVs:\t%.6f%n", sum[0].excludingUnknown());
        out.printf(Locale.ROOT, "OOVs:\t%d%n", sum[0].outOfVocabulary());
        out.printf(Locale.ROOT, "Tokens:\t%d%n", sum[0].tokens());
        out.flush();
        if (!unknown.isEmpty()) {
            // Apart from the figures, whose four lines scripts read.
            spec.commandLine()
                    .getErr()
                    .printf(
                            Locale.ROOT,
                            "%.2f %% of the tokens are unknown to the model, most often: %s.%n",
                            100.0 * sum[0].outOfVocabulary() / sum[0].tokens(),
                            mostFrequent(unknown));
        }
    }

    private static String mostFrequent(Map<String, Integer> words) {
        return words.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_UNKNOWN_SHOWN)
                .map(word -> word.getKey() + " (" + word.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    /** Takes the words of a line. */
    @FunctionalInterface
    private interface Sentences {
        Object take(List<String> words);
    }

    private static void read(Path file, Sentences sentences) throws IOException {
        int number = 0;
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                sentences.take(Tokens.words(number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line));
            }
        } catch (CharacterCodingException e) {
            throw new ProblemException(
                    "UnsupportedEncoding",
                    file + ": not UTF-8 text after line " + number + "; save it as UTF-8 and try again.",
                    e);
        } catch (IllegalArgumentException e) {
            throw new ProblemException("BadText", file + ":" + number + ": " + e.getMessage() + "; remove it.", e);
        }
    }
}
