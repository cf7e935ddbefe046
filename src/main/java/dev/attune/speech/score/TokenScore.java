package dev.attune.speech.score;

import dev.attune.speech.score.EditStep.Kind;
import dev.attune.speech.text.TextNormalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The display text of one utterance against its reference as a person wrote it, with capitals and punctuation. A reference without them
 * makes every figure here meaningless.
 *
 * <p>Tokens are those of {@link DisplayTokens}, aligned at sclite's costs, where of equal alignments that is taken which pairs words with
 * words. Each edit belongs to one {@link TokenErrorClass}. Numbers may be
 * written with more or fewer tokens than they have words, so the edits in a row between two hits are looked at together, normalised with
 * the hits around them, which tell a year from a number: the longest stretches that are said alike are matters of inverse normalisation.
 *
 * @param alignment the tokens side by side
 * @param classes the class of each step that is no hit, by its place in the alignment
 */
public record TokenScore(Alignment alignment, Map<Integer, TokenErrorClass> classes) {

    /** A number that takes more tokens than this is rarely written out, and the search is quadratic. */
    private static final int LONGEST_STRETCH = 16;

    /** Hits on either side that may decide how a number is said. */
    private static final int CONTEXT = 5;

    public TokenScore {
        classes = Map.copyOf(classes);
    }

    /**
     * @param reference display text as it ought to be
     * @param hypothesis display text as it was recognised
     * @param normalizer tells which spellings are said alike; that of the texts' locale
     */
    public static TokenScore of(String reference, String hypothesis, TextNormalizer normalizer) {
        Alignment alignment =
                TokenPairing.of(Aligner.sclite().align(DisplayTokens.of(reference), DisplayTokens.of(hypothesis)));
        return new TokenScore(alignment, new Classifier(alignment.steps(), normalizer).classes());
    }

    public TokenErrors errors() {
        Map<TokenErrorClass, Integer> edits = new EnumMap<>(TokenErrorClass.class);
        classes.values().forEach(each -> edits.merge(each, 1, Integer::sum));
        return new TokenErrors(alignment.counts(), edits);
    }

    private static final class Classifier {

        private final List<EditStep> steps;
        private final TextNormalizer normalizer;
        private final Map<Integer, TokenErrorClass> classes = new TreeMap<>();

        Classifier(List<EditStep> steps, TextNormalizer normalizer) {
            this.steps = steps;
            this.normalizer = normalizer;
        }

        Map<Integer, TokenErrorClass> classes() {
            int at = 0;
            while (at < steps.size()) {
                int from = at;
                while (at < steps.size() && steps.get(at).kind() != Kind.HIT) {
                    at++;
                }
                classify(from, at);
                at++;
            }
            return classes;
        }

        /** The edits of one run, from {@code from} to before {@code to}. */
        private void classify(int from, int to) {
            int at = from;
            while (at < to) {
                int end = Math.min(to, at + LONGEST_STRETCH);
                while (end > at && !saidAlike(at, end)) {
                    end--;
                }
                for (int i = at; i < Math.max(end, at + 1); i++) {
                    classes.put(i, classOf(steps.get(i), i < end));
                }
                at = Math.max(end, at + 1);
            }
        }

        private TokenErrorClass classOf(EditStep step, boolean saidAlike) {
            String reference = step.reference();
            String hypothesis = step.hypothesis();
            if (reference != null && hypothesis != null && reference.equalsIgnoreCase(hypothesis)) {
                return TokenErrorClass.CAPITALIZATION;
            }
            if (isPunctuation(reference) || isPunctuation(hypothesis)) {
                return TokenErrorClass.PUNCTUATION;
            }
            if (saidAlike) {
                return TokenErrorClass.INVERSE_TEXT_NORMALIZATION;
            }
            return hasWords(reference) && hasWords(hypothesis) ? TokenErrorClass.LEXICAL : TokenErrorClass.OTHERS;
        }

        private static boolean isPunctuation(@Nullable String token) {
            return token != null && DisplayTokens.isPunctuation(token);
        }

        /** A side that is absent does not count against the other. */
        private boolean hasWords(@Nullable String token) {
            return token == null || !normalizer.normalize(token).isEmpty();
        }

        /** Whether both sides of a stretch hold words, and the same ones. */
        private boolean saidAlike(int from, int to) {
            String reference = text(from, to, true);
            String hypothesis = text(from, to, false);
            if (normalizer.normalize(reference).isEmpty()
                    || normalizer.normalize(hypothesis).isEmpty()) {
                return false;
            }
            String before = hits(from - CONTEXT, from);
            String after = hits(to, to + CONTEXT);
            return normalizer
                    .normalize(before + " " + reference + " " + after)
                    .equals(normalizer.normalize(before + " " + hypothesis + " " + after));
        }

        private String text(int from, int to, boolean ofReference) {
            List<String> tokens = new ArrayList<>();
            for (EditStep step : steps.subList(from, to)) {
                String token = ofReference ? step.reference() : step.hypothesis();
                if (token != null) {
                    tokens.add(token);
                }
            }
            return String.join(" ", tokens);
        }

        /** Tokens that both sides have; edits between them are left out. */
        private String hits(int from, int to) {
            List<String> tokens = new ArrayList<>();
            for (EditStep step : steps.subList(Math.max(0, from), Math.min(steps.size(), to))) {
                String reference = step.reference();
                if (step.kind() == Kind.HIT && reference != null) {
                    tokens.add(reference);
                }
            }
            return String.join(" ", tokens);
        }
    }
}
