package dev.attune.speech.train;

import dev.attune.speech.Recognizer;
import dev.attune.speech.RecognizerOptions;
import dev.attune.speech.TinyModel;
import dev.attune.speech.ToneVoice;
import dev.attune.speech.corpus.Manifest;
import dev.attune.speech.corpus.Utterance;
import dev.attune.speech.modelpackage.ModelPackageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Data for trainings from {@link TinyModel}. */
final class TinyData {

    private TinyData() {}

    static Path lines(Path file, String... lines) throws IOException {
        return Files.write(file, List.of(lines));
    }

    /** A manifest of {@code count} sentences spoken by {@code speakers} voices whose tones are higher by the factor. */
    static Path recordings(Path folder, int count, int speakers, double pitch, long seed) throws IOException {
        Path audio = Files.createDirectories(folder.resolve("recordings-" + seed));
        List<Utterance> utterances = new ArrayList<>();
        List<String> sentences = TinyModel.sentences(count, seed);
        for (int i = 0; i < count; i++) {
            int speaker = 100 + i % speakers;
            Path wav =
                    TinyModel.wav(audio.resolve(i + ".wav"), sentences.get(i), new ToneVoice(speaker + 50 * i, pitch));
            utterances.add(new Utterance("utterance " + i, wav, sentences.get(i), "speaker " + speaker));
        }
        Path manifest = folder.resolve("recordings-" + seed + ".tsv");
        Manifest.write(utterances, manifest);
        return manifest;
    }

    static AdaptationRequest request(Path baseline, List<Path> audio, List<Path> text, List<Path> pronunciations) {
        return new AdaptationRequest(baseline, "custom", audio, text, pronunciations, List.of(), List.of(), 0, 0, 7);
    }

    static AdaptationRequest structured(Path baseline, Path... files) {
        return new AdaptationRequest(
                baseline, "custom", List.of(), List.of(), List.of(), List.of(files), List.of(), 0, 0, 7);
    }

    static AdaptationRequest display(Path baseline, Path... files) {
        return new AdaptationRequest(
                baseline, "shown", List.of(), List.of(), List.of(), List.of(), List.of(files), 0, 0, 7);
    }

    /** What a model package hears when the voice says what is spoken. */
    static String heard(Path model, Path cache, String spoken, ToneVoice voice) throws IOException {
        try (Recognizer recognizer =
                Recognizer.open(ModelPackageReader.unpack(model, cache), RecognizerOptions.defaults())) {
            return recognizer.recognize(voice.say(spoken)).best().text();
        }
    }
}
