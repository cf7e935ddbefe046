package dev.attune.evaluation;

import dev.attune.speech.score.EditStep;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which utterances of an evaluation, and in which order.
 *
 * @param search only those with words that begin like this, in the reference or in what some model recognised; in double quotes only
 *     those with exactly these words; empty for all
 * @param a place of the model that the other is compared with
 * @param b place of the other model
 * @param error only those in which some model makes an error of this kind; null for all
 * @param column only those with {@code content} in this column; empty for all
 * @param rows only those at these places of the test set; empty for all
 */
public record UtteranceQuery(
        Filter filter,
        Order order,
        String search,
        int a,
        int b,
        EditStep.@Nullable Kind error,
        String column,
        String content,
        List<Integer> rows) {

    /** Everything in the order of the test set. */
    public static final UtteranceQuery ALL = new UtteranceQuery(Filter.ALL, Order.POSITION, "");

    public UtteranceQuery {
        rows = List.copyOf(rows);
    }

    /** Compares the second model with the first. */
    public UtteranceQuery(Filter filter, Order order, String search) {
        this(filter, order, search, 0, 1, null, "", "", List.of());
    }

    /** The same for two other models. */
    public UtteranceQuery between(int first, int second) {
        return new UtteranceQuery(filter, order, search, first, second, error, column, content, rows);
    }

    /** The same for utterances with an error of a kind; null for all. */
    public UtteranceQuery withError(EditStep.@Nullable Kind kind) {
        return new UtteranceQuery(filter, order, search, a, b, kind, column, content, rows);
    }

    /** The same for utterances with a certain content in a column. */
    public UtteranceQuery where(String name, String wanted) {
        return new UtteranceQuery(filter, order, search, a, b, error, name, wanted, rows);
    }

    /** The same for some places of the test set; empty for all. */
    public UtteranceQuery only(List<Integer> places) {
        return new UtteranceQuery(filter, order, search, a, b, error, column, content, places);
    }

    /** Which utterances. Improved and worsened compare model b with model a. */
    public enum Filter {
        ALL,
        WITH_ERRORS,
        IMPROVED,
        WORSENED,
        /** Models a and b recognised different words. */
        DIFFERENT
    }

    /** In which order; equal ones keep the test set's. */
    public enum Order {
        /** As in the test set. */
        POSITION,
        /** Most errors of all models together first. */
        ERRORS,
        /** Most errors gained by model b against model a first. */
        IMPROVEMENT,
        /** Most errors added by model b first. */
        DECLINE,
        /** Longest audio first. */
        LENGTH,
        /** Lowest mean confidence of the recognised words first; utterances without words last. */
        CONFIDENCE
    }
}
