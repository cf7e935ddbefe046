package dev.attune.speech.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.speech.ToneVoice;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.AudioFiles;
import dev.attune.speech.synthesis.Synthesizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpokenTextTest {

    @TempDir
    private Path folder;

    private final Tones tones = new Tones();

    /** Speaks in tones of a voice that the baseline never heard; has no voice for "island". */
    static final class Tones implements Synthesizer {

        private final List<SpeechRequest> said = new ArrayList<>();

        @Override
        public String engine() {
            return "tones";
        }

        @Override
        public boolean isAvailable() {
            return true;
        }

        @Override
        public List<Optional<AudioClip>> speak(List<SpeechRequest> requests) {
            said.addAll(requests);
            return requests.stream()
                    .map(request -> request.text().contains("island")
                            ? Optional.<AudioClip>empty()
                            : Optional.of(new ToneVoice(request.voice().hashCode(), 1.1).say(request.text())))
                    .toList();
        }
    }

    private List<UserAudio.Transcribed> speak(long seed, LeftOut leftOut, String... sentences) throws IOException {
        return new SpokenText(List.of(tones), folder, seed)
                .speak(
                        List.of(sentences).stream()
                                .map(each -> List.of(each.split(" ")))
                                .toList(),
                        Set.of("mint"),
                        leftOut,
                        () -> false);
    }

    @Test
    void fewSentencesAreSaidOftenInManyVoices() throws IOException {
        List<UserAudio.Transcribed> spoken = speak(1, new LeftOut("sentences"), "soda and melon", "no banana");

        assertThat(spoken).hasSize(100);
        assertThat(spoken)
                .extracting(each -> each.utterance().speaker())
                .allMatch(speaker -> speaker.startsWith("tones en-"));
        assertThat(spoken.stream().map(each -> each.utterance().speaker()).distinct())
                .hasSizeGreaterThan(10);
        assertThat(spoken.stream().filter(each -> each.words().contains("banana")))
                .hasSize(50);
        assertThat(AudioFiles.read(spoken.getFirst().utterance().audio()).durationSeconds())
                .isPositive();
    }

    @Test
    void theSameSeedSaysTheSameAndNothingTwice() throws IOException {
        List<UserAudio.Transcribed> first = speak(1, new LeftOut("sentences"), "soda and melon", "no banana");
        int said = tones.said.size();

        assertThat(speak(1, new LeftOut("sentences"), "soda and melon", "no banana"))
                .isEqualTo(first);
        assertThat(tones.said).hasSize(said);
    }

    @Test
    void whatCannotBeSaidAsItShouldSoundIsLeftOut() throws IOException {
        LeftOut leftOut = new LeftOut("sentences");

        List<UserAudio.Transcribed> spoken = speak(1, leftOut, "soda and mint", "bold island", "soda");

        assertThat(spoken).isNotEmpty().allMatch(each -> each.words().equals(List.of("soda")));
        assertThat(leftOut.summary())
                .contains("1 with words whose pronunciation was given (first: soda and mint)")
                .contains("that tones could not say (first: bold island)");
    }

    @Test
    void canBeCancelled() {
        assertThatThrownBy(() -> new SpokenText(List.of(tones), folder, 1)
                        .speak(List.of(List.of("soda")), Set.of(), new LeftOut("sentences"), () -> true))
                .isInstanceOf(CancellationException.class);
        assertThat(tones.said).isEmpty();
    }
}
