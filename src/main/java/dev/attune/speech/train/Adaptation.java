package dev.attune.speech.train;

import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.synthesis.Synthesizer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** One custom model on its way from request to package: display rules, words and recordings, network, language model, lexicon, in this order. */
final class Adaptation {

    private final AdaptationRequest request;
    private final Path workFolder;
    private final Clock clock;
    private final ModelTrainer.NetworkSettings networkSettings;
    private final List<Synthesizer> synthesizers;
    private final TrainingRun run;

    Adaptation(
            AdaptationRequest request,
            Path workFolder,
            TrainingListener listener,
            BooleanSupplier cancelled,
            Clock clock,
            ModelTrainer.NetworkSettings networkSettings,
            List<Synthesizer> synthesizers) {
        this.request = request;
        this.workFolder = workFolder;
        this.clock = clock;
        this.networkSettings = networkSettings;
        this.synthesizers = synthesizers;
        this.run = new TrainingRun(listener, cancelled);
    }

    AdaptationResult run(Path output) throws TrainingFailedException, IOException, InterruptedException {
        run.begin("Opening the baseline");
        Baseline baseline = Baseline.open(request.baseline(), workFolder.resolve("baseline"));
        baseline.requireTrainable(request);
        // What the training does not change stays the baseline's.
        baseline.model().files().forEach(run::file);
        Map<String, String> hashes = DataHashes.of(request);
        InterruptedTraining.forgetIfOther(request, hashes, workFolder);
        if (!request.display().isEmpty()) {
            run.begin("Reading the display rules");
            adaptDisplay(baseline);
        }
        MixingCurve mixing = request.isDisplayOnly() ? MixingCurve.NONE : adaptWords(baseline);

        run.begin("Writing the model");
        new CustomModelWriter(request, clock, workFolder, run)
                .write(baseline.model().description(), hashes, mixing, output);
        return new AdaptationResult(output, run.figures());
    }

    private void adaptDisplay(Baseline baseline) throws TrainingFailedException, IOException {
        UserDisplay display = UserDisplay.read(baseline.model(), request.display(), run.listener());
        display.figures().forEach(run::figure);
        run.file(PackageEntry.DISPLAY_RULES, display.write(workFolder));
    }

    /** Network, language model and lexicon. */
    private MixingCurve adaptWords(Baseline baseline)
            throws TrainingFailedException, IOException, InterruptedException {
        run.begin("Preparing text");
        UserData data = new UserDataReader(request, baseline, synthesizers, workFolder, run).read();

        if (!request.audio().isEmpty() || !data.spoken().isEmpty()) {
            run.begin("Preparing audio");
            new NetworkStage(request, networkSettings, workFolder, run).adapt(baseline, data);
        }
        run.begin("Building the language model");
        MixingCurve mixing = new LanguageModelStage(request, workFolder, run).mix(baseline, data);

        Path lexicon = workFolder.resolve(PackageEntry.LEXICON.fileName());
        data.lexicon().all().write(lexicon);
        run.file(PackageEntry.LEXICON, lexicon);
        return mixing;
    }
}
