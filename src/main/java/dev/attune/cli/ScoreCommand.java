package dev.attune.cli;

import dev.attune.shared.ProblemException;
import dev.attune.speech.score.Aligner;
import dev.attune.speech.score.EquivalentForms;
import dev.attune.speech.score.ErrorCounts;
import dev.attune.speech.score.Tokens;
import dev.attune.speech.text.TextNormalizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** Counts the word errors of recognised texts. */
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        description = {
            "Counts word errors: each file holds \"file TAB text\" lines, matched by file.",
            "A name with folders matches the reference of the same file name."
        })
final class ScoreCommand implements Callable<Integer> {

    enum Alignment {
        SCLITE,
        LEVENSHTEIN
    }

    enum Normalization {
        DEFAULT,
        NONE
    }

    enum Format {
        TEXT,
        JSON
    }

    @Spec
    private CommandSpec spec;

    @Option(names = "--reference", required = true, paramLabel = "TSV", description = "The true texts.")
    private Path reference;

    @Option(names = "--hypothesis", required = true, paramLabel = "TSV", description = "The recognised texts.")
    private Path hypothesis;

    @Option(
            names = "--alignment",
            paramLabel = "sclite|levenshtein",
            description = "Costs of the alignment: sclite's 3/3/4 (default) or 1 an error.")
    private Alignment alignment = Alignment.SCLITE;

    @Option(
            names = "--normalization",
            paramLabel = "default|none",
            description = "Lower case, no punctuation, numbers in words (default), or the words as they are.")
    private Normalization normalization = Normalization.DEFAULT;

    @Option(names = "--locale", paramLabel = "LOCALE", description = "Language of the texts (default: en-US).")
    private String locale = "en-US";

    @Option(
            names = "--equivalents",
            description =
                    "Also tells the rate with number words equal to digits and contractions equal to full forms (English).")
    private boolean equivalents;

    @Option(names = "--format", paramLabel = "text|json", description = "Default: text.")
    private Format format = Format.TEXT;

    @Override
    public Integer call() throws IOException {
        Map<String, String> references = TextFiles.table(reference);
        if (references.isEmpty()) {
            throw new ProblemException("EmptyFile", reference + ": no texts; expected \"file TAB text\" lines.");
        }
        Map<String, String> hypotheses = matched(references);
        ScoreFigures figures = score(references, hypotheses, false);
        ScoreFigures second = equivalents ? score(references, hypotheses, true) : null;
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case TEXT -> {
                figures.sentences().forEach(out::println);
                if (second != null) {
                    out.println("With number words equal to digits and contractions to full forms: "
                            + second.sentences().getFirst());
                }
            }
            case JSON -> {
                ObjectNode root = figures.putInto(Json.object()).put("normalization", normalizationLabel());
                if (second != null) {
                    second.putInto(root.putObject("equivalentForms"));
                }
                out.println(Json.pretty(root));
            }
        }
        return 0;
    }

    /** What the texts went through before they were compared: error rates under different rules cannot be compared. */
    private String normalizationLabel() {
        return switch (normalization) {
            case DEFAULT -> TextNormalizer.forLocale(locale).label();
            case NONE -> "none";
        };
    }

    private ScoreFigures score(Map<String, String> references, Map<String, String> hypotheses, boolean equivalent) {
        UnaryOperator<String> normalize =
                switch (normalization) {
                    case DEFAULT -> TextNormalizer.forLocale(locale)::normalize;
                    case NONE -> UnaryOperator.identity();
                };
        Aligner aligner =
                switch (alignment) {
                    case SCLITE -> Aligner.sclite();
                    case LEVENSHTEIN -> Aligner.levenshtein();
                };
        ErrorCounts sum = ErrorCounts.NONE;
        int wrong = 0;
        for (Map.Entry<String, String> entry : references.entrySet()) {
            List<String> wanted = Tokens.words(normalize.apply(entry.getValue()));
            List<String> found = Tokens.words(normalize.apply(hypotheses.getOrDefault(entry.getKey(), "")));
            ErrorCounts counts = (equivalent
                            ? aligner.align(EquivalentForms.of(wanted, found), EquivalentForms.of(found, wanted))
                            : aligner.align(wanted, found))
                    .counts();
            sum = sum.plus(counts);
            wrong += counts.errors() > 0 ? 1 : 0;
        }
        return new ScoreFigures(sum, references.size(), wrong / (double) references.size());
    }

    /** The hypotheses by the references' names; what fits nowhere is told. */
    private Map<String, String> matched(Map<String, String> references) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Map<String, String> matched = new LinkedHashMap<>();
        int strange = 0;
        for (Map.Entry<String, String> entry : TextFiles.table(hypothesis).entrySet()) {
            String key = references.containsKey(entry.getKey()) ? entry.getKey() : fileName(entry.getKey());
            if (!references.containsKey(key)) {
                strange++;
            } else if (matched.putIfAbsent(key, entry.getValue()) != null) {
                throw new ProblemException(
                        "DuplicateEntry",
                        hypothesis + ": two texts belong to \"" + key + "\" of the reference; leave one of them out.");
            }
        }
        if (matched.isEmpty()) {
            throw new ProblemException(
                    "NothingInCommon",
                    "No name of " + hypothesis + " occurs in " + reference
                            + "; both must name the same files in their first column.");
        }
        if (strange > 0) {
            err.println("Left out: " + strange + " of the recognised texts, whose files are not in the reference.");
        }
        if (matched.size() < references.size()) {
            err.println("Counted as empty: " + (references.size() - matched.size())
                    + " utterances of the reference, for which there is no recognised text.");
        }
        return matched;
    }

    private static String fileName(String key) {
        return key.substring(Math.max(key.lastIndexOf('/'), key.lastIndexOf('\\')) + 1);
    }
}
