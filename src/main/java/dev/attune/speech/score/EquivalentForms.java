package dev.attune.speech.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The second view of a score in English: number words equal digits, and contractions equal their full forms. It tells how much of an error rate is
 * a matter of writing. The word error rate proper never uses it.
 *
 * <p>Numbers become their digits, each a token: "nineteen oh five", "one thousand nine hundred and five" and "1905" are all {@code 1 9 0 5}.
 * Ordinals stay. Contractions become full forms; where one has several ("it's"), that is taken which the other side has, else the commonest.
 * {@code 's} is taken for a verb only after a pronoun or the like, so that a possessive stays.
 */
public final class EquivalentForms {

    private static final Map<String, Integer> SMALL = Map.ofEntries(
            Map.entry("zero", 0),
            Map.entry("one", 1),
            Map.entry("two", 2),
            Map.entry("three", 3),
            Map.entry("four", 4),
            Map.entry("five", 5),
            Map.entry("six", 6),
            Map.entry("seven", 7),
            Map.entry("eight", 8),
            Map.entry("nine", 9),
            Map.entry("ten", 10),
            Map.entry("eleven", 11),
            Map.entry("twelve", 12),
            Map.entry("thirteen", 13),
            Map.entry("fourteen", 14),
            Map.entry("fifteen", 15),
            Map.entry("sixteen", 16),
            Map.entry("seventeen", 17),
            Map.entry("eighteen", 18),
            Map.entry("nineteen", 19),
            Map.entry("twenty", 20),
            Map.entry("thirty", 30),
            Map.entry("forty", 40),
            Map.entry("fifty", 50),
            Map.entry("sixty", 60),
            Map.entry("seventy", 70),
            Map.entry("eighty", 80),
            Map.entry("ninety", 90));
    private static final Map<String, Long> SCALES =
            Map.of("thousand", 1_000L, "million", 1_000_000L, "billion", 1_000_000_000L);
    private static final String HUNDRED = "hundred";

    private static final Map<String, String> WHOLE_CONTRACTIONS = Map.of(
            "won't", "will not", "can't", "can not", "cannot", "can not", "shan't", "shall not", "let's", "let us");
    private static final Map<String, List<String>> ENDINGS = Map.of(
            "n't", List.of("not"),
            "'re", List.of("are"),
            "'ve", List.of("have"),
            "'ll", List.of("will"),
            "'m", List.of("am"),
            "'s", List.of("is", "has"),
            "'d", List.of("would", "had"));
    private static final List<String> BEFORE_VERB_S =
            List.of("it", "he", "she", "that", "this", "there", "here", "what", "who", "where", "when", "how", "why");

    private EquivalentForms() {}

    /** Scores the same utterances again, both sides in equivalent forms. */
    public static CorpusScore rescore(CorpusScore score, Aligner aligner) {
        return new CorpusScore(score.utterances().stream()
                .map(utterance -> rescore(utterance, aligner))
                .toList());
    }

    private static UtteranceScore rescore(UtteranceScore utterance, Aligner aligner) {
        List<String> reference = new ArrayList<>();
        List<String> hypothesis = new ArrayList<>();
        for (EditStep step : utterance.alignment().steps()) {
            if (step.reference() != null) {
                reference.add(step.reference());
            }
            if (step.hypothesis() != null) {
                hypothesis.add(step.hypothesis());
            }
        }
        return UtteranceScore.of(
                utterance.id(),
                String.join(" ", of(reference, hypothesis)),
                String.join(" ", of(hypothesis, reference)),
                aligner);
    }

    /**
     * One side in its equivalent form.
     *
     * @param words small letters
     * @param other the other side as it was, which decides between several full forms
     */
    public static List<String> of(List<String> words, List<String> other) {
        return new Numbers(fullForms(words, other)).digits();
    }

    private static List<String> fullForms(List<String> words, List<String> other) {
        List<String> full = new ArrayList<>();
        for (String word : words) {
            full.addAll(Arrays.asList(fullForm(word, words, other).split(" ")));
        }
        return full;
    }

    private static String fullForm(String word, List<String> own, List<String> other) {
        String whole = WHOLE_CONTRACTIONS.get(word);
        if (whole != null) {
            return whole;
        }
        for (Map.Entry<String, List<String>> ending : ENDINGS.entrySet()) {
            String stem = word.endsWith(ending.getKey())
                    ? word.substring(0, word.length() - ending.getKey().length())
                    : "";
            boolean verb = !ending.getKey().equals("'s") || BEFORE_VERB_S.contains(stem);
            if (!stem.isEmpty() && verb && !word.equals("ain't")) {
                return stem + " " + best(stem, ending.getValue(), own, other);
            }
        }
        return word;
    }

    /** The form that the other side has oftener than this one, else the first. */
    private static String best(String stem, List<String> verbs, List<String> own, List<String> other) {
        String best = verbs.getFirst();
        int most = 0;
        for (String verb : verbs) {
            List<String> form = List.of(stem, verb);
            int more = occurrences(form, other) - occurrences(form, own);
            if (more > most) {
                most = more;
                best = verb;
            }
        }
        return best;
    }

    private static int occurrences(List<String> form, List<String> words) {
        int count = 0;
        for (int i = 0; i + form.size() <= words.size(); i++) {
            count += words.subList(i, i + form.size()).equals(form) ? 1 : 0;
        }
        return count;
    }

    /** Reads numbers from left to right, each as long as it can be. */
    private static final class Numbers {

        private final List<String> words;
        private final List<String> out = new ArrayList<>();
        private boolean open;
        private long total;
        private long group;
        private long lastScale = Long.MAX_VALUE;
        /** What was read last took the number to full hundreds or thousands. */
        private boolean round;

        Numbers(List<String> words) {
            this.words = words;
        }

        List<String> digits() {
            for (int i = 0; i < words.size(); i++) {
                String word = words.get(i);
                if (SMALL.containsKey(word)) {
                    small(SMALL.get(word));
                } else if (word.equals(HUNDRED)) {
                    hundred();
                } else if (SCALES.containsKey(word)) {
                    scale(SCALES.get(word));
                } else if (isOh(i)) {
                    small(0);
                } else if (!isSilent(i)) {
                    close();
                    out.addAll(word.chars().allMatch(c -> c >= '0' && c <= '9') ? characters(word) : List.of(word));
                }
            }
            close();
            return Collections.unmodifiableList(out);
        }

        private void small(int value) {
            boolean fits = open
                    && value > 0
                    && (value < 10
                            ? group % 10 == 0 && (group % 100 >= 20 || group % 100 == 0 && round)
                            : group % 100 == 0 && round);
            if (!fits) {
                close();
                open = true;
            }
            group += value;
            round = false;
        }

        private void hundred() {
            if (!open || group == 0 || group >= 100) {
                close();
                open = true;
                group = 1;
            }
            group *= 100;
            round = true;
        }

        private void scale(long scale) {
            if (!open || group == 0 || lastScale <= scale) {
                close();
                open = true;
                group = 1;
            }
            total += group * scale;
            group = 0;
            lastScale = scale;
            round = true;
        }

        private void close() {
            if (open) {
                out.addAll(characters(String.valueOf(total + group)));
            }
            open = false;
            total = 0;
            group = 0;
            lastScale = Long.MAX_VALUE;
            round = false;
        }

        /** "Oh" beside a number. */
        private boolean isOh(int at) {
            return words.get(at).equals("oh")
                    && (open || at + 1 < words.size() && SMALL.getOrDefault(words.get(at + 1), 100) < 10);
        }

        /** "And" within a number, and "a" before a hundred. */
        private boolean isSilent(int at) {
            String next = at + 1 < words.size() ? words.get(at + 1) : "";
            return switch (words.get(at)) {
                case "and" -> open && round && SMALL.getOrDefault(next, 0) > 0;
                case "a" -> !open && (next.equals(HUNDRED) || SCALES.containsKey(next));
                default -> false;
            };
        }

        private static List<String> characters(String number) {
            return number.chars().mapToObj(Character::toString).toList();
        }
    }
}
