package dev.attune.baseline;

import dev.attune.speech.CodeVersion;
import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.acoustic.Safetensors;
import dev.attune.speech.acoustic.Safetensors.Tensor;
import dev.attune.speech.acoustic.djl.Arithmetic;
import dev.attune.speech.acoustic.onnx.OnnxAcousticModel;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.FeatureMatrix;
import dev.attune.speech.audio.LogMelExtractor;
import dev.attune.speech.decode.BeamDecoder;
import dev.attune.speech.decode.BeamOptions;
import dev.attune.speech.decode.ConfidenceModel;
import dev.attune.speech.decode.GreedyDecoder;
import dev.attune.speech.lettertosound.LetterToSound;
import dev.attune.speech.lettertosound.SpellingScore;
import dev.attune.speech.lm.CompactLm;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.ModelPackageWriter;
import dev.attune.speech.modelpackage.NetworkJson;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.modelpackage.Provenance;
import dev.attune.speech.modelpackage.Sha256;
import dev.attune.speech.text.Lexicon;
import dev.attune.speech.text.TextNormalizer;
import dev.attune.speech.text.TokenSet;
import dev.attune.speech.train.NetworkExport;
import dev.attune.speech.train.TrainingExample;
import dev.attune.speech.train.TrainingFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.util.FileSystemUtils;

/** Builds a baseline from its configuration: corpus, language model, network. Every stage that is done is found again in the work folder. */
public final class BaselineBuilder {

    private static final int PARITY_UTTERANCES = 5;
    private static final String SPELLING_SCORE = "letter-to-sound-score.txt";
    private static final double SPELLING_KEPT_ASIDE = 0.02;

    /** A slice of fewer words says nothing. */
    private static final int FEWEST_FOR_SPELLING_SCORE = 1000;

    private static final Set<PackageEntry> OPTIONAL = EnumSet.of(
            PackageEntry.CONFIDENCE, PackageEntry.REPLAY_AUDIO, PackageEntry.REPLAY_TEXT, PackageEntry.DISPLAY_RULES);

    private static final List<PackageEntry> RECOGNISES_WITH =
            List.of(PackageEntry.ACOUSTIC_ONNX, PackageEntry.LANGUAGE_MODEL, PackageEntry.LEXICON);

    private static final String PYTHON = "PyTorch for Python";

    private final BaselineConfig config;
    private final Path folder;
    private final Consumer<String> log;
    private final List<Path> measuredBy;
    private final MeasuredSets sets;

    public BaselineBuilder(BaselineConfig config, Path folder, Consumer<String> log) {
        this(config, folder, log, List.of());
    }

    /**
     * @param measuredBy work folders of builds of the same configuration that kept recordings aside which this one learns from: their figures on
     *     these go into the card, since this build cannot measure itself on them
     */
    public BaselineBuilder(BaselineConfig config, Path folder, Consumer<String> log, List<Path> measuredBy) {
        this.measuredBy = List.copyOf(measuredBy);
        this.config = config;
        this.folder = folder;
        this.log = log;
        this.sets = new MeasuredSets(config);
    }

    /**
     * All stages.
     *
     * @param output the model package
     * @param threads how many shards are made at the same time
     * @throws TrainingFailedException with a sentence for the user
     */
    public void build(Path output, int threads) throws IOException, TrainingFailedException, InterruptedException {
        CorpusBuilder corpus = new CorpusBuilder(config, folder, log);
        corpus.build(threads);
        estimateLanguageModel(corpus);
        learnSpelling(corpus);
        trainNetwork(corpus);
        assemble(corpus, output);
    }

    /** Trains the network; afterwards {@code acoustic.onnx} and {@code acoustic.safetensors} lie in the work folder. */
    void trainNetwork(CorpusBuilder corpus) throws IOException, TrainingFailedException, InterruptedException {
        TokenSet phones = TokenSet.englishPhones();
        TokenSet letters = TokenSet.englishLetters();
        NetworkDescription network = network();
        try (BaselineMaterial material = new BaselineMaterial(
                corpus.shards(), Lexicon.read(corpus.lexicon()), phones, letters, spelling(), config)) {
            material.summaries().forEach((name, summary) -> log.accept("speech of " + name + ": " + summary));
            List<FeatureMatrix> parity = features(material);
            Map<String, Tensor> weights =
                    new BaselineTraining(config, network, log).train(material, folder.resolve("network"));
            new Safetensors(weights, Map.of())
                    .write(folder.resolve("network").resolve("final.safetensors"), Safetensors.Precision.FLOAT32);
            double difference = NetworkExport.write(
                    network, weights, parity, folder.resolve("acoustic.safetensors"), folder.resolve("acoustic.onnx"));
            log.accept("ONNX agrees with PyTorch within " + difference);
        }
    }

    private static List<FeatureMatrix> features(BaselineMaterial material) throws IOException {
        List<TrainingExample> examples = material.validation().isEmpty() ? material.training() : material.validation();
        List<FeatureMatrix> features = new ArrayList<>();
        for (TrainingExample example : examples.subList(0, Math.min(PARITY_UTTERANCES, examples.size()))) {
            features.add(LogMelExtractor.standard().extract(example.clip()));
        }
        return features;
    }

    /** Recordings that count otherwise, and where the weights come from. */
    private String counts() {
        StringBuilder text = new StringBuilder();
        for (BaselineConfig.Recordings each : config.recordings()) {
            if (each.repeats() > 0) {
                text.append(", ")
                        .append(each.name())
                        .append(' ')
                        .append(each.repeats())
                        .append(" times");
            }
        }
        if (config.training().start() != null) {
            text.append("; started from the network of ")
                    .append(Path.of(config.training().start()).getFileName());
        }
        if (config.training().weights() != null) {
            text.append("; learnt by network_kinds.py in ").append(PYTHON);
        }
        return text.toString();
    }

    private String averaging() {
        double share = config.training().averagedShare();
        return share > 0
                ? String.format(
                        Locale.ROOT, " to the end, mean of the weights over the last %.0f %% of the steps", 100 * share)
                : "";
    }

    private String overTelephone() {
        double share = config.training().telephoneShare();
        return share > 0
                ? String.format(Locale.ROOT, ", %.0f %% of the utterances as a telephone carries them", 100 * share)
                : "";
    }

    private String criterion() {
        double weight = config.training().crfWeight();
        return weight > 0 ? String.format(Locale.ROOT, ", CTC-CRF at a weight of %.2g", weight) : "";
    }

    private NetworkDescription network() {
        BaselineConfig.Training training = config.training();
        return NetworkDescription.timeDelay(
                        training.channels(),
                        training.depth(),
                        training.wide(),
                        TokenSet.englishPhones().size(),
                        TokenSet.englishLetters().size())
                .withConformerBlocks(training.conformerBlocks())
                .withPhonesPerFrame(training.phonesPerFrame());
    }

    private LetterToSound spelling() throws IOException {
        return LetterToSound.read(folder.resolve("letter-to-sound.bin"));
    }

    /**
     * Learns {@code letter-to-sound.bin} from the lexicon unless it is there. How well that works is measured before with a model that lacks a slice
     * of the words; the one that is kept learns from all of them.
     */
    void learnSpelling(CorpusBuilder corpus) throws IOException {
        measureSpelling(corpus);
        Path file = folder.resolve("letter-to-sound.bin");
        if (!Files.exists(file)) {
            Path unfinished = folder.resolve("letter-to-sound.part");
            LetterToSound.train(Lexicon.read(corpus.lexicon())).write(unfinished);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            log.accept("letter-to-sound: " + Files.size(file) / 1024 + " KiB");
        }
    }

    private void measureSpelling(CorpusBuilder corpus) throws IOException {
        Path file = folder.resolve(SPELLING_SCORE);
        Lexicon lexicon = Lexicon.read(corpus.lexicon());
        if (!Files.exists(file) && lexicon.size() >= FEWEST_FOR_SPELLING_SCORE) {
            String sentence = SpellingScore.run(lexicon, SPELLING_KEPT_ASIDE, config.seed())
                    .sentence();
            Files.writeString(file, sentence);
            log.accept(sentence);
        }
    }

    /** Tunes the decoder, measures, and writes the package from what lies in the work folder. */
    void assemble(CorpusBuilder corpus, Path output) throws IOException {
        TokenSet phones = TokenSet.englishPhones();
        TokenSet letters = TokenSet.englishLetters();
        phones.write(folder.resolve("phones.txt"));
        letters.write(folder.resolve("tokens.txt"));
        Lexicon lexicon = Lexicon.read(corpus.lexicon());
        BeamDecoder beam =
                BeamDecoder.phones(lexicon, phones, CompactLm.read(folder.resolve("lm.bin")), BeamOptions.defaults());
        Path confidenceFile = folder.resolve("confidence.bin");
        List<BaselineFigures> figures = new ArrayList<>();
        BeamOptions options;
        String remarks = "";
        Map<String, BaselineMaterial.Summary> speech;
        List<AudioClip> kept;
        NetworkDescription network = network();
        try (BaselineMaterial material =
                        new BaselineMaterial(corpus.shards(), lexicon, phones, letters, spelling(), config);
                OnnxAcousticModel model =
                        OnnxAcousticModel.load(folder.resolve("acoustic.onnx"), network.totalStride(), 1)) {
            speech = material.summaries();
            writeReplay(material);
            Map<String, BaselineMeasurement> tuning = material.measurements(model, false);
            BaselineMeasurement first = tuning.entrySet().stream()
                    .filter(set -> config.recordings().stream()
                            .anyMatch(real -> real.name().equals(set.getKey())))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElseGet(() -> tuning.values().iterator().next());
            options = options(first, beam);
            beam = beam.withOptions(options);
            log.accept("decoder: " + options);
            ConfidenceModel confidence = calibrate(first.outcomes(beam), confidenceFile);
            List<ConfidenceModel.Outcome> unseen = new ArrayList<>();
            for (Map.Entry<String, BaselineMeasurement> set :
                    material.measurements(model, true).entrySet()) {
                figures.add(figures(set.getKey(), sets.worth(set.getKey()), set.getValue(), letters, beam));
                unseen.addAll(set.getValue().outcomes(beam));
            }
            for (Map.Entry<String, BaselineMeasurement> set : tuning.entrySet()) {
                figures.add(figures(
                        set.getKey(), "other voices than in training; chose settings", set.getValue(), letters, beam));
            }
            for (BaselineFigures other : sets.ofOtherBuilds(measuredBy, speech.keySet())) {
                log.accept(other.row().strip());
                figures.add(other);
            }
            BaselineFigures.write(figures, folder.resolve(MeasuredSets.FIGURES_FILE));
            String where = "sets not used for any choice";
            if (unseen.isEmpty()) {
                where = "voices kept aside that did not calibrate it";
                for (BaselineMeasurement set : tuning.values()) {
                    if (set != first) {
                        unseen.addAll(set.outcomes(beam));
                    }
                }
            }
            if (!unseen.isEmpty()) {
                remarks += String.format(
                        Locale.ROOT,
                        "Expected calibration error of word confidence on the %s: %.3f over %d words. ",
                        where,
                        confidence.calibrationError(unseen),
                        unseen.size());
            }
            kept = material.keptAsideSpeech(60);
            remarks += RecognitionSpeed.sentence(model, beam.withConfidence(confidence), kept);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while measuring", e);
        }
        Path spelling = folder.resolve(SPELLING_SCORE);
        if (Files.exists(spelling)) {
            remarks += "\n\n" + Files.readString(spelling);
        }
        Path cardFile = folder.resolve("card.md");
        Files.writeString(cardFile, remarks);
        remarks += " " + memory(options, figures, network, cardFile, kept);
        String card = new BaselineCard(config)
                .write(
                        speech,
                        folder.resolve("sources.tsv"),
                        lexicon.size(),
                        String.format(
                                Locale.ROOT,
                                "Time-delay network%s, two CTC heads (%d phones with word boundary, %d letters), %,d weights.",
                                network.blocks().isEmpty()
                                        ? ""
                                        : " with " + network.blocks().size()
                                                + " conformer blocks before its last layer",
                                phones.size(),
                                letters.size(),
                                network.weightCount()),
                        String.format(
                                Locale.ROOT,
                                "%,d steps of at most %.0f s of audio, learning rate %.2g%s, augmentation %.2f%s; recordings of people count %d times%s.",
                                config.training().steps(),
                                config.training().batchSeconds(),
                                config.training().learningRate(),
                                averaging() + criterion(),
                                config.training().augmentation(),
                                overTelephone(),
                                config.training().repeats(),
                                counts()),
                        figures,
                        remarks);
        Files.writeString(cardFile, card);
        write(output, options, figures, network, cardFile);
        log.accept("wrote " + output + ", " + Files.size(output) / 1024 + " KiB");
    }

    private void writeReplay(BaselineMaterial material) throws IOException {
        double seconds = 60 * config.training().replayMinutes();
        Path audio = folder.resolve(PackageEntry.REPLAY_AUDIO.fileName());
        if (seconds > 0 && !Files.exists(audio)) {
            ReplayMaker.opus()
                    .write(
                            material.replay(seconds, config.seed()),
                            audio,
                            folder.resolve(PackageEntry.REPLAY_TEXT.fileName()));
            log.accept("speech to hear again: " + Files.size(audio) / 1024 + " KiB");
        }
    }

    /** Measured with a package that is complete but for its card. */
    private String memory(
            BeamOptions options,
            List<BaselineFigures> figures,
            NetworkDescription network,
            Path card,
            List<AudioClip> speech)
            throws IOException {
        Path measured = Files.createTempDirectory(folder, "memory");
        try {
            Path model = folder.resolve("measured.zip");
            write(model, options, figures, network, card);
            return RecognitionMemory.sentence(model, speech, measured).orElse("");
        } finally {
            FileSystemUtils.deleteRecursively(measured);
        }
    }

    private BeamOptions options(BaselineMeasurement tuning, BeamDecoder beam) {
        BaselineConfig.Decoder given = config.decoder();
        return given == null
                ? tuning.tune(beam, BeamOptions.defaults())
                : BeamOptions.defaults().withWeights(given.lmWeight(), given.wordBonus(), given.blankPenalty());
    }

    /** Writes the calibration; a network that gets no word right, or none wrong, has none, and its package goes without. */
    private ConfidenceModel calibrate(List<ConfidenceModel.Outcome> outcomes, Path file) throws IOException {
        Files.deleteIfExists(file);
        if (outcomes.stream().map(ConfidenceModel.Outcome::right).distinct().count() < 2) {
            log.accept("word confidence is not calibrated: that takes right and wrong words");
            return ConfidenceModel.uncalibrated();
        }
        ConfidenceModel confidence = ConfidenceModel.train(outcomes, config.seed());
        confidence.write(file);
        return confidence;
    }

    private BaselineFigures figures(
            String set, String kind, BaselineMeasurement measurement, TokenSet letters, BeamDecoder beam) {
        BaselineFigures figures =
                BaselineFigures.of(set, kind, measurement.score(new GreedyDecoder(letters)), measurement.score(beam));
        log.accept(figures.row().strip());
        return figures;
    }

    private void write(
            Path output, BeamOptions options, List<BaselineFigures> figures, NetworkDescription network, Path card)
            throws IOException {
        Map<PackageEntry, Path> files = new EnumMap<>(PackageEntry.class);
        for (PackageEntry entry : PackageEntry.values()) {
            Path file = entry == PackageEntry.CARD ? card : folder.resolve(entry.fileName());
            if (!OPTIONAL.contains(entry) || Files.exists(file)) {
                files.put(entry, file);
            }
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("configuration", "src/baseline/" + config.name() + ".json");
        settings.put("training", config.training().toString());
        settings.put(
                "arithmetic",
                config.training().weights() == null
                        ? Arithmetic.ofThisMachine().name()
                        : Arithmetic.BRAIN_FLOAT + " of " + PYTHON);
        settings.put("normalizer", TextNormalizer.forLocale(config.locale()).label());
        ModelPackageWriter.write(
                new ModelDescription(
                        ModelDescription.formatVersion(network),
                        id(),
                        config.name(),
                        "baseline",
                        config.scenario(),
                        config.locale(),
                        made(),
                        ModelDescription.FeatureSettings.standard(),
                        NetworkJson.write(network),
                        options.toMap(),
                        new Provenance(
                                Map.of(
                                        "lm-text.txt", Sha256.of(folder.resolve("lm-text.txt")),
                                        "speech-text.txt", Sha256.of(folder.resolve("speech-text.txt")),
                                        "lexicon.tsv", Sha256.of(folder.resolve("lexicon.tsv"))),
                                settings,
                                config.seed(),
                                CodeVersion.get(),
                                List.of()),
                        "Apache-2.0",
                        figures.stream().map(sets::score).toList(),
                        Map.of()),
                files,
                output);
    }

    /** Derived from what it recognises with: the same build gives the same id. */
    private String id() throws IOException {
        StringBuilder parts = new StringBuilder();
        for (PackageEntry entry : RECOGNISES_WITH) {
            parts.append(Sha256.of(folder.resolve(entry.fileName())));
        }
        return UUID.nameUUIDFromBytes(parts.toString().getBytes(StandardCharsets.US_ASCII))
                .toString();
    }

    /** When the last of what it recognises with was made. */
    private Instant made() throws IOException {
        Instant latest = Instant.EPOCH;
        for (PackageEntry entry : RECOGNISES_WITH) {
            Instant each = Files.getLastModifiedTime(folder.resolve(entry.fileName()))
                    .toInstant()
                    .truncatedTo(ChronoUnit.SECONDS);
            latest = each.isAfter(latest) ? each : latest;
        }
        return latest;
    }

    /** Estimates {@code lm.bin} unless it is there. */
    void estimateLanguageModel(CorpusBuilder corpus) throws IOException {
        Path file = folder.resolve("lm.bin");
        if (!Files.exists(file)) {
            List<BaselineLanguageModel.Part> parts = new ArrayList<>();
            for (BaselineConfig.Part part : config.text().mixture()) {
                parts.add(new BaselineLanguageModel.Part(corpus.texts(part), part.weight(), part.pruning()));
            }
            if (parts.isEmpty()) {
                parts.add(new BaselineLanguageModel.Part(
                        List.of(corpus.lmText()), 1, config.training().lmPruning()));
            }
            new BaselineLanguageModel(Lexicon.read(corpus.lexicon())).estimate(parts, file);
            log.accept("language model: " + Files.size(file) / 1024 + " KiB");
        }
    }
}
