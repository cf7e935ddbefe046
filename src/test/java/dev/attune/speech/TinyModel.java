package dev.attune.speech;

import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.acoustic.Safetensors;
import dev.attune.speech.acoustic.Safetensors.Precision;
import dev.attune.speech.acoustic.onnx.OnnxWriter;
import dev.attune.speech.audio.WavWriter;
import dev.attune.speech.decode.BeamOptions;
import dev.attune.speech.lettertosound.LetterToSound;
import dev.attune.speech.lm.CompactLm;
import dev.attune.speech.lm.KneserNeyEstimator;
import dev.attune.speech.lm.NGramCounts;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.ModelPackageWriter;
import dev.attune.speech.modelpackage.NetworkJson;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.modelpackage.Provenance;
import dev.attune.speech.text.Lexicon;
import dev.attune.speech.text.TokenSet;
import dev.attune.speech.train.CtcTrainer;
import dev.attune.speech.train.TrainingConfig;
import dev.attune.speech.train.TrainingExample;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A complete model package of a few kilobytes that truly recognises the words of {@link #WORDS} spoken by {@link ToneVoice#standard()}: both heads,
 * trigram model, lexicon, letter-to-sound. Its weights are the test resource {@code tiny-model.safetensors}; {@link #main} trains them anew.
 */
public final class TinyModel {

    /** Spelt as they sound, in the letters of {@link ToneVoice}. */
    public static final List<String> WORDS = List.of(
            "salad", "melon", "soda", "tuna", "lemon", "banana", "tomato", "mint", "desk", "bold", "island", "student",
            "and", "no", "onto", "one");

    /** What the language model has read. */
    public static final List<String> SENTENCES = List.of(
            "salad and soda",
            "tuna salad and lemon soda",
            "melon and mint",
            "banana and melon and tomato",
            "student no one",
            "bold student onto desk",
            "tomato onto tuna",
            "island and student",
            "no soda and no mint",
            "lemon onto salad",
            "one banana and one melon",
            "student and desk",
            "bold island");

    private static final Set<PackageEntry> LEFT_OUT = EnumSet.of(
            PackageEntry.CONFIDENCE, PackageEntry.REPLAY_AUDIO, PackageEntry.REPLAY_TEXT, PackageEntry.DISPLAY_RULES);

    private static final String WEIGHTS = "tiny-model.safetensors";

    private TinyModel() {}

    /** Writes {@code tiny.zip} into the folder; the same bytes every time. */
    public static Path write(Path folder) throws IOException {
        Path parts = Files.createTempDirectory(folder, "tiny");
        Path weights = parts.resolve(PackageEntry.ACOUSTIC_WEIGHTS.fileName());
        try (InputStream stream = TinyModel.class.getResourceAsStream(WEIGHTS)) {
            if (stream == null) {
                throw new IOException("test resource " + WEIGHTS + " is missing");
            }
            Files.copy(stream, weights);
        }
        Map<PackageEntry, Path> files = new EnumMap<>(PackageEntry.class);
        for (PackageEntry entry : PackageEntry.values()) {
            if (!LEFT_OUT.contains(entry)) {
                files.put(entry, parts.resolve(entry.fileName()));
            }
        }
        OnnxWriter.write(
                files.get(PackageEntry.ACOUSTIC_ONNX),
                network(),
                Safetensors.read(weights).tensors(),
                OnnxWriter.Heads.ALL,
                Precision.FLOAT16,
                Map.of());
        TokenSet.englishLetters().write(files.get(PackageEntry.LETTERS));
        TokenSet.englishPhones().write(files.get(PackageEntry.PHONES));
        NGramCounts.Builder counts = NGramCounts.builder(3).vocabulary(WORDS);
        SENTENCES.forEach(counts::add);
        CompactLm.write(KneserNeyEstimator.estimate(counts.build()), files.get(PackageEntry.LANGUAGE_MODEL));
        lexicon().write(files.get(PackageEntry.LEXICON));
        LetterToSound.train(lexicon()).write(files.get(PackageEntry.LETTER_TO_SOUND));
        Files.writeString(files.get(PackageEntry.CARD), "# Tiny\n\nA model of tones for tests.\n");
        Path zip = folder.resolve("tiny.zip");
        ModelPackageWriter.write(description(), files, zip);
        for (Path file : files.values()) {
            Files.delete(file);
        }
        Files.delete(parts);
        return zip;
    }

    /** Writes a recording of the words in the model's own voice: {@code salad-and-soda.wav}. */
    public static Path wav(Path folder, String text) throws IOException {
        return wav(folder.resolve(text.replace(' ', '-') + ".wav"), text, ToneVoice.standard());
    }

    /** Writes a recording of any voice. */
    public static Path wav(Path file, String text, ToneVoice voice) throws IOException {
        WavWriter.write(voice.say(text), file);
        return file;
    }

    /** Sentences of 2 to 5 words of {@link #WORDS}. */
    public static List<String> sentences(int count, long seed) {
        Random random = new Random(seed);
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> words = new ArrayList<>();
            for (int w = 2 + random.nextInt(4); w > 0; w--) {
                words.add(WORDS.get(random.nextInt(WORDS.size())));
            }
            sentences.add(String.join(" ", words));
        }
        return sentences;
    }

    public static Lexicon lexicon() {
        Lexicon lexicon = new Lexicon();
        WORDS.forEach(word -> lexicon.add(word, ToneVoice.phones(word)));
        return lexicon;
    }

    private static NetworkDescription network() {
        return NetworkDescription.timeDelay(
                16,
                1,
                32,
                TokenSet.englishPhones().size(),
                TokenSet.englishLetters().size());
    }

    private static ModelDescription description() {
        return new ModelDescription(
                ModelDescription.FORMAT_VERSION,
                "00000000-0000-4000-8000-000000000001",
                "tiny",
                "baseline",
                "tests",
                "en-US",
                Instant.parse("2026-01-01T00:00:00Z"),
                ModelDescription.FeatureSettings.standard(),
                NetworkJson.write(network()),
                BeamOptions.defaults().toMap(),
                new Provenance(Map.of(), Map.of(), 1, CodeVersion.get(), List.of()),
                "Apache-2.0",
                List.of(),
                Map.of());
    }

    /** What the network is to say of a text: every letter is a phone. */
    static TrainingExample example(String text, ToneVoice voice) {
        TokenSet letters = TokenSet.englishLetters();
        TokenSet phones = TokenSet.englishPhones();
        int[] spelt = text.chars()
                .map(c -> letters.id(c == ' ' ? TokenSet.LETTER_BOUNDARY : Character.toString(c)))
                .toArray();
        int[] spoken = Arrays.stream(text.split(" "))
                .map(ToneVoice::phones)
                .flatMap(word -> Arrays.stream((word + " " + TokenSet.PHONE_BOUNDARY).split(" ")))
                .mapToInt(phones::id)
                .toArray();
        return new TrainingExample(
                text,
                () -> voice.say(text),
                voice.say(text).durationSeconds(),
                Arrays.copyOf(spoken, spoken.length - 1),
                spelt);
    }

    /**
     * Trains the weights anew.
     *
     * @param arguments the file to write, {@code src/test/resources/dev/attune/speech/tiny-model.safetensors}
     */
    public static void main(String[] arguments) throws Exception {
        List<TrainingExample> examples = new ArrayList<>();
        Random random = new Random(5);
        for (int i = 0; i < 600; i++) {
            // Random words too, so that the network learns tones and not the words.
            List<String> words = new ArrayList<>();
            for (int w = 1 + random.nextInt(4); w > 0; w--) {
                StringBuilder word = new StringBuilder();
                for (int n = 2 + random.nextInt(6); n > 0; n--) {
                    word.append(ToneVoice.LETTERS.charAt(random.nextInt(ToneVoice.LETTERS.length())));
                }
                words.add(random.nextInt(3) == 0 ? WORDS.get(random.nextInt(WORDS.size())) : word.toString());
            }
            examples.add(example(String.join(" ", words), new ToneVoice(i, 0.98 + 0.04 * random.nextDouble())));
        }
        TrainingConfig config = new TrainingConfig(750, 0, 60, 1e-2, 50, 0.02, 0, 0.001, 10, 1, 0, 0, 0, 250, 0, 50, 5);
        Path work = Files.createTempDirectory("tiny-model");
        CtcTrainer.Result result = new CtcTrainer(network(), config, System.err::println, () -> false)
                .train(null, examples.subList(50, examples.size()), examples.subList(0, 50), work);
        new Safetensors(result.weights(), Map.of()).write(Path.of(arguments[0]), Precision.FLOAT16);
    }
}
