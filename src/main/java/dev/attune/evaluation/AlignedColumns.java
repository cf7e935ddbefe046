package dev.attune.evaluation;

import dev.attune.speech.score.Alignment;
import dev.attune.speech.score.EditStep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Alignments of several models with one reference, in common columns: every reference word has one column, and the words that some model
 * inserted before it have columns of their own. Each step of each alignment stands in exactly one column.
 */
public record AlignedColumns(List<Column> columns) {

    public AlignedColumns {
        columns = List.copyOf(columns);
    }

    /**
     * One column.
     *
     * @param reference the reference word, or null for a column of inserted words
     * @param steps one a model, in their order; null where a model inserted nothing here
     */
    public record Column(@Nullable String reference, List<@Nullable EditStep> steps) {

        public Column {
            steps = Collections.unmodifiableList(new ArrayList<>(steps));
        }
    }

    /**
     * @param alignments one a model, at least one, all of the same reference
     * @throws IllegalArgumentException if the references differ
     */
    public static AlignedColumns of(List<Alignment> alignments) {
        List<List<EditStep>> rows = alignments.stream().map(Alignment::steps).toList();
        int[] places = new int[rows.size()];
        List<Column> columns = new ArrayList<>();
        while (true) {
            List<@Nullable EditStep> inserted = take(rows, places, true);
            if (inserted.stream().anyMatch(step -> step != null)) {
                columns.add(new Column(null, inserted));
                continue;
            }
            List<@Nullable EditStep> word = take(rows, places, false);
            EditStep first = word.getFirst();
            String reference = first == null ? null : first.reference();
            for (EditStep step : word) {
                if (reference == null ? step != null : step == null || !reference.equals(step.reference())) {
                    throw new IllegalArgumentException("all alignments must have the same reference");
                }
            }
            if (reference == null) {
                return new AlignedColumns(columns);
            }
            columns.add(new Column(reference, word));
        }
    }

    /** Takes the next step of each row if it is an insertion, or if it is none; null for rows where it is not or that have ended. */
    private static List<@Nullable EditStep> take(List<List<EditStep>> rows, int[] places, boolean insertions) {
        List<@Nullable EditStep> taken = new ArrayList<>(rows.size());
        for (int i = 0; i < places.length; i++) {
            EditStep next = places[i] < rows.get(i).size() ? rows.get(i).get(places[i]) : null;
            if (next != null && (next.kind() == EditStep.Kind.INSERTION) == insertions) {
                places[i]++;
                taken.add(next);
            } else {
                taken.add(null);
            }
        }
        return taken;
    }
}
