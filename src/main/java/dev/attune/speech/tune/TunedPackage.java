package dev.attune.speech.tune;

import dev.attune.speech.CodeVersion;
import dev.attune.speech.decode.BeamOptions;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.ModelPackageWriter;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.modelpackage.Provenance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A copy of a model that decodes with other options by default: a custom model with the first one as its nearest parent. */
public final class TunedPackage {

    private TunedPackage() {}

    /**
     * Writes the copy. Its card and its provenance tell where the options come from.
     *
     * @param name of the new model
     * @param found in a sentence, how the options came about
     * @param dataHashes what they were found on, name to SHA-256
     * @param workFolder for the card, which is to be deleted later
     * @param zip the package to write
     * @return what the new package says of itself
     */
    public static ModelDescription write(
            ModelPackage model,
            String name,
            BeamOptions options,
            String found,
            Map<String, String> dataHashes,
            Clock clock,
            Path workFolder,
            Path zip)
            throws IOException {
        ModelDescription parent = model.description();
        List<String> parents = new ArrayList<>(List.of(parent.id()));
        parents.addAll(parent.provenance().parents());
        Provenance before = parent.provenance();
        Provenance provenance = new Provenance(
                        before.dataHashes(), before.settings(), before.seed(), CodeVersion.get(), parents)
                .with(
                        dataHashes,
                        Map.of(
                                "decoder",
                                found,
                                "decoder before",
                                parent.decoder().toString()));
        ModelDescription description = parent.derived(
                        UUID.randomUUID().toString(), name, clock.instant().truncatedTo(ChronoUnit.SECONDS), provenance)
                .withDecoder(options.toMap(), provenance);
        Path card = workFolder.resolve(PackageEntry.CARD.fileName());
        Files.writeString(card, card(model, name, options, found), StandardCharsets.UTF_8);
        Map<PackageEntry, Path> files = model.files();
        files.put(PackageEntry.CARD, card);
        return ModelPackageWriter.write(description, files, zip);
    }

    private static String card(ModelPackage model, String name, BeamOptions options, String found) throws IOException {
        StringBuilder card = new StringBuilder("# ").append(name).append("\n\n");
        card.append("The model \"")
                .append(model.description().name())
                .append("\" with other options of its decoder; all else is the same. ")
                .append(found)
                .append("\n\n| Option | Before | Now |\n| --- | --- | --- |\n");
        Map<String, Double> before =
                BeamOptions.of(model.description().decoder()).toMap();
        options.toMap().forEach((option, value) -> card.append("| ")
                .append(option)
                .append(" | ")
                .append(before.get(option))
                .append(" | ")
                .append(value)
                .append(" |\n"));
        String former = model.card();
        if (!former.isBlank()) {
            card.append("\nWhat follows is the card of the model before.\n\n").append(former);
        }
        return card.toString();
    }
}
