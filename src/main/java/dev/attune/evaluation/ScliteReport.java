package dev.attune.evaluation;

import dev.attune.speech.score.ScliteFiles;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A report's files for NIST's sclite, under the names that it gives its own. */
final class ScliteReport {

    static final String REFERENCE = "sclite-reference.trn";

    private ScliteReport() {}

    /** By name: the references, and for each model its transcripts and their two alignments. */
    static Map<String, String> files(EvaluationReport report) {
        Comparison comparison = report.comparison();
        List<@Nullable String> speakers = comparison.utterances().stream()
                .<@Nullable String>map(ComparedUtterance::speaker)
                .toList();
        Map<String, String> files = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>(Set.of(REFERENCE));
        for (ComparedModel model : comparison.models()) {
            ScliteFiles sclite = ScliteFiles.of(model.score(), speakers);
            String hypothesis = fileName(model.name(), taken);
            files.putIfAbsent(REFERENCE, sclite.referenceTrn());
            files.put(hypothesis, sclite.hypothesisTrn());
            files.put(hypothesis + ".pra", sclite.pra(hypothesis));
            files.put(hypothesis + ".sgml", sclite.sgml(hypothesis, REFERENCE, hypothesis, report.created()));
        }
        return files;
    }

    private static String fileName(String model, Set<String> taken) {
        String plain =
                model.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String base = "sclite-" + (plain.isEmpty() ? "model" : plain.substring(0, Math.min(plain.length(), 60)));
        String name = base + ".trn";
        for (int next = 2; !taken.add(name); next++) {
            name = base + "-" + next + ".trn";
        }
        return name;
    }
}
