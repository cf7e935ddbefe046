package dev.attune.speech.score;

import dev.attune.speech.score.EditStep.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Pairs the tokens inside each run of edits anew: words with words, marks with marks, equal but for capitals before all. Every pairing of a
 * run costs the same, so that the counts stay those of the aligner; which of them is taken decides what the errors are called.
 */
final class TokenPairing {

    /** Larger runs, of texts that have nothing in common, stay as they are. */
    private static final int MOST_CELLS = 1 << 20;

    private TokenPairing() {}

    static Alignment of(Alignment alignment) {
        List<EditStep> steps = new ArrayList<>();
        List<String> references = new ArrayList<>();
        List<String> hypotheses = new ArrayList<>();
        for (EditStep step : alignment.steps()) {
            if (step.kind() == Kind.HIT) {
                pair(references, hypotheses, steps);
                references.clear();
                hypotheses.clear();
                steps.add(step);
                continue;
            }
            if (step.reference() != null) {
                references.add(step.reference());
            }
            if (step.hypothesis() != null) {
                hypotheses.add(step.hypothesis());
            }
        }
        pair(references, hypotheses, steps);
        Alignment paired = new Alignment(steps);
        // A run with fewer substitutions than it could have would change the counts.
        return paired.counts().equals(alignment.counts()) ? paired : alignment;
    }

    private static void pair(List<String> references, List<String> hypotheses, List<EditStep> steps) {
        int rows = references.size();
        int columns = hypotheses.size();
        boolean large = (long) rows * columns > MOST_CELLS;
        int[][] best = large ? new int[0][0] : similarities(references, hypotheses);
        List<EditStep> backwards = new ArrayList<>();
        int i = rows;
        int j = columns;
        while (i > 0 || j > 0) {
            boolean pairs = i > 0 && j > 0;
            if (pairs
                    && (large
                            || best[i][j]
                                    == best[i - 1][j - 1] + similarity(references.get(i - 1), hypotheses.get(j - 1)))) {
                backwards.add(new EditStep(Kind.SUBSTITUTION, references.get(--i), hypotheses.get(--j)));
            } else if (j > 0 && (i == 0 || best[i][j] == best[i][j - 1])) {
                backwards.add(new EditStep(Kind.INSERTION, null, hypotheses.get(--j)));
            } else {
                backwards.add(new EditStep(Kind.DELETION, references.get(--i), null));
            }
        }
        Collections.reverse(backwards);
        steps.addAll(backwards);
    }

    /** The best sum of similarities for each pair of beginnings; a pair counts so much that as many as possible are made. */
    private static int[][] similarities(List<String> references, List<String> hypotheses) {
        int[][] best = new int[references.size() + 1][hypotheses.size() + 1];
        for (int i = 1; i < best.length; i++) {
            for (int j = 1; j < best[i].length; j++) {
                int pair = best[i - 1][j - 1] + similarity(references.get(i - 1), hypotheses.get(j - 1));
                best[i][j] = Math.max(pair, Math.max(best[i - 1][j], best[i][j - 1]));
            }
        }
        return best;
    }

    private static int similarity(String reference, String hypothesis) {
        // More than all that can be won by pairing fewer.
        int pair = 3 * MOST_CELLS / (1 << 10);
        if (reference.equalsIgnoreCase(hypothesis)) {
            return pair + 2;
        }
        boolean sameKind = DisplayTokens.isPunctuation(reference) == DisplayTokens.isPunctuation(hypothesis);
        return pair + (sameKind ? 1 : 0);
    }
}
