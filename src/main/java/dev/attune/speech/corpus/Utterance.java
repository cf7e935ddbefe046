package dev.attune.speech.corpus;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One stretch of audio with its text.
 *
 * @param id unique within its corpus, usually the file name
 * @param audio an audio file of any supported kind
 * @param transcript the text as a person wrote it, not normalised; empty where there is none
 * @param speaker name of the speaker where it is known
 */
public record Utterance(String id, Path audio, String transcript, @Nullable String speaker) {

    public Utterance {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(audio, "audio");
        Objects.requireNonNull(transcript, "transcript");
    }
}
