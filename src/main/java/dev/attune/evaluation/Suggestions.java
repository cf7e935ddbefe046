package dev.attune.evaluation;

import dev.attune.speech.score.Alignment;
import dev.attune.speech.score.CorpusScore;
import dev.attune.speech.score.EditStep;
import dev.attune.speech.score.UtteranceScore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds in the alignments of a test the words that related text or a pronunciation could mend. */
final class Suggestions {

    private static final int HEARD = 3;

    /** A known word that was said once and missed once says nothing yet. */
    private static final int FEWEST_OF_KNOWN = 2;

    private Suggestions() {}

    private static final class Tally {
        private int said;
        private int wrong;
        private final Map<String, Integer> heard = new LinkedHashMap<>();
    }

    /**
     * The reference words that a model does not have, and those that it got wrong more often than right; the former first, then by how often they
     * were wrong.
     *
     * @param known words of the model; null where they are not known
     * @param limit most that are returned
     */
    static List<Suggestion> of(CorpusScore score, @Nullable Predicate<String> known, int limit) {
        Map<String, Tally> tallies = new LinkedHashMap<>();
        for (UtteranceScore utterance : score.utterances()) {
            count(utterance.alignment(), tallies);
        }
        List<Suggestion> found = new ArrayList<>();
        tallies.forEach((word, tally) -> {
            boolean strange = known != null && !known.test(word);
            // One that is right all the same is part of an entry of several words.
            boolean worth = strange ? tally.wrong > 0 : tally.said >= FEWEST_OF_KNOWN && 2 * tally.wrong > tally.said;
            if (worth) {
                found.add(new Suggestion(word, tally.said, tally.wrong, strange, heard(tally)));
            }
        });
        found.sort(Comparator.comparing((Suggestion each) -> !each.outOfVocabulary())
                .thenComparing(Comparator.comparingInt(Suggestion::wrong).reversed())
                .thenComparing(Suggestion::word));
        return found.size() > limit ? List.copyOf(found.subList(0, limit)) : found;
    }

    private static List<String> heard(Tally tally) {
        return tally.heard.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(HEARD)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static void count(Alignment alignment, Map<String, Tally> tallies) {
        List<EditStep> steps = alignment.steps();
        for (int i = 0; i < steps.size(); i++) {
            String word = steps.get(i).reference();
            if (word == null) {
                continue;
            }
            Tally tally = tallies.computeIfAbsent(word, key -> new Tally());
            tally.said++;
            if (steps.get(i).kind() != EditStep.Kind.HIT) {
                tally.wrong++;
                String heard = inItsPlace(steps, i);
                if (!heard.isEmpty()) {
                    tally.heard.merge(heard, 1, Integer::sum);
                }
            }
        }
    }

    /** A long name is often heard as several words: one in its place, the others inserted beside it. */
    private static String inItsPlace(List<EditStep> steps, int at) {
        int from = at;
        while (from > 0 && steps.get(from - 1).kind() == EditStep.Kind.INSERTION) {
            from--;
        }
        int to = at + 1;
        while (to < steps.size() && steps.get(to).kind() == EditStep.Kind.INSERTION) {
            to++;
        }
        List<String> words = new ArrayList<>();
        for (EditStep step : steps.subList(from, to)) {
            if (step.hypothesis() != null) {
                words.add(step.hypothesis());
            }
        }
        return String.join(" ", words);
    }
}
