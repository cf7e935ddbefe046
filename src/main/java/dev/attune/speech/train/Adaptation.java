package dev.attune.speech.train;

import dev.attune.speech.CodeVersion;
import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.acoustic.Safetensors;
import dev.attune.speech.acoustic.djl.Arithmetic;
import dev.attune.speech.audio.FeatureMatrix;
import dev.attune.speech.audio.LogMelExtractor;
import dev.attune.speech.corpus.Manifest;
import dev.attune.speech.corpus.Utterance;
import dev.attune.speech.lettertosound.LetterToSound;
import dev.attune.speech.lm.CompactLm;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.ModelPackageReader;
import dev.attune.speech.modelpackage.ModelPackageWriter;
import dev.attune.speech.modelpackage.NetworkJson;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.modelpackage.Provenance;
import dev.attune.speech.modelpackage.Sha256;
import dev.attune.speech.synthesis.Synthesizer;
import dev.attune.speech.text.Lexicon;
import dev.attune.speech.text.TextNormalizer;
import dev.attune.speech.text.TokenSet;
import dev.attune.speech.text.TokenSpeller;
import dev.attune.speech.train.TrainingFailedException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One custom model on its way from request to package: words, recordings, network, language model, in this order. */
final class Adaptation {

    private static final int FEWEST_UTTERANCES = 10;
    private static final double FEWEST_SECONDS = 30;
    private static final int PARITY_UTTERANCES = 5;

    private final AdaptationRequest request;
    private final Path workFolder;
    private final TrainingListener listener;
    private final BooleanSupplier cancelled;
    private final Clock clock;
    private final ModelTrainer.NetworkSettings networkSettings;
    private final List<Synthesizer> synthesizers;
    private final long started = System.nanoTime();
    private final Map<String, Double> figures = new LinkedHashMap<>();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<PackageEntry, Path> files = new EnumMap<>(PackageEntry.class);
    private MixingCurve mixing = MixingCurve.NONE;

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
        this.listener = listener;
        this.cancelled = cancelled;
        this.clock = clock;
        this.networkSettings = networkSettings;
        this.synthesizers = synthesizers;
    }

    AdaptationResult run(Path output) throws TrainingFailedException, IOException, InterruptedException {
        begin("Opening the baseline");
        ModelPackage baseline = ModelPackageReader.unpack(request.baseline(), workFolder.resolve("baseline"));
        requireTrainable(baseline);
        for (PackageEntry entry : PackageEntry.values()) {
            baseline.find(entry).ifPresent(file -> files.put(entry, file));
        }
        Map<String, String> hashes = DataHashes.of(request);
        forgetOtherCheckpoints(hashes);
        if (!request.display().isEmpty()) {
            begin("Reading the display rules");
            UserDisplay display = UserDisplay.read(baseline, request.display(), listener);
            figures.putAll(display.figures());
            files.put(PackageEntry.DISPLAY_RULES, display.write(workFolder));
        }
        if (!request.isDisplayOnly()) {
            adaptWords(baseline);
        }

        begin("Writing the model");
        write(baseline, hashes, output);
        return new AdaptationResult(output, figures);
    }

    /** Lexicon, network and language model. */
    private void adaptWords(ModelPackage baseline) throws TrainingFailedException, IOException, InterruptedException {
        begin("Preparing text");
        UserLexicon lexicon = lexicon(baseline);
        TextNormalizer normalizer =
                TextNormalizer.forLocale(baseline.description().locale());
        settings.put("normalizer", normalizer.label());
        UserText text = new UserText(normalizer, lexicon);
        UserStructuredText structured = new UserStructuredText(text, lexicon, normalizer);
        for (Path file : request.structured()) {
            structured.read(
                    file, baseline.description().locale(), TokenSet.read(baseline.file(tokens(baseline))), listener);
        }
        List<List<String>> sentences = readText(text);
        sentences.addAll(readStructured(structured));
        List<List<String>> written = List.copyOf(sentences);
        List<UserAudio.Transcribed> recordings = readTranscripts(text);
        recordings.forEach(recording -> sentences.add(recording.words()));
        requireSomethingNew(lexicon, sentences);
        tellNewWords(lexicon);

        List<UserAudio.Transcribed> spoken = request.speakText() ? speak(written, lexicon.given()) : List.of();
        if (!request.audio().isEmpty() || !spoken.isEmpty()) {
            adaptNetwork(baseline, lexicon.all(), recordings, spoken);
        }
        begin("Building the language model");
        mixLanguageModel(baseline, lexicon, sentences, structured.classes());
        Path lexiconFile = workFolder.resolve(PackageEntry.LEXICON.fileName());
        lexicon.all().write(lexiconFile);
        files.put(PackageEntry.LEXICON, lexiconFile);
    }

    private void begin(String phase) {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("cancelled");
        }
        listener.on(new TrainingEvent.Phase(phase));
    }

    private void remark(String format, Object... values) {
        listener.on(new TrainingEvent.Remark(String.format(Locale.ROOT, format, values)));
    }

    private void requireTrainable(ModelPackage baseline) throws TrainingFailedException {
        String name = baseline.description().name();
        if (request.isDisplayOnly()) {
            return;
        }
        boolean imported = baseline.description().imported() != null;
        if (imported && baseline.find(PackageEntry.LANGUAGE_MODEL).isEmpty()) {
            throw new TrainingFailedException(
                    Reason.NOT_TRAINABLE,
                    "The imported model \"" + name
                            + "\" came without a language model, so text cannot be mixed into one:"
                            + " import it again with a language model (ARPA).");
        }
        for (PackageEntry entry : List.of(tokens(baseline), PackageEntry.LEXICON, PackageEntry.LANGUAGE_MODEL)) {
            if (baseline.find(entry).isEmpty()) {
                throw new TrainingFailedException(
                        Reason.NOT_TRAINABLE,
                        "The baseline \"" + name + "\" has no " + entry.fileName()
                                + ", so nothing can be added to its words: choose a baseline that was trained with Attune.");
            }
        }
        if (request.trainsNetwork() && !baseline.hasWeights()) {
            throw new TrainingFailedException(
                    Reason.NOT_TRAINABLE,
                    "The baseline \"" + name + "\" has no weights that recordings could train"
                            + (imported ? " (an ONNX file made elsewhere can be run, not trained further)" : "")
                            + ": train it with text or pronunciations only, or choose a baseline with trainable weights.");
        }
    }

    /** What the lexicon is written in. */
    private static PackageEntry tokens(ModelPackage baseline) {
        return baseline.description().imported() == null ? PackageEntry.PHONES : PackageEntry.LETTERS;
    }

    /** A checkpoint is of use only to the same training. */
    private void forgetOtherCheckpoints(Map<String, String> hashes) throws IOException {
        String own = Sha256.of(
                hashes + " " + request.seed() + " " + CodeVersion.get() + (request.speakText() ? " spoken" : ""));
        Path file = workFolder.resolve("training.sha256");
        if (Files.exists(file) && !Files.readString(file).equals(own)) {
            try (Stream<Path> old = Files.list(workFolder)) {
                for (Path each : old.filter(each -> each.toString().endsWith(".safetensors"))
                        .toList()) {
                    Files.delete(each);
                }
            }
            for (Path audio : List.of(workFolder.resolve("audio"), workFolder.resolve("spoken"))) {
                if (Files.exists(audio)) {
                    try (Stream<Path> old = Files.list(audio)) {
                        for (Path each : old.toList()) {
                            Files.delete(each);
                        }
                    }
                }
            }
        }
        Files.writeString(file, own);
    }

    private UserLexicon lexicon(ModelPackage baseline) throws IOException {
        if (baseline.description().imported() != null) {
            return UserLexicon.spelling(
                    Lexicon.read(baseline.file(PackageEntry.LEXICON)),
                    new TokenSpeller(TokenSet.read(baseline.file(PackageEntry.LETTERS))));
        }
        Optional<Path> letterToSound = baseline.find(PackageEntry.LETTER_TO_SOUND);
        return new UserLexicon(
                Lexicon.read(baseline.file(PackageEntry.LEXICON)),
                letterToSound.isPresent() ? LetterToSound.read(letterToSound.get()) : null);
    }

    /** Pronunciations come first: they say how the words of the sentences sound. */
    private List<List<String>> readText(UserText text) throws IOException {
        LeftOut leftOut = new LeftOut("lines of the pronunciation files");
        for (Path file : request.pronunciations()) {
            text.readPronunciations(file, leftOut);
        }
        leftOut.report(listener);
        leftOut = new LeftOut("lines of text");
        List<List<String>> sentences = new ArrayList<>();
        for (Path file : request.text()) {
            sentences.addAll(text.readSentences(file, leftOut));
        }
        leftOut.report(listener);
        if (!request.text().isEmpty()) {
            figures.put("sentences", (double) sentences.size());
        }
        return sentences;
    }

    private List<List<String>> readStructured(UserStructuredText structured) {
        if (request.structured().isEmpty()) {
            return List.of();
        }
        LeftOut leftOut = new LeftOut("lines of structured text");
        structured.addSentences(leftOut);
        leftOut.report(listener);
        remark("%s", structured.summary());
        figures.put("structuredSentences", (double) structured.sentences().size());
        figures.put("lists", (double) structured.classes().size());
        figures.put("listItems", (double)
                structured.classes().values().stream().mapToInt(List::size).sum());
        return structured.sentences();
    }

    private List<UserAudio.Transcribed> readTranscripts(UserText text) throws IOException {
        LeftOut leftOut = new LeftOut("transcripts");
        List<UserAudio.Transcribed> transcribed = new ArrayList<>();
        for (Path manifest : request.audio()) {
            for (Utterance utterance : Manifest.read(manifest)) {
                List<String> words = text.sayable(utterance.transcript(), utterance.id(), leftOut);
                if (!words.isEmpty()) {
                    transcribed.add(new UserAudio.Transcribed(utterance, words));
                }
            }
        }
        leftOut.report(listener);
        return transcribed;
    }

    private void requireSomethingNew(UserLexicon lexicon, List<List<String>> sentences) throws TrainingFailedException {
        if (sentences.isEmpty() && lexicon.given().isEmpty()) {
            throw new TrainingFailedException(
                    Reason.TOO_LITTLE_DATA,
                    "No line of the data can be used: see the log for the reasons, then correct the files and train again.");
        }
    }

    private void tellNewWords(UserLexicon lexicon) {
        figures.put("newWords", (double) lexicon.newWords());
        if (lexicon.newWords() > 0) {
            List<String> examples = lexicon.examples(3);
            remark(
                    "%d words are new to the baseline%s.",
                    lexicon.newWords(),
                    examples.isEmpty() ? "" : "; guessed from their spelling: " + String.join(", ", examples));
        }
    }

    /** The sentences as the machine's synthesizers say them. */
    private List<UserAudio.Transcribed> speak(List<List<String>> sentences, Collection<String> given)
            throws TrainingFailedException, IOException {
        begin("Speaking the text");
        if (synthesizers.isEmpty()) {
            throw new TrainingFailedException(
                    Reason.NOT_TRAINABLE,
                    "The text is to be spoken, but this machine has no speech synthesizer: install flite or espeak-ng, or train without speaking.");
        }
        LeftOut leftOut = new LeftOut("sentences to speak");
        List<UserAudio.Transcribed> spoken = new SpokenText(synthesizers, workFolder.resolve("spoken"), request.seed())
                .speak(sentences, given, leftOut, cancelled);
        leftOut.report(listener);
        String engines = synthesizers.stream().map(Synthesizer::engine).collect(Collectors.joining(" and "));
        settings.put("spokenBy", engines);
        figures.put("spokenUtterances", (double) spoken.size());
        remark("%d sentences are spoken by %s.", spoken.size(), engines);
        return spoken;
    }

    private void adaptNetwork(
            ModelPackage baseline,
            Lexicon lexicon,
            List<UserAudio.Transcribed> recordings,
            List<UserAudio.Transcribed> spoken)
            throws TrainingFailedException, IOException, InterruptedException {
        begin("Preparing audio");
        NetworkDescription network = NetworkJson.read(
                Optional.ofNullable(baseline.description().network()).orElseThrow());
        TokenSet phones = TokenSet.read(baseline.file(PackageEntry.PHONES));
        TokenSet letters = TokenSet.read(baseline.file(PackageEntry.LETTERS));
        UserAudio audio = new UserAudio(network, lexicon, phones, letters, workFolder);
        boolean onlySpoken = request.audio().isEmpty();
        List<UserAudio.Spoken> examples = examples(audio, onlySpoken ? spoken : recordings);
        double seconds =
                examples.stream().mapToDouble(each -> each.example().seconds()).sum();
        if (!onlySpoken) {
            figures.put("utterances", (double) examples.size());
            figures.put("audioSeconds", seconds);
        }
        SpeakerSplit split = SpeakerSplit.of(examples, request.seed());
        if (!onlySpoken && !spoken.isEmpty()) {
            // Only people choose the weights.
            List<UserAudio.Spoken> synthetic = examples(audio, spoken);
            seconds += synthetic.stream()
                    .mapToDouble(each -> each.example().seconds())
                    .sum();
            split = split.learningAlso(
                    synthetic.stream().map(UserAudio.Spoken::example).toList());
        }
        remark(
                "%d utterances (%.1f min) to learn from, %d kept aside %s.",
                split.training().size(),
                split.training().stream().mapToDouble(TrainingExample::seconds).sum() / 60,
                split.validation().size(),
                split.bySpeaker() ? "from other speakers" : "(speakers are not known or too few)");
        List<TrainingExample> replay = replay(baseline, audio, split);
        double replayed = replay.stream().mapToDouble(TrainingExample::seconds).sum();
        TrainingConfig config = networkSettings.of(seconds + replayed, request.maxMinutes(), request.seed());
        settings.put("replayedSeconds", String.format(Locale.ROOT, "%.0f", replayed));
        settings.put("training", config.toString());
        settings.put("arithmetic", Arithmetic.ofThisMachine().name());
        Safetensors weights = Safetensors.read(baseline.file(PackageEntry.ACOUSTIC_WEIGHTS));
        NetworkAdaptation.Result result =
                new NetworkAdaptation(network, workFolder, listener, cancelled).run(weights, split, replay, config);
        figures.put("steps", (double) result.steps());
        figures.put("validationLossBefore", result.before().lossPerToken());
        figures.put("validationLossAfter", result.after().lossPerToken());
        figures.put("tokenErrorRateBefore", result.before().errorRate());
        figures.put("tokenErrorRateAfter", result.after().errorRate());
        settings.put("networkShare", String.valueOf(result.share()));
        if (result.share() > 0) {
            export(network, result, split);
        }
    }

    /** The baseline's own speech to hear again beside the user's. */
    private List<TrainingExample> replay(ModelPackage baseline, UserAudio audio, SpeakerSplit split)
            throws IOException {
        Optional<Path> speech = baseline.find(PackageEntry.REPLAY_AUDIO);
        Optional<Path> table = baseline.find(PackageEntry.REPLAY_TEXT);
        if (speech.isEmpty() || table.isEmpty()) {
            return List.of();
        }
        List<TrainingExample> replay = ReplaySpeech.forNewSpeech(
                ReplaySpeech.read(speech.get(), table.get()).stream()
                        .map(audio::example)
                        .toList(),
                split.training().stream().mapToDouble(TrainingExample::seconds).sum());
        remark(
                "%.1f min of the baseline's own speech are heard again beside yours, so that it forgets less.",
                replay.stream().mapToDouble(TrainingExample::seconds).sum() / 60);
        return replay;
    }

    private List<UserAudio.Spoken> examples(UserAudio audio, List<UserAudio.Transcribed> recordings)
            throws TrainingFailedException, IOException {
        LeftOut leftOut = new LeftOut("utterances");
        List<UserAudio.Spoken> examples = new ArrayList<>();
        for (int i = 0; i < recordings.size(); i++) {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException("cancelled");
            }
            UserAudio.Spoken example = audio.example(recordings.get(i), i, leftOut);
            if (example != null) {
                examples.add(example);
            }
        }
        leftOut.report(listener);
        double seconds =
                examples.stream().mapToDouble(each -> each.example().seconds()).sum();
        if (examples.size() < FEWEST_UTTERANCES || seconds < FEWEST_SECONDS) {
            throw new TrainingFailedException(
                    Reason.TOO_LITTLE_DATA,
                    String.format(
                            Locale.ROOT,
                            "Only %d usable utterances with %.1f s of speech%s; a training with recordings needs at least %d with"
                                    + " %.0f s: add recordings, or train with text only.",
                            examples.size(),
                            seconds,
                            leftOut.count() == 0 ? "" : " (left out: " + leftOut.summary() + ")",
                            FEWEST_UTTERANCES,
                            FEWEST_SECONDS));
        }
        return examples;
    }

    private void export(NetworkDescription network, NetworkAdaptation.Result result, SpeakerSplit split)
            throws TrainingFailedException, IOException {
        begin("Checking the network");
        List<FeatureMatrix> features = new ArrayList<>();
        for (TrainingExample example :
                split.validation().stream().limit(PARITY_UTTERANCES).toList()) {
            features.add(LogMelExtractor.standard().extract(example.source().read()));
        }
        Path weights = workFolder.resolve("final-" + PackageEntry.ACOUSTIC_WEIGHTS.fileName());
        Path onnx = workFolder.resolve(PackageEntry.ACOUSTIC_ONNX.fileName());
        double difference = NetworkExport.write(network, result.weights(), features, weights, onnx);
        remark("ONNX agrees with PyTorch within %.1e.", difference);
        files.put(PackageEntry.ACOUSTIC_WEIGHTS, weights);
        files.put(PackageEntry.ACOUSTIC_ONNX, onnx);
    }

    private void mixLanguageModel(
            ModelPackage baseline,
            UserLexicon lexicon,
            List<List<String>> sentences,
            Map<String, List<List<String>>> classes)
            throws IOException {
        UserLanguageModel mixture = UserLanguageModel.of(
                CompactLm.read(baseline.file(PackageEntry.LANGUAGE_MODEL)),
                sentences,
                classes,
                lexicon.given(),
                request.lmWeight(),
                request.seed());
        Path file = workFolder.resolve(PackageEntry.LANGUAGE_MODEL.fileName());
        CompactLm.write(mixture.model(), file);
        files.put(PackageEntry.LANGUAGE_MODEL, file);
        if (mixture.share() > 0) {
            figures.put("lmWeight", mixture.share());
            settings.put("lmWeight", String.valueOf(mixture.share()));
            settings.put("lmWeightChosenBy", request.lmWeight() > 0 ? "user" : "sentences held out");
            remark("The language model is %.0f %% of the data's own sentences.", 100 * mixture.share());
            tellMixing(mixture.curve(), mixture.share());
        }
    }

    private void tellMixing(MixingCurve curve, double share) {
        mixing = curve;
        if (curve.points().isEmpty()) {
            return;
        }
        curve.points()
                .forEach(point -> listener.on(
                        new TrainingEvent.Mixing(point.weight(), point.textPerplexity(), point.generalPerplexity())));
        MixingCurve.Point chosen = curve.at(share);
        double general = curve.points().getFirst().generalPerplexity();
        boolean possible = Double.isFinite(chosen.textPerplexity());
        if (possible) {
            figures.put("textPerplexity", chosen.textPerplexity());
        }
        figures.put("generalPerplexityBefore", general);
        figures.put("generalPerplexity", chosen.generalPerplexity());
        figures.put("unknownWordsBefore", curve.unknownBefore());
        figures.put("unknownWords", curve.unknownAfter());
        remark(
                "Sentences kept aside: %s, %.1f %% of their words unknown (%.1f %% to the baseline)."
                        + " General speech: perplexity %.1f, %.1f with the baseline.",
                possible
                        ? String.format(Locale.ROOT, "perplexity %.1f", chosen.textPerplexity())
                        : "some words cannot come with this weight",
                100 * curve.unknownAfter(),
                100 * curve.unknownBefore(),
                chosen.generalPerplexity(),
                general);
    }

    private void write(ModelPackage baseline, Map<String, String> hashes, Path output) throws IOException {
        ModelDescription parent = baseline.description();
        List<String> parents = new ArrayList<>(List.of(parent.id()));
        parents.addAll(parent.provenance().parents());
        ModelDescription description = parent.derived(
                UUID.randomUUID().toString(),
                request.name(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                new Provenance(hashes, settings, request.seed(), CodeVersion.get(), parents));
        figures.put("seconds", (System.nanoTime() - started) / 1e9);
        Path card = workFolder.resolve(PackageEntry.CARD.fileName());
        Files.writeString(card, CustomModelCard.write(description, parent.name(), figures, mixing));
        files.put(PackageEntry.CARD, card);
        ModelPackageWriter.write(description, files, output);
    }
}
