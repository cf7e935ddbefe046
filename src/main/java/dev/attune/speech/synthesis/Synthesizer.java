package dev.attune.speech.synthesis;

import dev.attune.speech.audio.AudioClip;
import java.util.List;
import java.util.Optional;

/** A program that speaks. Deterministic: the same request gives the same audio. */
public interface Synthesizer {

    /** The engine's name as it stands in configurations and shard indexes. */
    String engine();

    /** Whether the program is installed and runs. */
    boolean isAvailable();

    /** Whether changing the voice costs so much time that the requests of one call should share a voice. */
    default boolean loadsVoicesSlowly() {
        return false;
    }

    /**
     * Speaks each request. A request that the engine cannot speak, or not in time, gives an empty entry; the others are not affected.
     *
     * @return one entry a request, in the same order; any sample rate
     */
    List<Optional<AudioClip>> speak(List<SpeechRequest> requests);

    /**
     * One sentence in one voice.
     *
     * @param text normalised sentence
     * @param voice the engine's name of the voice
     * @param rate speed relative to the voice's usual one: 1 is usual, 2 is twice as fast
     * @param pitch pitch relative to the voice's usual one: 1 is usual; an engine may ignore it
     */
    record SpeechRequest(String text, String voice, double rate, double pitch) {
        public SpeechRequest {
            if (!(rate > 0 && pitch > 0)) {
                throw new IllegalArgumentException("rate and pitch must be > 0; got " + rate + " and " + pitch);
            }
        }
    }
}
