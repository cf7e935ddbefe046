package dev.attune.speech.modelimport;

import dev.attune.speech.CodeVersion;
import dev.attune.speech.acoustic.onnx.ImportedAcousticModel;
import dev.attune.speech.decode.BeamDecoder;
import dev.attune.speech.decode.BeamOptions;
import dev.attune.speech.lm.CompactLm;
import dev.attune.speech.modelimport.ProbeReport.Trial;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.ModelPackageWriter;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.modelpackage.Provenance;
import dev.attune.speech.modelpackage.Sha256;
import dev.attune.speech.text.Lexicon;
import dev.attune.speech.text.TokenSet;
import dev.attune.speech.text.TokenSpeller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the package of a model that was made elsewhere and has been tried. */
public final class ModelImporter {

    /**
     * Networks of letters and subwords hold some knowledge of the language themselves, so the language model counts less than beside phones, and a
     * word is worth a little, which the language model would otherwise charge for.
     */
    private static final BeamOptions OPTIONS = new BeamOptions(300, 14, 0.5, 0.5, 5);

    /** A network that gets this share of the characters right by itself may write words that are in no lexicon. */
    private static final double SPELLS_WELL = 0.95;

    /** What such a word costs, natural log: about that of a rare word in a language model, twice. */
    private static final double UNKNOWN_WORD_PENALTY = 12;

    /** Setting of the provenance that says whether the confidence of words is calibrated, in a sentence. */
    public static final String CONFIDENCE = "confidence";

    private ModelImporter() {}

    /**
     * What a user says of a model.
     *
     * @param name for people
     * @param locale language and region, such as {@code en-US}
     * @param scenario what it is meant for, in a few words
     * @param licence SPDX expression or a sentence
     */
    public record About(String name, String locale, String scenario, String licence) {}

    /**
     * @param onnx the graph that was tried
     * @param tokens the file that was tried with it, for provenance
     * @param language words and language model, or null for a model that only spells
     * @param zip the package to write
     * @return what was written
     * @throws ImportRefusedException if none of the language's words can be spelled with the model's tokens
     */
    public static ModelDescription write(
            ProbeReport report,
            Path onnx,
            Path tokens,
            About about,
            @Nullable ImportLanguage language,
            Clock clock,
            Path zip)
            throws IOException {
        return write(report, onnx, tokens, about, language, null, clock, zip);
    }

    /**
     * @param onnx the graph that was tried
     * @param tokens the file that was tried with it, for provenance
     * @param language words and language model, or null for a model that only spells
     * @param calibration what to calibrate the confidence of words with, or null to leave it as it is; of no use without a language
     * @param zip the package to write
     * @return what was written; its setting {@value #CONFIDENCE} says what became of the calibration
     * @throws ImportRefusedException if none of the language's words can be spelled with the model's tokens
     */
    public static ModelDescription write(
            ProbeReport report,
            Path onnx,
            Path tokens,
            About about,
            @Nullable ImportLanguage language,
            @Nullable CalibrationData calibration,
            Clock clock,
            Path zip)
            throws IOException {
        Path folder = Files.createDirectories(zip.toAbsolutePath().getParent());
        Path parts = Files.createTempDirectory(folder, ".import");
        Map<PackageEntry, Path> files = new EnumMap<>(PackageEntry.class);
        try {
            TokenSet tokenSet = new TokenSet(report.tokens());
            files.put(PackageEntry.ACOUSTIC_ONNX, onnx);
            files.put(PackageEntry.LETTERS, parts.resolve(PackageEntry.LETTERS.fileName()));
            tokenSet.write(files.get(PackageEntry.LETTERS));
            Map<String, String> settings = settings(report);
            if (language != null) {
                Lexicon lexicon = lexicon(language, tokenSet);
                settings.put("words", String.valueOf(lexicon.size()));
                settings.put("languageModel", language.origin());
                files.put(PackageEntry.LEXICON, parts.resolve(PackageEntry.LEXICON.fileName()));
                lexicon.write(files.get(PackageEntry.LEXICON));
                files.put(PackageEntry.LANGUAGE_MODEL, parts.resolve(PackageEntry.LANGUAGE_MODEL.fileName()));
                CompactLm.write(language.model(), files.get(PackageEntry.LANGUAGE_MODEL));
                if (calibration != null) {
                    WordCalibration done = calibrate(
                            report, onnx, decoder(lexicon, tokenSet, language, options(report)), calibration, about);
                    settings.put(CONFIDENCE, done.sentence());
                    if (done.model() != null) {
                        files.put(PackageEntry.CONFIDENCE, parts.resolve(PackageEntry.CONFIDENCE.fileName()));
                        done.model().write(files.get(PackageEntry.CONFIDENCE));
                    }
                }
            }
            settings.putIfAbsent(CONFIDENCE, WordCalibration.NONE);
            ModelDescription description = new ModelDescription(
                    ModelDescription.IMPORTED_FORMAT_VERSION,
                    UUID.randomUUID().toString(),
                    about.name(),
                    "imported",
                    about.scenario(),
                    about.locale(),
                    clock.instant().truncatedTo(ChronoUnit.SECONDS),
                    new ModelDescription.FeatureSettings(
                            16_000, report.network().bins(), 25, 10),
                    null,
                    options(report).toMap(),
                    new Provenance(
                            Map.of("network", Sha256.of(onnx), "tokens", Sha256.of(tokens)),
                            settings,
                            0,
                            CodeVersion.get(),
                            List.of()),
                    about.licence(),
                    List.of(),
                    Map.of(),
                    report.network());
            files.put(PackageEntry.CARD, parts.resolve(PackageEntry.CARD.fileName()));
            Files.writeString(files.get(PackageEntry.CARD), card(description, report, language));
            return ModelPackageWriter.write(description, files, zip);
        } finally {
            for (PackageEntry entry : PackageEntry.values()) {
                Files.deleteIfExists(parts.resolve(entry.fileName()));
            }
            Files.delete(parts);
        }
    }

    private static WordCalibration calibrate(
            ProbeReport report, Path onnx, BeamDecoder decoder, CalibrationData data, About about) throws IOException {
        try (ImportedAcousticModel network = ImportedAcousticModel.load(onnx, report.network(), 1)) {
            return WordCalibration.of(network, decoder, data, about.locale());
        }
    }

    private static BeamDecoder decoder(Lexicon lexicon, TokenSet tokens, ImportLanguage language, BeamOptions options) {
        BeamDecoder decoder = BeamDecoder.letters(lexicon, tokens, language.model(), options);
        return options.unknownWordPenalty() > 0 ? decoder.withSpelling(tokens, options) : decoder;
    }

    private static BeamOptions options(ProbeReport report) {
        Trial chosen = report.trials().getFirst();
        return chosen.characterErrorRate() != null && chosen.merit() >= SPELLS_WELL
                ? OPTIONS.withUnknownWordPenalty(UNKNOWN_WORD_PENALTY)
                : OPTIONS;
    }

    private static Map<String, String> settings(ProbeReport report) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("features", report.network().features().id());
        settings.put("blank", String.valueOf(report.network().blank()));
        settings.put("frameShiftSeconds", String.valueOf(report.network().frameShiftSeconds()));
        return settings;
    }

    private static Lexicon lexicon(ImportLanguage language, TokenSet tokens) throws ImportRefusedException {
        TokenSpeller speller = new TokenSpeller(tokens);
        Lexicon lexicon = new Lexicon();
        for (String word : language.words()) {
            speller.spellings(word).forEach(spelling -> lexicon.add(word, spelling));
        }
        if (lexicon.size() * 2 < language.words().size()) {
            throw new ImportRefusedException(
                    "Of the " + language.words().size() + " words of the language model (" + language.origin()
                            + ") only " + lexicon.size()
                            + " can be written with the network's tokens: give a language model of the network's own"
                            + " language.");
        }
        return lexicon;
    }

    private static String card(ModelDescription model, ProbeReport report, @Nullable ImportLanguage language) {
        StringBuilder card = new StringBuilder();
        card.append("# ").append(model.name()).append("\n\nA model for ").append(model.locale());
        card.append(" that was made elsewhere and imported with Attune ")
                .append(model.provenance().codeVersion());
        card.append(" on ").append(model.created());
        card.append(
                        ". It takes text and pronunciations; recordings cannot train it, because an ONNX file holds no weights that can be trained"
                                + " further.\n\nLicence: ")
                .append(model.licence())
                .append("\n\n");
        card.append(
                language == null
                        ? "It has no language model: it writes what the network spells.\n"
                        : "Language model: " + language.origin() + ".\n");
        card.append('\n').append(model.provenance().settings().get(CONFIDENCE)).append('\n');
        card.append("\n## What was found when it was tried\n\n| | |\n| --- | --- |\n");
        report.findings().forEach(finding -> card.append("| ")
                .append(finding.name())
                .append(" | ")
                .append(finding.value().replace("|", "\\|"))
                .append(" |\n"));
        card.append(
                "\n## What it wrote of the sample with each kind of input\n\n| Input | Right | Text |\n| --- | --- | --- |\n");
        for (Trial trial : report.trials()) {
            card.append("| ").append(trial.features().label()).append(" | ");
            card.append(Math.round(100 * trial.merit()))
                    .append(" % | ")
                    .append(trial.text())
                    .append(" |\n");
        }
        report.warnings().forEach(warning -> card.append("\n- ").append(warning).append('\n'));
        return card.toString();
    }
}
