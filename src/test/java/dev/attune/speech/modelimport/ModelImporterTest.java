package dev.attune.speech.modelimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.speech.Recognizer;
import dev.attune.speech.RecognizerOptions;
import dev.attune.speech.TinyModel;
import dev.attune.speech.ToneVoice;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.corpus.Manifest;
import dev.attune.speech.corpus.Utterance;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.ModelPackageReader;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.score.Aligner;
import dev.attune.speech.score.ErrorCounts;
import dev.attune.speech.score.Tokens;
import dev.attune.speech.train.AdaptationRequest;
import dev.attune.speech.train.ModelTrainer;
import dev.attune.speech.train.TrainingFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an imported baseline gains, and what it refuses. */
final class ModelImporterTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T00:00:00Z"), ZoneOffset.UTC);
    private static final ModelImporter.About ABOUT = new ModelImporter.About("foreign", "en-US", "tests", "Apache-2.0");

    /** Equally likely words, so that nothing of the sentences is known yet. */
    private static final String ARPA_HEAD = "\\data\\\nngram 1=%d\n\n\\1-grams:\n";

    @TempDir
    private Path folder;

    private ModelPackage imported(ImportedModels model, List<String> words) throws IOException {
        StringBuilder arpa = new StringBuilder(ARPA_HEAD.formatted(words.size() + 3));
        double each = -Math.log10(words.size() + 2);
        arpa.append(each).append("\t<unk>\n-99\t<s>\n").append(each).append("\t</s>\n");
        words.forEach(word -> arpa.append(each).append('\t').append(word).append('\n'));
        Path lm = Files.writeString(folder.resolve("words.arpa"), arpa.append("\n\\end\\\n"));
        Path zip = folder.resolve("imported.zip");
        ModelImporter.write(
                model.probe(folder), model.onnx(), model.tokens(), ABOUT, ImportLanguage.ofArpa(lm), CLOCK, zip);
        return ModelPackageReader.unpack(zip, folder.resolve("cache"));
    }

    private static ImportedModels model(String make, Path folder) throws IOException {
        return switch (make) {
            case "zipformer" -> ImportedModels.zipformer(folder);
            case "nemo" -> ImportedModels.nemo(folder);
            default -> ImportedModels.waveform(folder);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"zipformer", "nemo", "waveform"})
    void recognisesWithBothDecodersAndOnVeryShortSound(String make) throws IOException {
        ModelPackage model = imported(model(make, folder), TinyModel.WORDS);
        AudioClip clip = ToneVoice.standard().say("salad and soda");

        for (RecognizerOptions.Decoding decoding : RecognizerOptions.Decoding.values()) {
            try (Recognizer recognizer = Recognizer.open(model, new RecognizerOptions(decoding, null, 1))) {
                assertThat(recognizer.recognize(clip).best().text())
                        .as("%s", decoding)
                        .isEqualTo("salad and soda");
                assertThat(recognizer.recognize(clip).best().words().get(1).startSeconds())
                        .isBetween(0.5, 1.2);
                for (int samples : new int[] {0, 1, 10, 79, 80, 200, 399, 1000}) {
                    assertThat(recognizer
                                    .recognize(new AudioClip(new float[samples], 16_000))
                                    .best()
                                    .text())
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void thePackageSaysHowTheNetworkIsFedAndReadersOfOldRefuseIt() throws IOException {
        ModelPackage model = imported(ImportedModels.nemo(folder), TinyModel.WORDS);
        ModelDescription description = model.description();

        assertThat(description.kind()).isEqualTo("imported");
        assertThat(description.formatVersion()).isEqualTo(2);
        assertThat(description.imported())
                .isEqualTo(ImportedModels.nemo(folder).probe(folder).network());
        assertThat(description.provenance().dataHashes()).containsOnlyKeys("network", "tokens");
        assertThat(model.hasWeights()).isFalse();
        assertThat(model.find(PackageEntry.ACOUSTIC_WEIGHTS)).isEmpty();
        assertThat(model.card()).contains("recordings cannot train it", "Kaldi log-mel", "Licence: Apache-2.0");
        assertThat(Files.readString(model.file(PackageEntry.LEXICON))).contains("salad\ts a l a d\n");
    }

    /** A voice with a foreign accent makes errors that the language model of the sentences mends. */
    @ParameterizedTest
    @ValueSource(strings = {"zipformer", "nemo"})
    void textMakesItBetter(String make) throws Exception {
        ModelPackage baseline = imported(model(make, folder), neighbours());
        Path text = Files.write(folder.resolve("text.txt"), TinyModel.SENTENCES);

        Path adapted = adapt(List.of(), List.of(text), List.of());

        double before = errorRate(baseline);
        double after = errorRate(ModelPackageReader.unpack(adapted, folder.resolve("cache")));
        assertThat(before).isGreaterThan(0.05);
        assertThat(after).isLessThan(before * 0.8);
        ModelDescription description = ModelPackageReader.describe(adapted);
        assertThat(description.kind()).isEqualTo("custom");
        assertThat(description.imported()).isEqualTo(baseline.description().imported());
    }

    @Test
    void aPronunciationBringsAWordThatItCannotKnow() throws Exception {
        imported(ImportedModels.zipformer(folder), TinyModel.WORDS);
        Path pronunciations = Files.writeString(folder.resolve("names.txt"), "Zyx\tmo lo\n");
        Path text = Files.writeString(folder.resolve("text.txt"), "zyx and soda\nsalad and zyx\n");

        Path adapted = adapt(List.of(), List.of(text), List.of(pronunciations));

        try (Recognizer recognizer = Recognizer.open(
                ModelPackageReader.unpack(adapted, folder.resolve("cache")), RecognizerOptions.defaults())) {
            assertThat(recognizer
                            .recognize(ToneVoice.standard().say("molo and soda"))
                            .best()
                            .text())
                    .isEqualTo("zyx and soda");
            assertThat(recognizer
                            .recognize(ToneVoice.standard().say("salad and mo lo"))
                            .best()
                            .text())
                    .isEqualTo("salad and zyx");
        }
    }

    @Test
    void recordingsAreRefusedWithTheReasonAndTheWayOut() throws Exception {
        imported(ImportedModels.zipformer(folder), TinyModel.WORDS);
        Path wav = TinyModel.wav(folder, "salad and soda");
        Path manifest = folder.resolve("audio.tsv");
        Manifest.write(List.of(new Utterance("1", wav, "salad and soda", null)), manifest);

        assertThatThrownBy(() -> adapt(List.of(manifest), List.of(), List.of()))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessage(
                        "The baseline \"foreign\" has no weights that recordings could train (an ONNX file made elsewhere can be run,"
                                + " not trained further): train it with text or pronunciations only, or choose a baseline with trainable weights.");
    }

    @Test
    void aModelWithoutLanguageModelSpells() throws Exception {
        ImportedModels model = ImportedModels.zipformer(folder);
        Path zip = folder.resolve("imported.zip");
        ModelImporter.write(model.probe(folder), model.onnx(), model.tokens(), ABOUT, null, CLOCK, zip);

        try (Recognizer recognizer = Recognizer.open(
                ModelPackageReader.unpack(zip, folder.resolve("cache")), RecognizerOptions.defaults())) {
            assertThat(recognizer
                            .recognize(ToneVoice.standard().say("lemon bold"))
                            .best()
                            .text())
                    .isEqualTo("lemon bold");
        }
        Path text = Files.writeString(folder.resolve("text.txt"), "lemon and soda\n");
        assertThatThrownBy(() -> adapt(List.of(), List.of(text), List.of()))
                .hasMessageContaining("import it again with a language model (ARPA)");
    }

    @Test
    void capitalsOfALanguageModelBecomeSmallLetters() throws IOException {
        Path lm = Files.writeString(
                folder.resolve("capitals.arpa"),
                "\\data\\\nngram 1=5\n\n\\1-grams:\n-2\t<UNK>\n-99\t<s>\n-1\t</s>\n-1\tSALAD\n-1\tSODA\n\n\\end\\\n");

        assertThat(ImportLanguage.ofArpa(lm).words()).containsExactly("salad", "soda");
        assertThatThrownBy(() -> ImportLanguage.ofArpa(Files.writeString(folder.resolve("no.arpa"), "hello\n")))
                .isInstanceOf(ImportRefusedException.class)
                .hasMessageContaining("no.arpa")
                .hasMessageContaining("choose a language model in ARPA format");
    }

    @Test
    void aLanguageModelOfAnotherAlphabetIsRefused() throws IOException {
        assertThatThrownBy(() -> imported(
                        ImportedModels.zipformer(folder), List.of("\u0436\u0443\u043a", "\u043b\u0443\u043a", "no")))
                .isInstanceOf(ImportRefusedException.class)
                .hasMessageContaining("only 1 can be written with the network's tokens");
    }

    private Path adapt(List<Path> audio, List<Path> text, List<Path> pronunciations) throws Exception {
        Path output = folder.resolve("adapted.zip");
        new ModelTrainer(CLOCK)
                .run(
                        new AdaptationRequest(
                                folder.resolve("imported.zip"),
                                "adapted",
                                audio,
                                text,
                                pronunciations,
                                List.of(),
                                List.of(),
                                0,
                                0,
                                1),
                        Files.createDirectories(folder.resolve("work")),
                        output,
                        event -> {},
                        () -> false);
        return output;
    }

    /** The words and all that differ in one letter, as a large vocabulary has words that are easily taken for each other. */
    private static List<String> neighbours() {
        Set<String> words = new LinkedHashSet<>(TinyModel.WORDS);
        for (String word : TinyModel.WORDS) {
            for (int i = 0; i < word.length(); i++) {
                for (char letter : ToneVoice.LETTERS.toCharArray()) {
                    words.add(word.substring(0, i) + letter + word.substring(i + 1));
                }
            }
        }
        return List.copyOf(words);
    }

    private static double errorRate(ModelPackage model) throws IOException {
        ErrorCounts counts = ErrorCounts.NONE;
        try (Recognizer recognizer = Recognizer.open(model, RecognizerOptions.defaults())) {
            for (String sentence : TinyModel.SENTENCES) {
                for (int number = 2; number < 5; number++) {
                    String heard = recognizer
                            .recognize(new ToneVoice(number, 1.04).say(sentence))
                            .best()
                            .text();
                    counts = counts.plus(Aligner.sclite()
                            .align(Tokens.words(sentence), Tokens.words(heard))
                            .counts());
                }
            }
        }
        return counts.rate();
    }
}
