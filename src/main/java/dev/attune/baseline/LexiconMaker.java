package dev.attune.baseline;

import dev.attune.speech.text.Lexicon;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Chooses the words of a baseline's lexicon and pronounces them. */
final class LexiconMaker {

    /** A word outside the word lists must occur this often: rarer ones are mostly spelling errors and invented names. */
    private static final int TRUSTED_OCCURRENCES = 6;

    private LexiconMaker() {}

    /**
     * The most frequent words, most frequent first; of equally frequent ones the shortest first, so that the letters of the alphabet are in and what is
     * cut off is long and rare, then by alphabet.
     *
     * @param listed words of word lists, which are taken even if they do not occur
     * @param maximum number of words at most
     */
    static List<String> words(Collection<String> sentences, Set<String> listed, int maximum) {
        Map<String, Integer> counts = new HashMap<>();
        for (String sentence : sentences) {
            for (String word : sentence.split(" ")) {
                counts.merge(word, 1, Integer::sum);
            }
        }
        counts.values().removeIf(count -> count < 1);
        counts.entrySet().removeIf(entry -> entry.getValue() < TRUSTED_OCCURRENCES && !listed.contains(entry.getKey()));
        listed.forEach(word -> counts.putIfAbsent(word, 0));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(entry -> entry.getKey().length())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(maximum)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Pronounces words by espeak-ng; words with weak forms get those of the product's own table. Words without sound are left out. */
    static Lexicon pronounce(List<String> words) throws IOException {
        Lexicon weak = functionWords();
        Lexicon lexicon = new Lexicon();
        List<String> others = new ArrayList<>();
        for (String word : words) {
            if (!weak.contains(word)) {
                others.add(word);
            }
        }
        lexicon.addAll(weak);
        List<Optional<String>> phones = new EspeakPhonemizer().pronounce(others);
        for (int i = 0; i < others.size(); i++) {
            String word = others.get(i);
            phones.get(i).ifPresent(pronunciation -> lexicon.add(word, pronunciation));
        }
        return lexicon;
    }

    /** Function words by hand: the form in running speech first, the stressed one after it. */
    static Lexicon functionWords() throws IOException {
        try (InputStream stream = LexiconMaker.class.getResourceAsStream("function-words.tsv")) {
            if (stream == null) {
                throw new IOException("function-words.tsv is missing beside " + LexiconMaker.class.getName());
            }
            Lexicon lexicon = new Lexicon();
            new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                String[] fields = line.split("\t");
                for (int i = 1; i < fields.length; i++) {
                    lexicon.add(fields[0], fields[i]);
                }
            });
            return lexicon;
        }
    }
}
