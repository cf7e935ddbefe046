package dev.attune.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * One utterance of a test set.
 *
 * @param id unique within the test set, usually the file name
 * @param transcript the text as a person wrote it
 * @param reference the transcript normalised, as it is scored; words separated by blanks, may be empty
 * @param seconds length of the audio; 0 if nobody knows
 * @param speaker who speaks; null if nobody knows
 */
public record ComparedUtterance(
        String id, String transcript, String reference, double seconds, @Nullable String speaker) {

    /** An utterance of somebody. */
    public ComparedUtterance(String id, String transcript, String reference, double seconds) {
        this(id, transcript, reference, seconds, null);
    }
}
