package dev.attune.speech.score;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How well a recogniser gets a term of one or more words, such as a name.
 *
 * <p>An occurrence is right when every word of it was recognised and no other word stands between them. In a text like "ha ha ha" the term "ha
 * ha" occurs twice. Measures: van Rijsbergen, Information Retrieval, 1979.
 *
 * @param term normalised, words separated by single blanks
 * @param inReference times that it was said
 * @param inHypothesis times that it was recognised, rightly or not
 * @param correct times that it was recognised where it was said
 */
public record TermAccuracy(String term, int inReference, int inHypothesis, int correct) {

    /** Name of the sum over several terms. */
    public static final String ALL = "";

    public TermAccuracy {
        if (correct < 0 || correct > Math.min(inReference, inHypothesis)) {
            throw new IllegalArgumentException(
                    "correct must be in [0, " + Math.min(inReference, inHypothesis) + "]; got " + correct);
        }
    }

    /**
     * Looks for terms in the alignments of a test set.
     *
     * @param terms normalised as the texts were; a blank one or a repetition is left out
     * @return one entry a term, in the order given
     */
    public static List<TermAccuracy> of(List<String> terms, CorpusScore score) {
        List<List<String>> wanted = terms.stream()
                .map(Tokens::words)
                .filter(words -> !words.isEmpty())
                .distinct()
                .toList();
        Map<String, List<Integer>> byFirstWord = new HashMap<>();
        for (int term = 0; term < wanted.size(); term++) {
            byFirstWord
                    .computeIfAbsent(wanted.get(term).getFirst(), word -> new ArrayList<>())
                    .add(term);
        }
        int[][] counts = new int[wanted.size()][3];
        for (UtteranceScore utterance : score.utterances()) {
            List<EditStep> steps = utterance.alignment().steps();
            for (int at = 0; at < steps.size(); at++) {
                count(steps, at, wanted, byFirstWord, counts);
            }
        }
        List<TermAccuracy> found = new ArrayList<>();
        for (int term = 0; term < counts.length; term++) {
            found.add(new TermAccuracy(
                    String.join(" ", wanted.get(term)), counts[term][0], counts[term][1], counts[term][2]));
        }
        return found;
    }

    /** All terms together; {@link #term} is {@link #ALL}. */
    public static TermAccuracy sum(List<TermAccuracy> terms) {
        return new TermAccuracy(
                ALL,
                terms.stream().mapToInt(TermAccuracy::inReference).sum(),
                terms.stream().mapToInt(TermAccuracy::inHypothesis).sum(),
                terms.stream().mapToInt(TermAccuracy::correct).sum());
    }

    /** Share of the times it was said in which it was recognised, in [0, 1]; NaN if it was never said. */
    public double recall() {
        return correct / (double) inReference;
    }

    /** Share of the times it was recognised in which it was said, in [0, 1]; NaN if it was never recognised. */
    public double precision() {
        return correct / (double) inHypothesis;
    }

    /** The harmonic mean of recall and precision, in [0, 1]; NaN if it was neither said nor recognised. */
    public double f1() {
        return 2.0 * correct / (inReference + inHypothesis);
    }

    private static void count(
            List<EditStep> steps,
            int at,
            List<List<String>> wanted,
            Map<String, List<Integer>> byFirstWord,
            int[][] counts) {
        EditStep step = steps.get(at);
        for (int term : step.reference() == null ? List.<Integer>of() : terms(byFirstWord, step.reference())) {
            if (startsAt(steps, at, wanted.get(term), true)) {
                counts[term][0]++;
                counts[term][2] += isRight(steps, at, wanted.get(term).size()) ? 1 : 0;
            }
        }
        for (int term : step.hypothesis() == null ? List.<Integer>of() : terms(byFirstWord, step.hypothesis())) {
            counts[term][1] += startsAt(steps, at, wanted.get(term), false) ? 1 : 0;
        }
    }

    private static List<Integer> terms(Map<String, List<Integer>> byFirstWord, String word) {
        return byFirstWord.getOrDefault(word, List.of());
    }

    /** Whether the words of one side, from a step that has one on, are the term. */
    private static boolean startsAt(List<EditStep> steps, int at, List<String> term, boolean reference) {
        int matched = 0;
        for (int i = at; i < steps.size() && matched < term.size(); i++) {
            String word = reference ? steps.get(i).reference() : steps.get(i).hypothesis();
            if (word != null && !word.equals(term.get(matched++))) {
                return false;
            }
        }
        return matched == term.size();
    }

    private static boolean isRight(List<EditStep> steps, int at, int words) {
        return at + words <= steps.size()
                && steps.subList(at, at + words).stream().allMatch(step -> step.kind() == EditStep.Kind.HIT);
    }
}
