package dev.attune.speech.lettertosound;

import dev.attune.speech.lettertosound.LetterToSound.Guess;
import dev.attune.speech.score.Aligner;
import dev.attune.speech.score.ErrorCounts;
import dev.attune.speech.text.Lexicon;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How well letter-to-sound guesses words that it never saw: a slice of the lexicon is kept aside, a model is learnt from the rest, and each kept
 * word is compared with the nearest of its pronunciations, as Bisani and Ney 2008 do (section 5).
 *
 * @param words kept aside
 * @param phones of the best guesses against the nearest pronunciation
 * @param wrongWords whose best guess has an error
 * @param wrongWordsOfFive of whose five best guesses none is right
 */
public record SpellingScore(int words, ErrorCounts phones, int wrongWords, int wrongWordsOfFive) {

    private static final int GUESSES = 5;

    /**
     * Keeps words aside, learns from the others, and counts.
     *
     * @param share kept aside, in (0, 1)
     * @param seed of the choice
     * @throws IllegalArgumentException if one part or the other has no word of letters
     */
    public static SpellingScore run(Lexicon lexicon, double share, long seed) {
        List<String> words = new ArrayList<>(
                lexicon.words().stream().filter(LetterToSound::isSpelling).toList());
        Collections.shuffle(words, new Random(seed));
        int kept = (int) Math.ceil(share * words.size());
        if (kept == 0 || kept == words.size()) {
            throw new IllegalArgumentException(
                    "share must leave words on both sides; got " + share + " of " + words.size() + " words");
        }
        Lexicon rest = new Lexicon();
        words.subList(kept, words.size())
                .forEach(word -> lexicon.pronunciations(word).forEach(phones -> rest.add(word, phones)));
        return of(LetterToSound.train(rest), lexicon, words.subList(0, kept));
    }

    /** Counts over words that the model has not learnt from. */
    public static SpellingScore of(LetterToSound model, Lexicon lexicon, List<String> words) {
        // Words are independent of each other, and guessing them takes most of the time.
        List<One> each = words.parallelStream()
                .map(word -> one(model.pronounce(word, GUESSES), lexicon.pronunciations(word)))
                .toList();
        ErrorCounts sum = each.stream().map(One::phones).reduce(ErrorCounts.NONE, ErrorCounts::plus);
        int wrong = (int) each.stream().filter(one -> one.phones.errors() > 0).count();
        int wrongOfFive = (int) each.stream().filter(one -> !one.amongFive).count();
        return new SpellingScore(words.size(), sum, wrong, wrongOfFive);
    }

    private record One(ErrorCounts phones, boolean amongFive) {}

    private static One one(List<Guess> guesses, List<String> pronunciations) {
        List<String> best =
                guesses.isEmpty() ? List.of() : split(guesses.getFirst().phones());
        ErrorCounts nearest = pronunciations.stream()
                .map(phones -> Aligner.levenshtein().align(split(phones), best).counts())
                .min(Comparator.comparingDouble(ErrorCounts::rate))
                .orElseThrow();
        return new One(nearest, guesses.stream().anyMatch(guess -> pronunciations.contains(guess.phones())));
    }

    private static List<String> split(String phones) {
        return Arrays.asList(phones.split(" "));
    }

    /** Share of wrong phones, a fraction. */
    public double phoneErrorRate() {
        return phones.rate();
    }

    /** Share of the words whose best guess has an error, a fraction. */
    public double wordErrorRate() {
        return wrongWords / (double) words;
    }

    /** One sentence for logs and cards. */
    public String sentence() {
        return String.format(
                Locale.ROOT,
                "Letter-to-sound on %,d words kept aside: %.2f %% of the phones wrong (%,d of %,d), %.1f %% of the words; the right"
                        + " pronunciation is not among the %d best guesses of %.1f %%.",
                words,
                100 * phoneErrorRate(),
                phones.errors(),
                phones.words(),
                100 * wordErrorRate(),
                GUESSES,
                100.0 * wrongWordsOfFive / words);
    }
}
