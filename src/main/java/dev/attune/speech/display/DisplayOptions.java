package dev.attune.speech.display;

/**
 * What a request asks of display text.
 *
 * @param profanity what becomes of it
 * @param punctuation whether marks are put
 * @param capitals whether capital letters are put; those of a user's own rules always are
 */
public record DisplayOptions(ProfanityMode profanity, boolean punctuation, boolean capitals) {

    public static final DisplayOptions DEFAULT = new DisplayOptions(ProfanityMode.MASKED, true, true);

    /** As display text is scored: masked words would count as errors. */
    public static final DisplayOptions SCORED = new DisplayOptions(ProfanityMode.RAW, true, true);

    /** As lines of {@code #test} are judged: without punctuation. */
    static final DisplayOptions TEST = new DisplayOptions(ProfanityMode.MASKED, false, true);
}
