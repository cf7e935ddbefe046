package dev.attune.speech.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.attune.speech.TinyModel;
import dev.attune.speech.ToneVoice;
import dev.attune.speech.acoustic.Safetensors;
import dev.attune.speech.acoustic.Safetensors.Tensor;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.LogMelExtractor;
import dev.attune.speech.audio.WavWriter;
import dev.attune.speech.corpus.Utterance;
import dev.attune.speech.lettertosound.LetterToSound;
import dev.attune.speech.lm.ArpaReader;
import dev.attune.speech.lm.CompactLm;
import dev.attune.speech.lm.LanguageModel;
import dev.attune.speech.lm.Perplexity;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.ModelPackageReader;
import dev.attune.speech.modelpackage.ModelPackageWriter;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.modelpackage.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports of the tiny model, which truly recognises its words. */
final class SherpaOnnxExportTest {

    @TempDir
    Path folder;

    private ModelPackage tiny;
    private CheckData data;
    private Path export;

    @BeforeEach
    void prepare() throws IOException {
        tiny = ModelPackageReader.unpack(TinyModel.write(folder), folder.resolve("cache"));
        data = new CheckData(
                "tones",
                TinyModel.sentences(6, 3).stream()
                        .map(text -> new CheckData.Recording(
                                text, ToneVoice.standard().say(text), text))
                        .toList());
        export = Files.createDirectory(folder.resolve("export"));
    }

    @Test
    void tellsWhatTheCheckFoundAndKeepsItInTheCard() throws IOException {
        List<String> found = new SherpaOnnxExport(tiny).write(export, true, data);

        assertThat(found).hasSize(3);
        assertThat(found.getFirst()).startsWith("Checked on 6 recordings").contains("of tones");
        assertThat(found.get(1))
                .matches(
                        "Word error rate on these recordings \\(22 words\\): 4\\.5 % of what is exported here, the letters"
                                + " alone; 0\\.0 % of the package in Attune, with lexicon and language model\\.");
        assertThat(found.getLast())
                .containsPattern(
                        "word error rate \\d+\\.\\d % instead of \\d+\\.\\d %.*same text in \\d of 6 recordings");
        assertThat(Files.readString(export.resolve("card.md")))
                .startsWith("# Tiny")
                .contains(found)
                .contains(tiny.contentHash());
        assertThat(Files.readString(export.resolve("LICENCE.txt"))).contains("Apache-2.0");
        assertThat(Files.readString(export.resolve("README.md"))).contains("# tiny for sherpa-onnx", "model.int8.onnx");
    }

    @Test
    void sumsAreThoseOfTheFiles() throws IOException {
        new SherpaOnnxExport(tiny).write(export, false, data);

        List<String> sums = Files.readAllLines(export.resolve("SHA256SUMS"));
        assertThat(sums.stream().map(line -> line.substring(66)))
                .containsExactly(
                        "LICENCE.txt",
                        "README.md",
                        "card.md",
                        "letter-to-sound.arpa",
                        "lexicon.txt",
                        "lm.arpa",
                        "model.onnx",
                        "phones.txt",
                        "tokens.txt");
        for (String line : sums) {
            assertThat(line.substring(0, 64)).isEqualTo(Sha256.of(export.resolve(line.substring(66))));
        }
    }

    @Test
    void languageModelAndLexiconReadTheSame() throws IOException {
        new SherpaOnnxExport(tiny).write(export, false, data);

        LanguageModel own = CompactLm.read(tiny.file(PackageEntry.LANGUAGE_MODEL));
        LanguageModel written = ArpaReader.read(export.resolve("lm.arpa"));
        List<List<String>> sentences = TinyModel.SENTENCES.stream()
                .map(line -> List.of(line.split(" ")))
                .toList();
        assertThat(Perplexity.of(written, sentences).includingUnknown())
                .isCloseTo(Perplexity.of(own, sentences).includingUnknown(), offset(1e-4));
        assertThat(Files.readAllLines(export.resolve("lexicon.txt")))
                .hasSize(TinyModel.WORDS.size())
                .contains("salad " + ToneVoice.phones("salad"));
    }

    /** The joint n-grams in another notation score a spelling as they did. */
    @Test
    void letterToSoundIsInTheNotationOfPhonetisaurus() throws IOException {
        new SherpaOnnxExport(tiny).write(export, false, data);

        LanguageModel own = CompactLm.read(tiny.file(PackageEntry.LETTER_TO_SOUND));
        LanguageModel written = ArpaReader.read(export.resolve("letter-to-sound.arpa"));
        assertThat(written.vocabulary().size()).isEqualTo(own.vocabulary().size());
        assertThat(LetterToSound.read(tiny.file(PackageEntry.LETTER_TO_SOUND))
                        .pronounce("salad", 1)
                        .getFirst()
                        .phones())
                .isEqualTo(ToneVoice.phones("salad"));
        String[] phones = ToneVoice.phones("salad").split(" ");
        List<String> ours = new ArrayList<>();
        List<String> theirs = new ArrayList<>();
        for (int i = 0; i < phones.length; i++) {
            ours.add("salad".charAt(i) + ":" + phones[i]);
            theirs.add("salad".charAt(i) + "}" + phones[i]);
        }
        assertThat(theirs).allMatch(written::contains);
        assertThat(Perplexity.of(written, List.of(theirs)).includingUnknown())
                .isCloseTo(Perplexity.of(own, List.of(ours)).includingUnknown(), offset(1e-4));
    }

    /** As if the package's two forms of the network had come apart. */
    @Test
    void refusesAFileThatDoesNotSayTheSameAsTheModel() throws IOException {
        Map<String, Tensor> weights = new LinkedHashMap<>(
                Safetensors.read(tiny.file(PackageEntry.ACOUSTIC_WEIGHTS)).tensors());
        Tensor bias = weights.get("letters.bias");
        float[] values = bias.values().clone();
        values[5] += 30;
        weights.put("letters.bias", new Tensor(bias.shape(), values));
        Path changed = folder.resolve("changed.safetensors");
        new Safetensors(weights, Map.of()).write(changed, Safetensors.Precision.FLOAT32);
        Map<PackageEntry, Path> files = new EnumMap<>(PackageEntry.class);
        for (PackageEntry entry : PackageEntry.values()) {
            tiny.find(entry).ifPresent(file -> files.put(entry, file));
        }
        files.put(PackageEntry.ACOUSTIC_WEIGHTS, changed);
        Path zip = folder.resolve("changed.zip");
        ModelPackageWriter.write(tiny.description(), files, zip);
        SherpaOnnxExport broken = new SherpaOnnxExport(ModelPackageReader.unpack(zip, folder.resolve("cache")));

        assertThatThrownBy(() -> broken.write(export, false, data))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("does not say the same as the model")
                .hasMessageContaining("nothing was written");
    }

    @Test
    void checksOnTheSpeechThatComesWithTheProgram() throws IOException {
        CheckData builtIn = CheckData.builtIn();

        assertThat(builtIn.recordings()).hasSizeGreaterThan(20).allSatisfy(recording -> {
            assertThat(recording.transcript()).isNotBlank();
            assertThat(recording.clip().sampleRateHz()).isEqualTo(LogMelExtractor.SAMPLE_RATE_HZ);
        });
    }

    @Test
    void saysThatNoRecordingCanBeUsed() throws IOException {
        Path wav = folder.resolve("long.wav");
        WavWriter.write(new AudioClip(new float[16_000 * 21], 16_000), wav);

        assertThatThrownBy(() -> CheckData.of("talks", List.of(new Utterance("long.wav", wav, "a", null))))
                .isInstanceOf(ExportException.class)
                .hasMessage(
                        "talks: no recording of at most 20 seconds can be read; give others to check the export on.");
    }
}
