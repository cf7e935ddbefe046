package dev.attune.cli;

import dev.attune.evaluation.Comparison;
import dev.attune.evaluation.Conclusion;
import dev.attune.model.ModelLibrary;
import dev.attune.speech.corpus.Utterance;
import dev.attune.speech.decode.BeamOptions;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.ModelPackageReader;
import dev.attune.speech.modelpackage.Sha256;
import dev.attune.speech.tune.DecoderSearch;
import dev.attune.speech.tune.TunedPackage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Searches the best options of a model's decoder. */
@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        description = {
            "Searches the options of a model's decoder (weight of the language model, penalty for blanks, word bonus, width of the"
                    + " beam) that make the fewest word errors on a development set.",
            "DATA is a zip or a folder with recordings and trans.txt or transcripts.tsv (file TAB transcript). The network hears it"
                    + " once; each trial only decodes.",
            "With --output the best become the default of a new model package; the model itself stays as it is.",
            "Options that were chosen on a set look better on it than they are: --test measures them on other recordings."
        })
final class TuneCommand implements Callable<Integer> {

    enum Format {
        TEXT,
        JSON
    }

    private static final double USUAL_SECONDS = 600;
    private static final String TUNED = " (tuned)";

    @Spec
    private CommandSpec spec;

    @Mixin
    private HomeOption home;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "MODEL",
            description = "Name or id of a model, or the path of a model package.")
    private String model;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DATA",
            description = "The development set: recordings with transcripts.")
    private Path data;

    @Option(
            names = "--test",
            paramLabel = "DATA",
            description = "Compares the best options with the model's own on these recordings.")
    private @Nullable Path test;

    @Option(names = "--output", paramLabel = "ZIP", description = "Model package to write, with the best options.")
    private @Nullable Path output;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "With --output: name of the new model (default: the model's and \"(tuned)\").")
    private @Nullable String name;

    @Option(
            names = "--beam",
            split = ",",
            paramLabel = "N",
            description = "Widths of the beam to try, with the best weights (default: half and twice the model's own).")
    private List<Integer> beams = new ArrayList<>();

    @Option(
            names = "--max-seconds",
            paramLabel = "SECONDS",
            description = "Of more speech than this, some is drawn evenly (default: 600).")
    private double maxSeconds = USUAL_SECONDS;

    @Option(names = "--format", paramLabel = "text|json", description = "Default: text. json also has every trial.")
    private Format format = Format.TEXT;

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkOptions();
        PrintWriter err = spec.commandLine().getErr();
        ModelLibrary library = home.library();
        Path zip = library.find(model);
        if (output != null && Files.exists(output) && Files.isSameFile(output, zip)) {
            throw usage("--output is the model itself, which stays as it is; choose another file.");
        }
        ModelPackage opened = library.open(zip);
        Path parent = output == null ? home.folder().resolve("cache") : Outputs.folderOf(output);
        try (WorkFolder work = WorkFolder.in(parent)) {
            DataReader reader = new DataReader(err);
            List<Utterance> development = reader.read(data, work.path().resolve("development"));
            // Read before the search: a mistake in its path must not show after minutes.
            List<Utterance> testSet =
                    test == null ? List.of() : reader.read(test, work.path().resolve("test"));
            TuneRun.Outcome outcome = new TuneRun(opened, beams, err).search(development, maxSeconds);
            Path tuned = work.path().resolve("tuned.zip");
            ModelDescription description = TunedPackage.write(
                    opened,
                    nameOf(opened),
                    outcome.search().best().options(),
                    sentence(outcome),
                    hashes(outcome.used()),
                    Clock.systemUTC(),
                    work.path(),
                    tuned);
            Comparison comparison = null;
            if (test != null) {
                tellShared(outcome.used(), testSet);
                comparison = compare(opened, tuned, work.path(), testSet);
            }
            if (output != null) {
                Outputs.writeFile(output, file -> Files.move(tuned, file));
            }
            print(outcome, description, comparison);
        }
        return 0;
    }

    private void checkOptions() {
        if (output == null && name != null) {
            throw usage("--name belongs to --output; give a file there.");
        }
        if (name != null && name.isBlank()) {
            throw usage("--name must not be blank.");
        }
        beams.stream().filter(beam -> beam < 1).findFirst().ifPresent(beam -> {
            throw usage("--beam must be at least 1; got " + beam + ".");
        });
        if (!(maxSeconds > 0)) {
            throw usage("--max-seconds must be more than 0; got " + maxSeconds + ".");
        }
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private String nameOf(ModelPackage opened) {
        return name == null ? opened.description().name() + TUNED : name;
    }

    private String sentence(TuneRun.Outcome outcome) {
        DecoderSearch.Result search = outcome.search();
        return String.format(
                Locale.ROOT,
                "Search, %d trials on %d utterances of %s: word error rate %.2f %% with the model's own options, %.2f %% with these.",
                search.trials().size(),
                outcome.used().size(),
                fileName(data),
                100 * search.start().wordErrorRate(),
                100 * search.best().wordErrorRate());
    }

    private static String fileName(Path path) {
        return path.toAbsolutePath().normalize().getFileName().toString();
    }

    /** One sum over the recordings and transcripts that were used. */
    private Map<String, String> hashes(List<Utterance> used) throws IOException {
        StringBuilder content = new StringBuilder();
        for (Utterance utterance : used) {
            content.append(Sha256.of(utterance.audio()))
                    .append('\t')
                    .append(utterance.transcript())
                    .append('\n');
        }
        return new TreeMap<>(Map.of("decoder development set: " + fileName(data), Sha256.of(content.toString())));
    }

    private void tellShared(List<Utterance> used, List<Utterance> testSet) throws IOException {
        Set<String> known = new HashSet<>();
        for (Utterance utterance : used) {
            known.add(Sha256.of(utterance.audio()));
        }
        int shared = 0;
        for (Utterance utterance : testSet) {
            shared += known.contains(Sha256.of(utterance.audio())) ? 1 : 0;
        }
        if (shared > 0) {
            spec.commandLine()
                    .getErr()
                    .println(shared + " of " + testSet.size()
                            + " recordings of the test set are in the development set too: the options look better on"
                            + " them than they are.");
        }
    }

    private Comparison compare(ModelPackage before, Path tuned, Path work, List<Utterance> testSet)
            throws IOException, InterruptedException {
        ModelPackage after = ModelPackageReader.unpack(tuned, work.resolve("unpacked"));
        String beforeName = before.description().name();
        String afterName = after.description().name();
        return new TestRun(testSet, spec.commandLine().getErr())
                .compare(List.of(
                        new TestRun.Candidate(beforeName, before),
                        new TestRun.Candidate(afterName.equals(beforeName) ? afterName + TUNED : afterName, after)));
    }

    private void print(TuneRun.Outcome outcome, ModelDescription tuned, @Nullable Comparison comparison) {
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case JSON -> out.println(Json.pretty(json(outcome, tuned, comparison)));
            case TEXT -> lines(outcome, comparison).forEach(out::println);
        }
    }

    private ObjectNode json(TuneRun.Outcome outcome, ModelDescription tuned, @Nullable Comparison comparison) {
        DecoderSearch.Result search = outcome.search();
        ObjectNode root = Json.object()
                .put("model", model)
                .put("utterances", outcome.used().size())
                .put("words", search.start().words().words());
        root.set("before", json(search.start()));
        root.set("best", json(search.best()));
        if (output != null) {
            root.put("output", output.toString()).put("name", tuned.name()).put("id", tuned.id());
        }
        if (comparison != null) {
            root.set("test", ComparisonJson.of(comparison));
        }
        ArrayNode trials = root.putArray("trials");
        search.trials().forEach(trial -> trials.add(json(trial)));
        return root;
    }

    private static ObjectNode json(DecoderSearch.Trial trial) {
        ObjectNode node = Json.object();
        trial.options().toMap().forEach((option, value) -> {
            if (option.equals("beamSize") || option.equals("nBest")) {
                node.put(option, value.intValue());
            } else {
                node.put(option, value);
            }
        });
        return node.put("errors", trial.words().errors()).put("wordErrorRate", trial.wordErrorRate());
    }

    private List<String> lines(TuneRun.Outcome outcome, @Nullable Comparison comparison) {
        DecoderSearch.Trial start = outcome.search().start();
        DecoderSearch.Trial best = outcome.search().best();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%-28s %8s %8s", "", "Before", "Best"));
        lines.add(line(
                "Weight of the language model",
                start.options().lmWeight(),
                best.options().lmWeight()));
        lines.add(line(
                "Penalty for blanks",
                start.options().blankPenalty(),
                best.options().blankPenalty()));
        lines.add(line("Word bonus", start.options().wordBonus(), best.options().wordBonus()));
        lines.add(String.format(
                Locale.ROOT,
                "%-28s %8d %8d",
                "Width of the beam",
                start.options().beamSize(),
                best.options().beamSize()));
        lines.add(line("Word error rate in %", 100 * start.wordErrorRate(), 100 * best.wordErrorRate()));
        if (start.equals(best)) {
            lines.add("None of the trials made fewer errors than the model's own options.");
        }
        lines.add(sentence(outcome));
        beams(outcome.search(), lines);
        if (comparison != null) {
            lines.add("On " + fileName(java.util.Objects.requireNonNull(test)) + ":");
            for (Conclusion conclusion : comparison.conclusions()) {
                lines.add(conclusion.sentence());
                if (conclusion.caution() != null) {
                    lines.add(conclusion.caution());
                }
            }
        }
        if (output != null) {
            lines.add("Written: " + output);
        }
        return lines;
    }

    /** What other widths cost or bring. */
    private static void beams(DecoderSearch.Result search, List<String> lines) {
        BeamOptions best = search.best().options();
        search.trials().stream()
                .filter(trial -> trial.options().beamSize() != best.beamSize()
                        && trial.options().withBeamSize(best.beamSize()).equals(best))
                .forEach(trial -> lines.add(String.format(
                        Locale.ROOT,
                        "With a beam of %d: %.2f %%.",
                        trial.options().beamSize(),
                        100 * trial.wordErrorRate())));
    }

    private static String line(String label, double before, double best) {
        return String.format(Locale.ROOT, "%-28s %8.2f %8.2f", label, before, best);
    }
}
