package dev.attune.cli;

import dev.attune.evaluation.Comparison;
import dev.attune.evaluation.Conclusion;
import dev.attune.evaluation.EvaluationReport;
import dev.attune.evaluation.ReportWriter;
import dev.attune.model.ModelLibrary;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.text.TextNormalizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tests models on recordings with transcripts and compares them. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Tests models on recordings with transcripts and tells whether one is better than the other or whether it may be chance.",
            "DATA is a zip or a folder with recordings and trans.txt or transcripts.tsv (file TAB transcript)."
        })
final class EvaluateCommand implements Callable<Integer> {

    enum Format {
        TEXT,
        JSON
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private HomeOption home;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "MODEL",
            description = "Name or id of a model, or the path of a model package; once for each model.")
    private List<String> models = new ArrayList<>();

    @Option(names = "--data", required = true, paramLabel = "DATA", description = "The test set.")
    private Path data;

    @Option(names = "--report", paramLabel = "DIR", description = "Folder for a report: HTML, tables as CSV, charts.")
    private @Nullable Path report;

    @Option(names = "--format", paramLabel = "text|json", description = "Default: text.")
    private Format format = Format.TEXT;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        List<TestRun.Candidate> candidates = candidates();
        Comparison comparison;
        try (WorkFolder work = WorkFolder.in(home.folder().resolve("cache"))) {
            comparison = new TestRun(new DataReader(err).read(data, work.path()), err).compare(candidates);
        }
        if (report != null) {
            String testSet = data.toAbsolutePath().normalize().getFileName().toString();
            ReportWriter.write(
                    new EvaluationReport(
                            "Evaluation on " + testSet,
                            "",
                            testSet,
                            Instant.now().truncatedTo(ChronoUnit.SECONDS),
                            comparison,
                            normalization(candidates)),
                    report);
            err.println("Report: " + report.resolve("report.html"));
        }
        print(comparison, normalization(candidates));
        return 0;
    }

    /** The rules that references and hypotheses went through, by name and version. */
    private static String normalization(List<TestRun.Candidate> candidates) {
        return TextNormalizer.forLocale(
                        candidates.getFirst().model().description().locale())
                .label();
    }

    private void print(Comparison comparison, String normalization) {
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case JSON -> out.println(Json.pretty(ComparisonJson.of(comparison).put("normalization", normalization)));
            case TEXT -> {
                for (int i = 0; i < comparison.models().size(); i++) {
                    out.println(comparison.models().get(i).name());
                    ComparisonJson.figures(comparison.figures().get(i))
                            .sentences()
                            .forEach(line -> out.println("  " + line));
                }
                for (Conclusion conclusion : comparison.conclusions()) {
                    out.println(conclusion.sentence());
                    if (conclusion.caution() != null) {
                        out.println(conclusion.caution());
                    }
                }
            }
        }
    }

    /** Every model under its name; under what the user wrote where two have the same name. */
    private List<TestRun.Candidate> candidates() throws IOException {
        ModelLibrary library = home.library();
        List<ModelPackage> opened = new ArrayList<>();
        for (String model : models) {
            opened.add(library.open(library.find(model)));
        }
        List<String> names =
                opened.stream().map(model -> model.description().name()).toList();
        List<TestRun.Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < opened.size(); i++) {
            boolean unique = Collections.frequency(names, names.get(i)) == 1;
            candidates.add(new TestRun.Candidate(unique ? names.get(i) : models.get(i), opened.get(i)));
        }
        return candidates;
    }
}
