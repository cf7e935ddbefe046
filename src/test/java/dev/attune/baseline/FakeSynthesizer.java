package dev.attune.baseline;

import dev.attune.speech.ToneVoice;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.synthesis.Synthesizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Speaks in tones; stays silent in the voice {@code mute} and cannot speak the word {@code one}. */
final class FakeSynthesizer implements Synthesizer {

    static final String NAME = "fake";

    private final List<SpeechRequest> asked = new ArrayList<>();

    @Override
    public String engine() {
        return NAME;
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public synchronized List<Optional<AudioClip>> speak(List<SpeechRequest> requests) {
        asked.addAll(requests);
        return requests.stream().map(FakeSynthesizer::speak).toList();
    }

    private static Optional<AudioClip> speak(SpeechRequest request) {
        if (List.of(request.text().split(" ")).contains("one")) {
            return Optional.empty();
        }
        AudioClip clip = new ToneVoice(request.voice().hashCode(), request.pitch()).say(request.text());
        return Optional.of(
                request.voice().equals("mute") ? new AudioClip(new float[clip.samples().length], 16_000) : clip);
    }

    synchronized List<SpeechRequest> asked() {
        return List.copyOf(asked);
    }
}
