package dev.attune.speech.train;

import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.QuietMargins;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One utterance to learn from. The audio is read anew each time it is used, so a corpus may be larger than memory.
 *
 * @param id for messages
 * @param source gives the audio at 16 kHz; called from the loader thread
 * @param seconds duration of the audio of the source
 * @param phones target of the phone head without blanks, or null to train only the letters
 * @param letters target of the letter head without blanks, or null to train only the phones
 * @param rehearsed true for speech of which the network shall say what it said before the training, see {@link Rehearsal}
 */
public record TrainingExample(
        String id,
        AudioSource source,
        double seconds,
        int @Nullable [] phones,
        int @Nullable [] letters,
        boolean rehearsed) {

    /** Speech whose targets are to be learnt. */
    public TrainingExample(
            String id, AudioSource source, double seconds, int @Nullable [] phones, int @Nullable [] letters) {
        this(id, source, seconds, phones, letters, false);
    }

    /** The same to be rehearsed. */
    TrainingExample toRehearse() {
        return new TrainingExample(id, source, seconds, phones, letters, true);
    }

    /** The audio as it is learnt and measured: short utterances with {@link QuietMargins}, as in recognition. */
    public AudioClip clip() throws IOException {
        return QuietMargins.around(source.read());
    }

    /** Duration of {@link #clip}. */
    double clipSeconds() {
        return QuietMargins.withMargins(seconds);
    }

    /** Reads one utterance's audio. */
    @FunctionalInterface
    public interface AudioSource {
        AudioClip read() throws IOException;
    }
}
