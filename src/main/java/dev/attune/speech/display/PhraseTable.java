package dev.attune.speech.display;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Phrases looked up in running text, whole words only. Capitals and grammar punctuation do not matter: the marks {@value #GRAMMAR} at the
 * beginning or end of a word.
 *
 * @param <T> what belongs to a phrase
 */
final class PhraseTable<T> {

    /** As the vendor lists it. */
    static final String GRAMMAR = ".,?!:;、？。，¿¡।؟،";

    private final Map<String, T> phrases = new HashMap<>();
    private int longest;

    /** A word with its marks apart. */
    record Parts(String before, String core, String after) {

        static Parts of(String word) {
            int from = 0;
            while (from < word.length() && GRAMMAR.indexOf(word.charAt(from)) >= 0) {
                from++;
            }
            int to = word.length();
            while (to > from && GRAMMAR.indexOf(word.charAt(to - 1)) >= 0) {
                to--;
            }
            return new Parts(word.substring(0, from), word.substring(from, to), word.substring(to));
        }

        String key() {
            return core.toLowerCase(Locale.ROOT);
        }
    }

    /** A phrase found: the words from a place to before {@code to}. */
    record Found<T>(int to, T value) {}

    /** The words of a phrase as they are compared; empty if it has none. */
    static List<String> key(String phrase) {
        List<String> key = new ArrayList<>();
        for (String word : phrase.strip().split("\\s+")) {
            String part = Parts.of(word).key();
            if (!part.isEmpty()) {
                key.add(part);
            }
        }
        return key;
    }

    void put(List<String> key, T value) {
        if (!key.isEmpty()) {
            phrases.put(String.join(" ", key), value);
            longest = Math.max(longest, key.size());
        }
    }

    boolean contains(List<String> key) {
        return phrases.containsKey(String.join(" ", key));
    }

    /** The longest phrase that begins at a place; null if none does. */
    @Nullable
    Found<T> at(List<Parts> text, int from) {
        StringBuilder key = new StringBuilder();
        Found<T> found = null;
        for (int i = from; i < Math.min(text.size(), from + longest); i++) {
            key.append(i == from ? "" : " ").append(text.get(i).key());
            T value = phrases.get(key.toString());
            if (value != null) {
                found = new Found<>(i + 1, value);
            }
        }
        return found;
    }

    Set<String> phrases() {
        return phrases.keySet();
    }
}
