package dev.attune.cli;

import dev.attune.model.ModelImports;
import dev.attune.model.ModelLibrary;
import dev.attune.speech.audio.FeatureRecipe;
import dev.attune.speech.modelimport.CalibrationData;
import dev.attune.speech.modelimport.ImportLanguage;
import dev.attune.speech.modelimport.ModelImporter;
import dev.attune.speech.modelimport.ProbeProcess;
import dev.attune.speech.modelimport.ProbeReport;
import dev.attune.speech.modelimport.ProbeRequest;
import dev.attune.speech.modelpackage.ModelDescription;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Takes in a CTC model that was made elsewhere. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a baseline of a CTC model that was made elsewhere: an ONNX file and its tokens.",
            "The model is tried in a process of its own, what was found is printed, and a model that would crash or mislead is refused.",
            "An imported baseline takes text and pronunciations; recordings cannot train it. Prints the id and the name."
        })
final class ImportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private HomeOption home;

    @Option(names = "--onnx", required = true, paramLabel = "FILE", description = "The network.")
    private Path onnx;

    @Option(names = "--tokens", required = true, paramLabel = "FILE", description = "Its tokens.txt or vocab.json.")
    private Path tokens;

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "Name of the new baseline.")
    private String name;

    @Option(
            names = "--lm",
            paramLabel = "ARPA",
            description =
                    "Language model with the words that are to be recognised (default: that of the newest general baseline of the"
                            + " language; 'none' for a model that only spells).")
    private @Nullable String lm;

    @Option(names = "--locale", paramLabel = "TAG", description = "Its language (default: en-US).")
    private String locale = "en-US";

    @Option(
            names = "--features",
            paramLabel = "KIND",
            description =
                    "What it takes: kaldi, kaldi-16bit, nemo, nemo-per-feature, waveform or waveform-normalized (default: found by trying).")
    private @Nullable String features;

    @Option(
            names = "--sample",
            paramLabel = "FILE",
            description = "A recording that it should understand (default: an English one of the program's own).")
    private @Nullable Path sample;

    @Option(names = "--sample-text", paramLabel = "TEXT", description = "What is said in that recording.")
    private @Nullable String sampleText;

    @Option(
            names = "--calibrate",
            paramLabel = "DATA",
            description =
                    "Recordings with transcripts, 200 words or more, to calibrate the confidence of words with; none of what you test on"
                            + " (default: not calibrated).")
    private @Nullable Path calibrate;

    @Option(
            names = "--licence",
            paramLabel = "TEXT",
            description = "Its licence, kept with the model (default: unknown).")
    private String licence = "unknown";

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        ProbeRequest request = request();
        ModelLibrary library = home.library();
        ModelImports.requireName(library, name.strip());
        ImportLanguage language = ModelImports.language(library, lm, locale);
        ProbeReport report;
        // Closed last: until then the program does not end, also when it was asked to.
        try (Interruption interruption = new Interruption()) {
            report = new ProbeProcess().run(request, step -> err.println(step + " ..."), interruption::requested);
        }
        report.findings().forEach(finding -> err.println(finding.name() + ": " + finding.value()));
        report.trials()
                .forEach(trial -> err.printf(
                        Locale.ROOT,
                        "Tried %s: %.0f %% right, \"%s\"%n",
                        trial.features().id(),
                        100 * trial.merit(),
                        trial.text()));
        report.warnings().forEach(warning -> err.println("Note: " + warning));
        ModelDescription model;
        try (WorkFolder work = WorkFolder.in(home.folder().resolve("cache"))) {
            model = ModelImports.keep(
                    library,
                    report,
                    onnx,
                    tokens,
                    new ModelImporter.About(name.strip(), locale, name.strip(), licence),
                    language,
                    calibrationData(work.path()));
        }
        err.println(model.provenance().settings().get(ModelImporter.CONFIDENCE));
        spec.commandLine().getOut().println(model.id() + "\t" + model.name());
        return 0;
    }

    private @Nullable CalibrationData calibrationData(Path workFolder) throws IOException {
        if (calibrate == null) {
            return null;
        }
        return new CalibrationData(
                String.valueOf(calibrate.toAbsolutePath().normalize().getFileName()),
                new DataReader(spec.commandLine().getErr()).read(calibrate, workFolder));
    }

    private ProbeRequest request() {
        if (name.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--name must not be empty.");
        }
        if (calibrate != null && ModelImports.NO_LANGUAGE_MODEL.equals(lm)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--calibrate needs a language model, as words of a model that only spells have no calibrated confidence;"
                            + " leave out --lm none.");
        }
        if (sampleText != null && sample == null) {
            throw new ParameterException(
                    spec.commandLine(), "--sample-text belongs to a recording; give --sample too.");
        }
        return new ProbeRequest(onnx, tokens, locale, features == null ? null : recipe(features), sample, sampleText);
    }

    private FeatureRecipe recipe(String id) {
        return FeatureRecipe.ofId(id)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--features must be one of "
                                + Arrays.stream(FeatureRecipe.values())
                                        .map(FeatureRecipe::id)
                                        .collect(Collectors.joining(", "))
                                + "; got " + id + "."));
    }
}
