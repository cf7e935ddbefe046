package dev.attune.cli;

import dev.attune.evaluation.Comparison;
import dev.attune.evaluation.Conclusion;
import dev.attune.evaluation.EvaluationReport;
import dev.attune.evaluation.ModelFigures;
import dev.attune.evaluation.RegressionCheck;
import dev.attune.evaluation.ReportWriter;
import dev.attune.evaluation.Robustness;
import dev.attune.model.ModelLibrary;
import dev.attune.shared.ProblemException;
import dev.attune.speech.corpus.Utterance;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.text.TextNormalizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** Tests models on recordings with transcripts and compares them. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Tests models on recordings with transcripts and tells whether one is better than the other or whether it may be chance.",
            "DATA is a zip or a folder with recordings and trans.txt or transcripts.tsv (file TAB transcript).",
            "With --fail-if-worse-than it ends with 1 if a model is worse than that one beyond chance: the 95 %% interval of the"
                    + " difference lies above the margin, and the matched-pairs test agrees at 5 %%. What the test set is too small"
                    + " to tell does not fail."
        })
final class EvaluateCommand implements Callable<Integer> {

    enum Format {
        TEXT,
        JSON
    }

    private static final double PERCENT = 100;

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

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DATA",
            description = "A test set; once for each of several, which are then taken together and one by one.")
    private List<Path> data = new ArrayList<>();

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description =
                    "Folder for a report: HTML, tables as CSV, every edit as CSV and JSON, charts, sclite's files.")
    private @Nullable Path report;

    @Option(
            names = "--terms",
            paramLabel = "FILE",
            description = "Names or products, one a line, whose recall and precision are told.")
    private @Nullable Path terms;

    @Option(
            names = "--equivalents",
            description =
                    "Also tells the rates with number words equal to digits and contractions equal to full forms (English).")
    private boolean equivalents;

    @Option(
            names = "--robustness",
            description =
                    "Also tells the rates under noise, reverberation, telephone band and other speeds; takes 13 times as long.")
    private boolean robustness;

    @Option(
            names = "--fail-if-worse-than",
            paramLabel = "MODEL",
            description = "Ends with 1 if a model is worse than this one, which is tested too, beyond chance.")
    private @Nullable String yardstick;

    @Option(
            names = "--margin",
            paramLabel = "POINTS",
            description = "Percentage points of the word error rate that a model may be worse (default: 0).")
    private double margin;

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "With --fail-if-worse-than: the outcome as JUnit's XML, one case a comparison.")
    private @Nullable Path junit;

    @Option(names = "--format", paramLabel = "text|json", description = "Default: text.")
    private Format format = Format.TEXT;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        checkOptions();
        List<String> wanted = terms == null ? List.of() : TextFiles.lines(terms);
        TestSets sets = new TestSets(data);
        List<TestRun.Candidate> candidates = candidates();
        int compared = yardstick == null ? -1 : yardstickIn(candidates);
        TestRun.Result result;
        Robustness degraded = null;
        try (WorkFolder work = WorkFolder.in(home.folder().resolve("cache"))) {
            List<Utterance> utterances = sets.read(new DataReader(err), work.path());
            result = new TestRun(utterances, err).run(candidates);
            if (robustness) {
                degraded = new RobustnessRun(utterances, result.comparison(), err).measure(candidates);
            }
        }
        Comparison comparison = result.comparison();
        List<EvaluationDetails> details = EvaluationDetails.of(comparison, candidates, wanted, equivalents);
        if (report != null) {
            String testSet = sets.title();
            ReportWriter.write(
                    new EvaluationReport(
                            "Evaluation on " + testSet,
                            "",
                            testSet,
                            Instant.now().truncatedTo(ChronoUnit.SECONDS),
                            comparison,
                            normalization(candidates),
                            EvaluationDetails.words(details),
                            result.details().withRobustness(degraded)),
                    report);
            err.println("Report: " + report.resolve("report.html"));
        }
        print(comparison, normalization(candidates), sets, details, degraded);
        if (compared >= 0) {
            check(RegressionCheck.of(comparison, compared, margin / PERCENT), sets.title());
        }
        return 0;
    }

    private void checkOptions() {
        if (yardstick == null && (junit != null || margin != 0)) {
            throw usage("--margin and --junit belong to --fail-if-worse-than; name a model there.");
        }
        if (!(margin >= 0)) {
            throw usage("--margin must be 0 or more points; got " + margin + ".");
        }
        if (yardstick != null && models.stream().allMatch(yardstick::equals)) {
            throw usage(
                    "--fail-if-worse-than compares models with \"" + yardstick + "\"; give another one with --model.");
        }
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    /** Tells the outcome, and fails with one sentence if a model is worse. */
    private void check(RegressionCheck check, String testSet) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        if (junit != null) {
            Outputs.writeFile(junit, file -> Files.writeString(file, JunitReport.of(check, testSet)));
        }
        check.cases().stream().filter(each -> !each.worse()).forEach(each -> {
            err.println(each.sentence());
            if (each.conclusion().caution() != null) {
                err.println(each.conclusion().caution());
            }
        });
        if (!check.failures().isEmpty()) {
            throw new ProblemException(
                    "WorseModel",
                    check.failures().stream()
                            .map(RegressionCheck.Case::sentence)
                            .collect(Collectors.joining(" ")));
        }
    }

    /** Its place among the candidates; one that was not named among the models comes first, as what the others are compared with. */
    private int yardstickIn(List<TestRun.Candidate> candidates) throws IOException {
        String wanted = String.valueOf(yardstick);
        if (models.contains(wanted)) {
            return models.indexOf(wanted);
        }
        ModelLibrary library = home.library();
        ModelPackage model = library.open(library.find(wanted));
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.get(i).model().contentHash().equals(model.contentHash())) {
                return i;
            }
        }
        String name = model.description().name();
        boolean unique =
                candidates.stream().noneMatch(candidate -> candidate.name().equals(name));
        candidates.addFirst(new TestRun.Candidate(unique ? name : wanted, model));
        return 0;
    }

    /** The rules that references and hypotheses went through, by name and version. */
    private static String normalization(List<TestRun.Candidate> candidates) {
        return TextNormalizer.forLocale(
                        candidates.getFirst().model().description().locale())
                .label();
    }

    private void print(
            Comparison comparison,
            String normalization,
            TestSets sets,
            List<EvaluationDetails> details,
            @Nullable Robustness degraded) {
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case JSON -> {
                ObjectNode root = ComparisonJson.of(comparison).put("normalization", normalization);
                for (int i = 0; i < details.size(); i++) {
                    details.get(i).putInto((ObjectNode) root.get("models").get(i));
                }
                sets.putInto(root, comparison);
                if (degraded != null) {
                    RobustnessRun.putInto(root, degraded);
                }
                out.println(Json.pretty(root));
            }
            case TEXT -> {
                for (int i = 0; i < comparison.models().size(); i++) {
                    out.println(comparison.models().get(i).name());
                    ComparisonJson.figures(comparison.figures().get(i))
                            .sentences()
                            .forEach(line -> out.println("  " + line));
                    ModelFigures figures = comparison.figures().get(i);
                    out.println("  " + figures.rating().sentence());
                    figures.advice().ifPresent(advice -> out.println("  " + advice.sentence()));
                    details.get(i).sentences().forEach(line -> out.println("  " + line));
                    sets.sentences(comparison, i).forEach(line -> out.println("  " + line));
                }
                for (Conclusion conclusion : comparison.conclusions()) {
                    out.println(conclusion.sentence());
                    if (conclusion.caution() != null) {
                        out.println(conclusion.caution());
                    }
                }
                if (degraded != null) {
                    RobustnessRun.lines(degraded).forEach(out::println);
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
