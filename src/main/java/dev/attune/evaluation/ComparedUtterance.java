package dev.attune.evaluation;

/**
 * One utterance of a test set.
 *
 * @param id unique within the test set, usually the file name
 * @param transcript the text as a person wrote it
 * @param reference the transcript normalised, as it is scored; words separated by blanks, may be empty
 * @param seconds length of the audio; 0 if nobody knows
 */
public record ComparedUtterance(String id, String transcript, String reference, double seconds) {}
