package dev.attune.speech.lettertosound;

import dev.attune.speech.lm.ArpaWriter;
import dev.attune.speech.lm.CompactLm;
import dev.attune.speech.lm.KneserNeyEstimator;
import dev.attune.speech.lm.LanguageModel;
import dev.attune.speech.lm.LmState;
import dev.attune.speech.lm.NGramCounts;
import dev.attune.speech.lm.NGramModel;
import dev.attune.speech.lm.Vocabulary;
import dev.attune.speech.text.Lexicon;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Guesses how a word sounds from its spelling: an n-gram model over graphones, searched for the likeliest phones. Immutable and thread-safe.
 *
 * <p>File format ({@code letter-to-sound.bin}): an {@code lm.bin} (see {@code speech.lm}) whose words are graphones, {@code letters:phones}, phones
 * separated by {@code _}.
 */
public final class LetterToSound {

    private static final int ORDER = 5;
    private static final int BEAM = 60;

    /** Longer pieces are never one word; and the time grows with the length. */
    private static final int LONGEST_WORD = 60;

    private final LanguageModel graphones;
    private final Map<String, List<Candidate>> candidates = new HashMap<>();

    private record Candidate(int id, String phones) {}

    private LetterToSound(LanguageModel graphones) {
        this.graphones = graphones;
        Vocabulary vocabulary = graphones.vocabulary();
        for (int id = Vocabulary.FIRST_WORD_ID; id < vocabulary.size(); id++) {
            Graphone graphone = Graphone.of(vocabulary.word(id));
            candidates
                    .computeIfAbsent(graphone.letters(), key -> new ArrayList<>())
                    .add(new Candidate(id, graphone.phones()));
        }
    }

    /**
     * Learns from a lexicon.
     *
     * @throws IllegalArgumentException if no entry can be cut into letters and phones
     */
    public static LetterToSound train(Lexicon lexicon) {
        List<GraphoneAligner.Entry> entries = new ArrayList<>();
        for (String word : lexicon.words()) {
            if (isSpelling(word)) {
                for (String phones : lexicon.pronunciations(word)) {
                    entries.add(new GraphoneAligner.Entry(word, phones.split(" ")));
                }
            }
        }
        GraphoneAligner aligner = new GraphoneAligner();
        aligner.learn(entries);
        NGramCounts.Builder counts = NGramCounts.builder(ORDER);
        boolean any = false;
        for (GraphoneAligner.Entry entry : entries) {
            List<String> cut = aligner.cut(entry).stream().map(Graphone::symbol).toList();
            if (!cut.isEmpty()) {
                counts.add(cut);
                any = true;
            }
        }
        if (!any) {
            throw new IllegalArgumentException("the lexicon has no word of letters to learn from");
        }
        return new LetterToSound(KneserNeyEstimator.estimate(counts.build()));
    }

    /** Display forms with blanks, capitals or digits say nothing about spelling. */
    static boolean isSpelling(String word) {
        return word.chars().allMatch(c -> c == '\'' || Character.isLowerCase(c)) && word.length() <= LONGEST_WORD;
    }

    public static LetterToSound read(Path file) throws IOException {
        return new LetterToSound(CompactLm.read(file));
    }

    public void write(Path file) throws IOException {
        CompactLm.write(graphones, file);
    }

    /**
     * Writes the joint n-grams as an ARPA file with the names of Phonetisaurus: letters, "}", phones; "|" between two letters or two phones, "_"
     * for no phone. {@code phonetisaurus-arpa2wfst} makes of it the transducer that {@code phonetisaurus-g2pfst} runs.
     *
     * <p>Source of the notation: J. R. Novak, N. Minematsu, K. Hirose, Phonetisaurus, Natural Language Engineering 22(6), 2016.
     */
    public void writeArpa(Path file) throws IOException {
        if (!(graphones instanceof NGramModel nGrams)) {
            throw new IOException("a letter-to-sound model that is a mixture has no ARPA form");
        }
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            ArpaWriter.write(nGrams, LetterToSound::jointName, out);
        }
    }

    private static String jointName(String symbol) {
        // <s>, </s> and <unk> keep their names.
        return symbol.indexOf(':') < 0 ? symbol : Graphone.of(symbol).jointName();
    }

    /**
     * The likeliest pronunciations, best first; empty for a word with letters that were never seen.
     *
     * @param word lower-case letters and apostrophes
     * @param count how many at most
     */
    public List<Guess> pronounce(String word, int count) {
        if (word.isEmpty() || word.length() > LONGEST_WORD) {
            return List.of();
        }
        List<Map<Partial, Double>> beams = new ArrayList<>();
        for (int i = 0; i <= word.length(); i++) {
            beams.add(new LinkedHashMap<>());
        }
        beams.getFirst().put(new Partial(graphones.start(), ""), 0.0);
        for (int i = 0; i < word.length(); i++) {
            for (Map.Entry<Partial, Double> path : best(beams.get(i))) {
                for (int length = 1; length <= 2 && i + length <= word.length(); length++) {
                    for (Candidate candidate : candidates.getOrDefault(word.substring(i, i + length), List.of())) {
                        LanguageModel.Scored scored = graphones.next(path.getKey().context, candidate.id);
                        String phones = join(path.getKey().phones, candidate.phones);
                        beams.get(i + length)
                                .merge(
                                        new Partial(scored.context(), phones),
                                        path.getValue() + scored.logProb(),
                                        LetterToSound::logSum);
                    }
                }
            }
        }
        Map<String, Double> finished = new HashMap<>();
        beams.getLast()
                .forEach((path, score) ->
                        finished.merge(path.phones, score + graphones.finish(path.context), LetterToSound::logSum));
        finished.remove("");
        double total = finished.values().stream().reduce(Double.NEGATIVE_INFINITY, LetterToSound::logSum);
        return finished.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(count)
                .map(entry -> new Guess(entry.getKey(), Math.exp(entry.getValue() - total)))
                .toList();
    }

    /** Graphones so far as far as they matter: the model's context and the phones. */
    private record Partial(LmState context, String phones) {}

    private static List<Map.Entry<Partial, Double>> best(Map<Partial, Double> beam) {
        return beam.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(BEAM)
                .toList();
    }

    private static String join(String left, String right) {
        return left.isEmpty() ? right : right.isEmpty() ? left : left + " " + right;
    }

    private static double logSum(double a, double b) {
        double high = Math.max(a, b);
        return high == Double.NEGATIVE_INFINITY ? high : high + Math.log1p(Math.exp(Math.min(a, b) - high));
    }

    /**
     * @param phones separated by one blank
     * @param probability among all pronunciations of the word that the search kept, in [0, 1]
     */
    public record Guess(String phones, double probability) {}
}
