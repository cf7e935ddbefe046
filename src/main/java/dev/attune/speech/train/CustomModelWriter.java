package dev.attune.speech.train;

import dev.attune.speech.CodeVersion;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.ModelPackageWriter;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.modelpackage.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes the package of a custom model: description with provenance, card, and the files that the training named. */
final class CustomModelWriter {

    private final AdaptationRequest request;
    private final Clock clock;
    private final Path workFolder;
    private final TrainingRun run;

    /** @param clock for the date of the model */
    CustomModelWriter(AdaptationRequest request, Clock clock, Path workFolder, TrainingRun run) {
        this.request = request;
        this.clock = clock;
        this.workFolder = workFolder;
        this.run = run;
    }

    /**
     * Ends the training: its seconds become a figure.
     *
     * @param parent description of the baseline
     * @param hashes of the data
     * @param output appears when it is complete
     */
    void write(ModelDescription parent, Map<String, String> hashes, MixingCurve mixing, Path output)
            throws IOException {
        List<String> parents = new ArrayList<>(List.of(parent.id()));
        parents.addAll(parent.provenance().parents());
        ModelDescription description = parent.derived(
                UUID.randomUUID().toString(),
                request.name(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                new Provenance(hashes, run.settings(), request.seed(), CodeVersion.get(), parents));
        run.figure("seconds", run.seconds());
        Path card = workFolder.resolve(PackageEntry.CARD.fileName());
        Files.writeString(card, CustomModelCard.write(description, parent.name(), run.figures(), mixing));
        run.file(PackageEntry.CARD, card);
        ModelPackageWriter.write(description, run.files(), output);
    }
}
