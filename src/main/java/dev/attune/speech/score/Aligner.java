package dev.attune.speech.score;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Aligns two token lists at the least cost.
 *
 * <p>Time is reference x hypothesis. Memory stays bounded for texts of any length: where the table of decisions would be larger than
 * 16 MB, only some of its rows of costs are kept, and the decisions between two of them are worked out a second time on the way back.
 * Ties are settled where they arise, from the end backwards: hit or substitution first, then insertion, then deletion. That is what
 * sclite does, so that not only the cost but also the counts and the columns are the same. Immutable and thread-safe.
 *
 * <p>Source: Wagner and Fischer, The string-to-string correction problem, J. ACM 21(1), 1974; NIST SCTK, sclite.
 */
public final class Aligner {

    private static final byte DIAGONAL = 0;
    private static final byte INSERTION = 1;
    private static final byte DELETION = 2;
    private static final int TABLE_CELLS = 1 << 24;

    private static final Aligner SCLITE = new Aligner(4, 3, TABLE_CELLS);
    private static final Aligner LEVENSHTEIN = new Aligner(1, 1, TABLE_CELLS);

    private final int substitutionCost;
    private final int gapCost;
    private final int tableCells;

    Aligner(int substitutionCost, int gapCost, int tableCells) {
        this.substitutionCost = substitutionCost;
        this.gapCost = gapCost;
        this.tableCells = tableCells;
    }

    /** Costs of sclite: insertion and deletion 3, substitution 4. The one behind every published figure. */
    public static Aligner sclite() {
        return SCLITE;
    }

    /** Every error costs 1: the fewest errors possible. */
    public static Aligner levenshtein() {
        return LEVENSHTEIN;
    }

    /** Aligns two lists; either may be empty. Tokens are equal when {@link String#equals} says so. */
    public Alignment align(List<String> reference, List<String> hypothesis) {
        Map<String, Integer> ids = HashMap.newHashMap(reference.size() + hypothesis.size());
        int[] rows = ids(reference, ids);
        int[] columns = ids(hypothesis, ids);
        // Rows of decisions that are held at a time; each block of them starts from a kept row of costs.
        int blockRows = Math.clamp(tableCells / (columns.length + 1), 1, Math.max(1, rows.length));
        List<int[]> blockStarts = blockStarts(rows, columns, blockRows);

        List<EditStep> steps = new ArrayList<>(Math.max(rows.length, columns.length));
        int i = rows.length;
        int j = columns.length;
        for (int block = blockStarts.size() - 1; block >= 0; block--) {
            int first = block * blockRows;
            byte[][] decisions = decide(rows, columns, first, i, blockStarts.get(block));
            while (i > first) {
                byte decision = j == 0 ? DELETION : decisions[i - first - 1][j];
                String wanted = decision == INSERTION ? null : reference.get(i - 1);
                String found = decision == DELETION ? null : hypothesis.get(j - 1);
                steps.add(new EditStep(kind(decision, i, j, rows, columns), wanted, found));
                i -= decision == INSERTION ? 0 : 1;
                j -= decision == DELETION ? 0 : 1;
            }
        }
        while (j > 0) {
            steps.add(new EditStep(EditStep.Kind.INSERTION, null, hypothesis.get(--j)));
        }
        Collections.reverse(steps);
        return new Alignment(steps);
    }

    private static EditStep.Kind kind(byte decision, int i, int j, int[] rows, int[] columns) {
        return switch (decision) {
            case INSERTION -> EditStep.Kind.INSERTION;
            case DELETION -> EditStep.Kind.DELETION;
            default -> rows[i - 1] == columns[j - 1] ? EditStep.Kind.HIT : EditStep.Kind.SUBSTITUTION;
        };
    }

    private static int[] ids(List<String> tokens, Map<String, Integer> ids) {
        int[] out = new int[tokens.size()];
        int at = 0;
        for (String token : tokens) {
            Integer next = ids.size();
            Integer known = ids.putIfAbsent(token, next);
            out[at++] = known == null ? next : known;
        }
        return out;
    }

    /** The row of costs above each block. */
    private List<int[]> blockStarts(int[] rows, int[] columns, int blockRows) {
        int[] costs = new int[columns.length + 1];
        for (int j = 0; j < costs.length; j++) {
            costs[j] = j * gapCost;
        }
        List<int[]> starts = new ArrayList<>();
        starts.add(costs.clone());
        byte[] ignored = new byte[costs.length];
        int last = (rows.length - 1) / blockRows * blockRows;
        for (int i = 0; i < last; i++) {
            row(rows[i], columns, costs, ignored);
            if ((i + 1) % blockRows == 0) {
                starts.add(costs.clone());
            }
        }
        return starts;
    }

    private byte[][] decide(int[] rows, int[] columns, int from, int to, int[] start) {
        byte[][] decisions = new byte[to - from][columns.length + 1];
        int[] costs = start.clone();
        for (int i = from; i < to; i++) {
            row(rows[i], columns, costs, decisions[i - from]);
        }
        return decisions;
    }

    /** Turns the costs of one row into those of the next, in place. */
    private void row(int token, int[] columns, int[] costs, byte[] decisions) {
        int diagonal = costs[0];
        int left = diagonal + gapCost;
        costs[0] = left;
        for (int j = 1; j < costs.length; j++) {
            int through = diagonal + (token == columns[j - 1] ? 0 : substitutionCost);
            int deletion = costs[j] + gapCost;
            int insertion = left + gapCost;
            diagonal = costs[j];
            byte decision;
            if (through <= deletion && through <= insertion) {
                left = through;
                decision = DIAGONAL;
            } else if (deletion < insertion) {
                left = deletion;
                decision = DELETION;
            } else {
                left = insertion;
                decision = INSERTION;
            }
            costs[j] = left;
            decisions[j] = decision;
        }
    }
}
