package dev.attune.evaluation;

import dev.attune.speech.score.Alignment;
import dev.attune.speech.score.EditStep;
import dev.attune.speech.score.Tokens;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * An alignment as text: one letter a column, {@code H} hit, {@code S} substitution, {@code D} deletion, {@code I} insertion. With the two texts
 * the alignment comes back exactly as it was counted.
 */
final class EditCode {

    private EditCode() {}

    static String write(Alignment alignment) {
        StringBuilder code = new StringBuilder(alignment.steps().size());
        for (EditStep step : alignment.steps()) {
            code.append(letter(step.kind()));
        }
        return code.toString();
    }

    static char letter(EditStep.Kind kind) {
        return switch (kind) {
            case HIT -> 'H';
            case SUBSTITUTION -> 'S';
            case DELETION -> 'D';
            case INSERTION -> 'I';
        };
    }

    /**
     * @throws IllegalArgumentException if the code does not fit the texts
     */
    static Alignment read(String code, String reference, String hypothesis) {
        Iterator<String> wanted = Tokens.words(reference).iterator();
        Iterator<String> found = Tokens.words(hypothesis).iterator();
        List<EditStep> steps = new ArrayList<>(code.length());
        for (int i = 0; i < code.length(); i++) {
            EditStep.Kind kind =
                    switch (code.charAt(i)) {
                        case 'H' -> EditStep.Kind.HIT;
                        case 'S' -> EditStep.Kind.SUBSTITUTION;
                        case 'D' -> EditStep.Kind.DELETION;
                        case 'I' -> EditStep.Kind.INSERTION;
                        default -> throw new IllegalArgumentException("unknown edit in " + code);
                    };
            boolean takesReference = kind != EditStep.Kind.INSERTION;
            boolean takesHypothesis = kind != EditStep.Kind.DELETION;
            if (takesReference && !wanted.hasNext() || takesHypothesis && !found.hasNext()) {
                throw new IllegalArgumentException("edits " + code + " are longer than their texts");
            }
            steps.add(new EditStep(kind, takesReference ? wanted.next() : null, takesHypothesis ? found.next() : null));
        }
        if (wanted.hasNext() || found.hasNext()) {
            throw new IllegalArgumentException("edits " + code + " are shorter than their texts");
        }
        return new Alignment(steps);
    }
}
