package dev.attune.evaluation;

/**
 * Which utterances of an evaluation, and in which order.
 *
 * @param search only those with words that begin like this, in the reference or in what some model recognised; empty for all
 */
public record UtteranceQuery(Filter filter, Order order, String search) {

    /** Everything in the order of the test set. */
    public static final UtteranceQuery ALL = new UtteranceQuery(Filter.ALL, Order.POSITION, "");

    /** Which utterances. Improved and worsened compare the second model with the first. */
    public enum Filter {
        ALL,
        WITH_ERRORS,
        IMPROVED,
        WORSENED
    }

    /** In which order; equal ones keep the test set's. */
    public enum Order {
        /** As in the test set. */
        POSITION,
        /** Most errors of all models together first. */
        ERRORS,
        /** Most errors gained by the second model against the first one first. */
        IMPROVEMENT,
        /** Most errors added by the second model first. */
        DECLINE,
        /** Longest audio first. */
        LENGTH
    }
}
