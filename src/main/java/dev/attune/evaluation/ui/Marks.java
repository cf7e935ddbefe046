package dev.attune.evaluation.ui;

import dev.attune.speech.score.EditStep;
import java.util.EnumSet;
import java.util.Set;

/**
 * How texts side by side are shown.
 *
 * @param kinds errors of these kinds are marked; others look as if they were right, and missing words are left out
 */
record Marks(Set<EditStep.Kind> kinds, Text text) {

    static final Set<EditStep.Kind> ERRORS =
            EnumSet.of(EditStep.Kind.SUBSTITUTION, EditStep.Kind.DELETION, EditStep.Kind.INSERTION);

    /** Which texts stand side by side. */
    enum Text {
        /** The very texts and alignments that were counted. */
        SCORED("Lexical, normalised"),
        /** Transcript and recognised words without normalisation, aligned anew. */
        AS_RECOGNIZED("Lexical, as it is"),
        /** Transcript and display text, by the tokens that the token error rate counts. */
        DISPLAY("Display");

        private final String label;

        Text(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    Marks {
        kinds = Set.copyOf(kinds);
    }
}
