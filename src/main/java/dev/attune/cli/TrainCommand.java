package dev.attune.cli;

import dev.attune.evaluation.Comparison;
import dev.attune.model.ModelLibrary;
import dev.attune.shared.ProblemException;
import dev.attune.speech.corpus.Manifest;
import dev.attune.speech.corpus.Utterance;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.ModelPackageReader;
import dev.attune.speech.train.AdaptationRequest;
import dev.attune.speech.train.AdaptationResult;
import dev.attune.speech.train.ModelAdaptation;
import dev.attune.speech.train.TrainingFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** Makes a custom model. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a custom model from a baseline and your recordings, text, structured text, pronunciations and display rules; at least",
            "one of them.",
            "DATA is a zip or a folder with recordings and trans.txt or transcripts.tsv (file TAB transcript).",
            "The last line of the output is JSON with the figures of the run."
        })
final class TrainCommand implements Callable<Integer> {

    private static final double PERCENT = 100;

    private final ModelAdaptation adaptation;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HomeOption home;

    @Option(
            names = "--baseline",
            required = true,
            paramLabel = "MODEL",
            description = "Model to start from: name, id, or path of a model package.")
    private String baseline;

    @Option(names = "--audio", paramLabel = "DATA", description = "Recordings with transcripts.")
    private List<Path> audio = new ArrayList<>();

    @Option(names = "--text", paramLabel = "FILE", description = "Text, a sentence or phrase a line.")
    private List<Path> text = new ArrayList<>();

    @Option(names = "--pronunciation", paramLabel = "FILE", description = "Lines of display TAB spoken.")
    private List<Path> pronunciations = new ArrayList<>();

    @Option(
            names = "--structured",
            paramLabel = "FILE",
            description = "Structured text: lists, sentences that refer to them, a lexicon of phones.")
    private List<Path> structured = new ArrayList<>();

    @Option(
            names = "--display",
            paramLabel = "FILE",
            description = "Rules of display text: #itn, #rewrite, #profanity, #test; alone they change nothing else.")
    private List<Path> display = new ArrayList<>();

    @Option(names = "--test", paramLabel = "DATA", description = "Compares the new model with the baseline on these.")
    private @Nullable Path test;

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the new model (default: the output's).")
    private @Nullable String name;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of all random choices (default: 1).")
    private long seed = 1;

    @Option(
            names = "--max-minutes",
            paramLabel = "MINUTES",
            description = "Longest time for training on recordings (default: no limit).")
    private double maxMinutes;

    @Option(
            names = "--lm-weight",
            paramLabel = "PERCENT",
            description =
                    "Share of your text in the language model, 1 to 100 (default: found on a part of the text kept aside).")
    private @Nullable Double lmWeight;

    @Option(
            names = "--speak-text",
            description = {
                "Has the sentences of --text and --structured spoken by flite or espeak-ng, where installed, and trains the network on them",
                "too: some minutes, often far fewer errors. English baselines only."
            })
    private boolean speakText;

    @Option(names = "--output", required = true, paramLabel = "ZIP", description = "The model package to write.")
    private Path output;

    TrainCommand(ModelAdaptation adaptation) {
        this.adaptation = adaptation;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, TrainingFailedException {
        checkUsage();
        // Closed last: until then the program does not end, also when it was asked to.
        try (Interruption interruption = new Interruption()) {
            try {
                train(interruption);
                return 0;
            } catch (CancellationException | TrainingFailedException e) {
                // Ctrl+C reaches the worker process too, whose end may be noticed first.
                if (!interruption.requested()) {
                    throw e;
                }
                spec.commandLine().getErr().println("attune: " + Failures.sentence(new CancellationException()));
                return 1;
            }
        }
    }

    private void train(Interruption interruption) throws IOException, InterruptedException, TrainingFailedException {
        ModelLibrary library = home.library();
        Path start = library.find(baseline);
        PrintWriter err = spec.commandLine().getErr();
        try (WorkFolder work = WorkFolder.in(Outputs.folderOf(output))) {
            DataReader reader = new DataReader(err);
            // Read before the training: a mistake in its path must not show after an hour.
            List<Utterance> testSet =
                    test == null ? List.of() : reader.read(test, work.path().resolve("test"));
            AdaptationRequest request = request(start, reader, work.path());
            AdaptationResult result = adaptation.run(
                    request,
                    Files.createDirectories(work.path().resolve("training")),
                    output,
                    new TrainingLog(err),
                    interruption::requested);
            ObjectNode summary = summary(ModelPackageReader.describe(output), result);
            if (test != null) {
                summary.set("test", ComparisonJson.of(compare(library, start, testSet, err)));
            }
            spec.commandLine().getOut().println(Json.line(summary));
        }
    }

    private void checkUsage() {
        if (audio.isEmpty()
                && text.isEmpty()
                && structured.isEmpty()
                && pronunciations.isEmpty()
                && display.isEmpty()) {
            throw usage(
                    "A training needs something to learn from: give --audio, --text, --structured, --pronunciation or"
                            + " --display.");
        }
        if (lmWeight != null && !(lmWeight >= 1 && lmWeight <= PERCENT)) {
            throw usage("--lm-weight must be in 1..100 (percent); got " + lmWeight + ".");
        }
        if (speakText && text.isEmpty() && structured.isEmpty()) {
            throw usage("--speak-text needs sentences to speak: give --text or --structured.");
        }
        if (!(maxMinutes >= 0)) {
            throw usage("--max-minutes must be at least 0; got " + maxMinutes + ".");
        }
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private AdaptationRequest request(Path start, DataReader reader, Path work) throws IOException {
        List<Path> manifests = new ArrayList<>();
        for (Path data : audio) {
            List<Utterance> utterances = reader.read(data, work.resolve("audio" + manifests.size()));
            Path manifest = work.resolve("audio" + manifests.size() + ".tsv");
            Manifest.write(utterances, manifest);
            manifests.add(manifest);
        }
        for (List<Path> files : List.of(text, pronunciations, structured, display)) {
            for (Path file : files) {
                if (!Files.isRegularFile(file)) {
                    throw new ProblemException("NoSuchData", "There is no file " + file + "; check the path.");
                }
            }
        }
        return new AdaptationRequest(
                start,
                name == null ? nameOf(output) : name,
                manifests,
                text,
                pronunciations,
                structured,
                display,
                lmWeight == null ? 0 : lmWeight / PERCENT,
                maxMinutes,
                seed,
                speakText);
    }

    private Comparison compare(ModelLibrary library, Path start, List<Utterance> testSet, PrintWriter err)
            throws IOException, InterruptedException {
        TestRun.Candidate before = candidate(library, start, "");
        TestRun.Candidate after = candidate(library, output, "");
        if (before.name().equals(after.name())) {
            after = candidate(library, output, " (trained)");
        }
        return new TestRun(testSet, err).compare(List.of(before, after));
    }

    private static TestRun.Candidate candidate(ModelLibrary library, Path zip, String suffix) throws IOException {
        var opened = library.open(zip);
        return new TestRun.Candidate(opened.description().name() + suffix, opened);
    }

    private ObjectNode summary(ModelDescription model, AdaptationResult result) {
        ObjectNode summary =
                Json.object().put("model", model.name()).put("id", model.id()).put("output", output.toString());
        ObjectNode figures = summary.putObject("figures");
        result.figures().forEach((figure, value) -> figures.put(figure, value));
        return summary;
    }

    private static String nameOf(Path zip) {
        String file = zip.getFileName().toString();
        String plain = file.endsWith(".zip") ? file.substring(0, file.length() - ".zip".length()) : file;
        return plain.isEmpty() ? "model" : plain;
    }
}
