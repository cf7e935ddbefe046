package dev.attune.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.PauseCutter;
import dev.attune.speech.audio.Resampler;
import dev.attune.speech.decode.Hypothesis;
import dev.attune.speech.decode.Hypothesis.RecognizedWord;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.ModelPackageReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way from audio to words with the model of tones. */
final class RecognizerTest {

    private static final int RATE = 16_000;
    private static final String SENTENCE = "tuna salad and lemon soda";

    private static ModelPackage model;
    private static Recognizer recognizer;

    @BeforeAll
    static void openModel(@TempDir Path folder) throws IOException {
        model = ModelPackageReader.unpack(TinyModel.write(folder), folder.resolve("cache"));
        recognizer = Recognizer.open(model, RecognizerOptions.defaults());
    }

    @AfterAll
    static void closeModel() {
        recognizer.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {16_000, 22_050, 44_100, 48_000})
    void hearsTheSameAtEveryRate(int rate) {
        AudioClip clip = Resampler.resample(ToneVoice.standard().say(SENTENCE), rate);

        assertThat(recognizer.recognize(clip).best().text()).isEqualTo(SENTENCE);
    }

    @ParameterizedTest
    @EnumSource(RecognizerOptions.Decoding.class)
    void takesClipsOfAnyLengthFromNothingOn(RecognizerOptions.Decoding decoding) throws IOException {
        try (Recognizer each = Recognizer.open(model, new RecognizerOptions(decoding, null, 1))) {
            for (int samples : new int[] {0, 1, 79, 80, 160, 400, 1600}) {
                Recognition recognition = each.recognize(new AudioClip(new float[samples], RATE));

                assertThat(recognition.audioSeconds()).isEqualTo(samples / (double) RATE);
                assertThat(recognition.nBest()).isNotEmpty();
            }
        }
    }

    @Test
    void wordsFollowEachOtherInsideTheClip() {
        AudioClip clip = ToneVoice.standard().say(SENTENCE);
        Hypothesis best = recognizer.recognize(clip).best();

        assertOrdered(best.words(), clip.durationSeconds());
        // A letter takes 0.12 s; the sentence begins after 0.2 s, and "lemon" is its fourth word.
        assertThat(best.words().get(3).startSeconds()).isBetween(0.2 + 0.12 * 13, 0.2 + 0.12 * 18);
    }

    /** It is heard with margins, of which nobody is told. */
    @Test
    void wordsOfAShortClipLieInsideIt() {
        AudioClip clip = ToneVoice.standard().say("tuna");

        Recognition recognition = recognizer.recognize(clip);

        assertThat(clip.durationSeconds()).isLessThan(1);
        assertThat(recognition.audioSeconds()).isEqualTo(clip.durationSeconds());
        assertThat(recognition.best().text()).isEqualTo("tuna");
        RecognizedWord word = recognition.best().words().getFirst();
        assertThat(word.startSeconds()).isBetween(0.1, 0.4);
        assertThat(word.endSeconds()).isBetween(word.startSeconds(), clip.durationSeconds());
    }

    @Test
    void recognisesLongAudioInPiecesWithTheRightTimes() {
        List<AudioClip> parts = new ArrayList<>();
        int samples = 0;
        for (String sentence : TinyModel.SENTENCES) {
            parts.add(ToneVoice.standard().say(sentence));
            samples += parts.getLast().samples().length;
        }
        float[] joined = new float[samples];
        double[] starts = new double[parts.size() + 1];
        int at = 0;
        for (int i = 0; i < parts.size(); i++) {
            System.arraycopy(parts.get(i).samples(), 0, joined, at, parts.get(i).samples().length);
            starts[i] = at / (double) RATE;
            at += parts.get(i).samples().length;
        }
        starts[parts.size()] = at / (double) RATE;
        AudioClip clip = new AudioClip(joined, RATE);
        assertThat(PauseCutter.cut(clip)).hasSizeGreaterThan(1);

        Recognition recognition = recognizer.recognize(clip);

        assertThat(recognition.audioSeconds()).isEqualTo(clip.durationSeconds());
        assertThat(recognition.nBest()).hasSize(1);
        assertOrdered(recognition.best().words(), clip.durationSeconds());
        int rightSentences = 0;
        for (int i = 0; i < parts.size(); i++) {
            double from = starts[i];
            double to = starts[i + 1];
            List<String> words = recognition.best().words().stream()
                    .filter(word -> middle(word) >= from && middle(word) < to)
                    .map(RecognizedWord::text)
                    .toList();
            rightSentences += String.join(" ", words).equals(TinyModel.SENTENCES.get(i)) ? 1 : 0;
        }
        assertThat(rightSentences).isGreaterThanOrEqualTo(parts.size() - 2);
    }

    @Test
    void givesEveryCallerTheSameAnswer() {
        List<String> answers = java.util.stream.IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> recognizer
                        .recognize(ToneVoice.standard().say(SENTENCE))
                        .nBest()
                        .toString())
                .distinct()
                .toList();

        assertThat(answers).hasSize(1);
    }

    @Test
    void readingsAreSortedAndDifferent() {
        List<Hypothesis> nBest = recognizer
                .recognize(new ToneVoice(5, 1.03).say("melon and mint"))
                .nBest();

        for (int i = 1; i < nBest.size(); i++) {
            assertThat(nBest.get(i).logProb())
                    .isLessThanOrEqualTo(nBest.get(i - 1).logProb());
        }
        assertThat(nBest.stream().map(Hypothesis::text).distinct()).hasSameSizeAs(nBest);
    }

    @Test
    void refusesSenselessOptions() {
        assertThatThrownBy(() -> new RecognizerOptions(RecognizerOptions.Decoding.BEAM, null, 0))
                .hasMessage("threads must be >= 1; got 0");
        assertThatThrownBy(() -> new Recognition(List.of(), 1)).hasMessage("nBest must not be empty");
    }

    private static double middle(RecognizedWord word) {
        return (word.startSeconds() + word.endSeconds()) / 2;
    }

    private static void assertOrdered(List<RecognizedWord> words, double duration) {
        double before = 0;
        for (RecognizedWord word : words) {
            assertThat(word.startSeconds()).isGreaterThanOrEqualTo(before);
            assertThat(word.endSeconds()).isGreaterThan(word.startSeconds()).isLessThanOrEqualTo(duration + 0.04);
            assertThat(word.confidence()).isBetween(0.0, 1.0);
            before = word.endSeconds();
        }
    }
}
