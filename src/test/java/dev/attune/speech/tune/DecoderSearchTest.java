package dev.attune.speech.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.speech.Recognizer;
import dev.attune.speech.RecognizerOptions;
import dev.attune.speech.TinyModel;
import dev.attune.speech.ToneVoice;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.Degradation;
import dev.attune.speech.decode.BeamDecoder;
import dev.attune.speech.decode.BeamOptions;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.ModelPackageReader;
import dev.attune.speech.score.CorpusScore;
import dev.attune.speech.score.UtteranceScore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials and search on the model of tones, with noise enough that it errs. */
final class DecoderSearchTest {

    private static final BeamOptions OTHER = new BeamOptions(40, 9, 1.3, 1, 2, 0.5);

    private static ModelPackage model;
    private static Recognizer recognizer;
    private static final List<AudioClip> CLIPS = new ArrayList<>();
    private static HeardSet set;

    @BeforeAll
    static void listen(@TempDir Path folder) throws IOException {
        model = ModelPackageReader.unpack(TinyModel.write(folder), folder.resolve("cache"));
        recognizer = Recognizer.open(model, RecognizerOptions.defaults());
        List<HeardSet.Utterance> utterances = new ArrayList<>();
        for (String sentence : TinyModel.sentences(24, 9)) {
            AudioClip clip = new Degradation(Degradation.Kind.NOISE, 2)
                    .apply(ToneVoice.standard().say(sentence), utterances.size());
            CLIPS.add(clip);
            utterances.add(new HeardSet.Utterance("u" + utterances.size(), sentence, recognizer.hear(clip)));
        }
        set = new HeardSet(utterances, UnaryOperator.identity());
    }

    @AfterAll
    static void close() {
        recognizer.close();
    }

    private static BeamDecoder decoder() {
        return recognizer.beamDecoder().orElseThrow();
    }

    @Test
    void aTrialGivesExactlyWhatANewRecognitionWouldGive() throws IOException {
        CorpusScore tried = set.score(decoder().withOptions(OTHER), 2, () -> false, done -> {});

        try (Recognizer anew =
                Recognizer.open(model, new RecognizerOptions(RecognizerOptions.Decoding.BEAM, OTHER, 1))) {
            for (int i = 0; i < CLIPS.size(); i++) {
                UtteranceScore score = tried.utterances().get(i);
                String hypothesis = String.join(
                        " ",
                        score.alignment().steps().stream()
                                .map(step -> step.hypothesis())
                                .filter(word -> word != null)
                                .toList());
                assertThat(score.id()).isEqualTo("u" + i);
                assertThat(hypothesis)
                        .isEqualTo(anew.recognize(CLIPS.get(i)).best().text());
                assertThat(Recognizer.decode(
                                        decoder().withOptions(OTHER),
                                        set.utterances().get(i).speech())
                                .best()
                                .logProb())
                        .isEqualTo(anew.recognize(CLIPS.get(i)).best().logProb());
            }
        }
    }

    @Test
    void threadsDoNotChangeTheScore() {
        assertThat(set.score(decoder(), 2, () -> false, done -> {})).isEqualTo(set.score(decoder()));
    }

    @Test
    void theSearchNeverEndsWorseThanItBegan() {
        AtomicInteger told = new AtomicInteger();

        DecoderSearch.Result result =
                DecoderSearch.search(set, decoder(), 2, () -> false, soFar -> told.incrementAndGet());

        assertThat(result.start().options()).isEqualTo(decoder().options());
        assertThat(result.start().words()).isEqualTo(set.score(decoder()).words());
        // The noise makes errors; what the search found was measured, and again gives what it says.
        assertThat(result.start().words().errors()).isPositive();
        assertThat(result.best().words().errors())
                .isLessThan(result.start().words().errors());
        assertThat(set.score(decoder().withOptions(result.best().options())).words())
                .isEqualTo(result.best().words());
        assertThat(result.trials())
                .hasSizeBetween(30, DecoderSearch.MOST_TRIALS)
                .doesNotHaveDuplicates();
        assertThat(told).hasValue(result.trials().size());
        assertThat(DecoderSearch.search(set, decoder(), 1, () -> false, soFar -> {}))
                .isEqualTo(result);
    }

    @Test
    void stopsWhenAsked() {
        AtomicInteger asked = new AtomicInteger();

        assertThatThrownBy(
                        () -> DecoderSearch.search(set, decoder(), 2, () -> asked.incrementAndGet() > 30, soFar -> {}))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void aSampleIsDrawnEvenly() {
        List<Integer> ten = List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);

        assertThat(EvenSample.ofCount(ten, 4)).containsExactly(0, 3, 6, 9);
        assertThat(EvenSample.ofCount(ten, 10)).isEqualTo(ten);
        assertThat(EvenSample.ofCount(List.of(), 3)).isEmpty();
        assertThat(EvenSample.ofSeconds(ten, each -> 2, 10)).containsExactly(0, 2, 4, 6, 8);
        assertThat(EvenSample.ofSeconds(ten, each -> 2, 20)).isEqualTo(ten);
        assertThat(EvenSample.ofSeconds(ten, each -> 2, 0)).containsExactly(0);
    }

    @Test
    void knowsItsSize() {
        double seconds = CLIPS.stream().mapToDouble(AudioClip::durationSeconds).sum();

        // Both heads, 25 frames a second, four bytes a token.
        assertThat(set.bytes() / seconds).isBetween(25 * 4 * 60.0, 25 * 4 * 80.0);
    }
}
