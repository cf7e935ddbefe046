package dev.attune.speech.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.speech.acoustic.AcousticOutput;
import dev.attune.speech.acoustic.LogProbMatrix;
import dev.attune.speech.lm.KneserNeyEstimator;
import dev.attune.speech.lm.LanguageModel;
import dev.attune.speech.lm.LmState;
import dev.attune.speech.lm.NGramCounts;
import dev.attune.speech.text.Lexicon;
import dev.attune.speech.text.TokenSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a beam that keeps everything, the decoder must find what listing every path of tokens finds. */
final class BeamDecoderTest {

    private static final TokenSet PHONES = new TokenSet(List.of(TokenSet.BLANK, "A", "B", TokenSet.PHONE_BOUNDARY));
    private static final TokenSet WITHOUT_BOUNDARY = new TokenSet(List.of(TokenSet.BLANK, "A", "B"));
    private static final int MOST_WORDS = 3;

    private static final LanguageModel LM = KneserNeyEstimator.estimate(NGramCounts.builder(2)
            .add("ab a")
            .add("a a ba")
            .add("ba ab")
            .add("bb")
            .build());

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void findsTheBestOfAllPaths(long seed) {
        LogProbMatrix matrix = random(6, PHONES.size(), seed);
        BeamOptions everything = new BeamOptions(1_000_000, 1e9, 0.8, 0.4, 1000);

        List<Hypothesis> found =
                BeamDecoder.phones(lexicon(), PHONES, LM, everything).decode(output(matrix));

        assertSame(found, enumerate(matrix, lexicon(), LM, 3, everything));
    }

    /** The penalty is the same as a network that gave its blanks that much less. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void blankPenaltyLowersEveryBlank(long seed) {
        LogProbMatrix matrix = random(6, PHONES.size(), seed);
        BeamOptions everything = new BeamOptions(1_000_000, 1e9, 0.8, 0.4, 1000, 1.7);

        List<Hypothesis> found =
                BeamDecoder.phones(lexicon(), PHONES, LM, everything).decode(output(matrix));

        assertSame(found, enumerate(withLowerBlanks(matrix, 1.7), lexicon(), LM, 3, everything));
    }

    /** Words that sound alike, words with several pronunciations, and one with a boundary within. */
    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    void findsTheBestOfAllPathsThroughAnUntidyLexicon(long seed) {
        LogProbMatrix matrix = random(6, PHONES.size(), seed);
        BeamOptions everything = new BeamOptions(1_000_000, 1e9, 0.8, 0.2, 5000);
        Lexicon lexicon = lexicon();
        lexicon.add("eh", "A");
        lexicon.add("ba", "B");
        lexicon.add("ab", "B B");
        lexicon.add("a-b", "A | B");

        List<Hypothesis> found =
                BeamDecoder.phones(lexicon, PHONES, LM, everything).decode(output(matrix));

        assertSame(found, enumerate(matrix, lexicon, LM, 3, everything));
    }

    /** Overlapping phrases, one within another, one begun and broken off, and a word that neither lexicon nor language model has. */
    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43, 44})
    void findsTheBestOfAllPathsWithPhrases(long seed) {
        LogProbMatrix matrix = random(6, PHONES.size(), seed);
        BeamOptions everything = new BeamOptions(1_000_000, 1e9, 0.8, 0.1, 5000);
        Lexicon added = new Lexicon();
        added.add("bab", "B A B");
        added.add("bab", "B A");
        List<Phrase> phrases = List.of(
                new Phrase(List.of("a", "ab", "a")),
                new Phrase(List.of("ab", "a"), 0.5),
                new Phrase(List.of("a", "a", "ba"), 2),
                new Phrase(List.of("a"), 0.25),
                new Phrase(List.of("bab", "a")),
                new Phrase(List.of("bab"), 1.5));
        Lexicon all = lexicon();
        all.addAll(added);

        List<Hypothesis> found = BeamDecoder.phones(lexicon(), PHONES, LM, everything)
                .withPhrases(phrases, added)
                .decode(output(matrix));

        assertSame(found, enumerate(matrix, all, LM, 3, everything, phrases));
    }

    @Test
    void phrasesBringBackWhatAUsualBeamWouldDrop() {
        Lexicon lexicon = lexicon();
        AcousticOutput output = output(path(PHONES, "A B - A - | B A - B"));
        BeamDecoder decoder = BeamDecoder.phones(lexicon, PHONES, LM, BeamOptions.defaults());
        Lexicon added = new Lexicon();
        added.add("Aba", "A B A");
        added.add("bab", "B A B");

        assertThat(decoder.decode(output).getFirst().text()).doesNotContain("Aba", "bab");
        assertThat(decoder.withPhrases(List.of(new Phrase(List.of("Aba", "bab"))), added)
                        .decode(output)
                        .getFirst()
                        .text())
                .isEqualTo("Aba bab");
    }

    @Test
    void aPhraseThatWasNotSaidDoesNoHarm() {
        AcousticOutput output = output(path(PHONES, "A B - | - B - B"));
        BeamDecoder decoder = BeamDecoder.phones(lexicon(), PHONES, LM, BeamOptions.defaults());
        Lexicon added = new Lexicon();
        added.add("bababa", "B A B A B A");

        Hypothesis without = decoder.decode(output).getFirst();
        Hypothesis with = decoder.withPhrases(
                        List.of(new Phrase(List.of("bababa", "a")), new Phrase(List.of("bb", "ba", "a"))), added)
                .decode(output)
                .getFirst();

        assertThat(with.text()).isEqualTo(without.text()).isEqualTo("ab bb");
        assertThat(with.logProb()).isCloseTo(without.logProb(), within(1e-6));
    }

    @Test
    void wordsOfPhrasesNeedAPronunciation() {
        BeamDecoder decoder = BeamDecoder.phones(lexicon(), PHONES, LM, BeamOptions.defaults());

        assertThatThrownBy(() -> decoder.withPhrases(List.of(new Phrase(List.of("a", "zz"))), new Lexicon()))
                .hasMessage("the word \"zz\" has no pronunciation");
        assertThatThrownBy(() -> new Phrase(List.of())).hasMessage("a phrase must have at least one word");
        assertThatThrownBy(() -> new Phrase(List.of("a"), 11)).hasMessage("weight must be in (0, 10.0]; got 11.0");
    }

    @Test
    void unknownWordsAreSpeltByTheLetterHead() {
        TokenSet letters = new TokenSet(List.of(TokenSet.BLANK, "x", "y", TokenSet.LETTER_BOUNDARY));
        LogProbMatrix phones = path(PHONES, "A B - | - B A B A A B | B B");
        LogProbMatrix spelt = path(letters, "x x - \u2581 - y x y - - y \u2581 y y");
        Lexicon lexicon = new Lexicon();
        lexicon.add("ab", "A B");
        lexicon.add("b", "B");
        BeamOptions options = BeamOptions.defaults().withUnknownWordPenalty(6);
        BeamDecoder decoder = BeamDecoder.phones(lexicon, PHONES, LM, options);
        AcousticOutput output = new AcousticOutput(phones, spelt, 0.04);

        Hypothesis best = decoder.withSpelling(letters, options).decode(output).getFirst();

        assertThat(best.text()).isEqualTo("ab yxyy b");
        assertThat(best.words().get(1).startSeconds()).isCloseTo(5 * 0.04, within(0.041));
        assertThat(best.words().get(1).endSeconds()).isCloseTo(11 * 0.04, within(0.041));
        // Without letters, and with a high price, every word is one of the lexicon.
        assertThat(decoder.decode(output).getFirst().text()).doesNotContain("y");
        assertThat(decoder.withSpelling(letters, options.withUnknownWordPenalty(200))
                        .decode(output)
                        .getFirst()
                        .text())
                .doesNotContain("y");
    }

    /** The phones have two frames where the letters have one. */
    @Test
    void unknownWordsAreSpeltByLettersOverSlowerFrames() {
        TokenSet letters = new TokenSet(List.of(TokenSet.BLANK, "x", "y", TokenSet.LETTER_BOUNDARY));
        LogProbMatrix phones = path(PHONES, "A B - | - - B A B A A B - - | B B -");
        LogProbMatrix spelt = path(letters, "x \u2581 - y x y y \u2581 y");
        Lexicon lexicon = new Lexicon();
        lexicon.add("ab", "A B");
        lexicon.add("b", "B");
        BeamOptions options = BeamOptions.defaults().withUnknownWordPenalty(6);

        Hypothesis best = BeamDecoder.phones(lexicon, PHONES, LM, options)
                .withSpelling(letters, options)
                .decode(new AcousticOutput(phones, spelt, 0.02, 0.04))
                .getFirst();

        assertThat(best.text()).isEqualTo("ab yxy b");
        assertThat(best.words().get(1).startSeconds()).isCloseTo(6 * 0.02, within(0.021));
        assertThat(best.words().get(1).endSeconds()).isCloseTo(12 * 0.02, within(0.041));
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void needsNeitherLanguageModelNorBoundary(long seed) {
        LogProbMatrix matrix = random(7, WITHOUT_BOUNDARY.size(), seed);
        BeamOptions everything = new BeamOptions(1_000_000, 1e9, 0.8, -0.3, 5000);

        List<Hypothesis> found = BeamDecoder.phones(lexicon(), WITHOUT_BOUNDARY, null, everything)
                .decode(output(matrix));

        assertSame(found, enumerate(matrix, lexicon(), null, -1, everything));
    }

    @Test
    void aUsualBeamFindsTheSameBestReading() {
        int same = 0;
        for (long seed = 0; seed < 60; seed++) {
            LogProbMatrix matrix = random(12, PHONES.size(), seed);
            BeamOptions everything = new BeamOptions(1_000_000, 1e9, 0.7, 0, 1);
            BeamDecoder decoder = BeamDecoder.phones(lexicon(), PHONES, LM, everything);
            String exact = decoder.decode(output(matrix)).getFirst().text();
            String usual = decoder.withOptions(BeamOptions.defaults())
                    .decode(output(matrix))
                    .getFirst()
                    .text();
            same += exact.equals(usual) ? 1 : 0;
        }
        assertThat(same).isGreaterThanOrEqualTo(57);
    }

    @Test
    void languageModelDecidesBetweenWordsThatSoundAlike() {
        Lexicon lexicon = new Lexicon();
        lexicon.add("right", "A B");
        lexicon.add("write", "A B");
        lexicon.add("to", "A");
        LanguageModel lm = KneserNeyEstimator.estimate(NGramCounts.builder(2)
                .add("to write")
                .add("to write")
                .add("right")
                .add("right")
                .add("right")
                .build());
        AcousticOutput output = output(path(PHONES, "A A | A B"));
        BeamDecoder decoder = BeamDecoder.phones(lexicon, PHONES, lm, BeamOptions.defaults());

        assertThat(decoder.decode(output).getFirst().text()).isEqualTo("to write");
        assertThat(decoder.decode(output(path(PHONES, "A A - B"))).getFirst().text())
                .isEqualTo("right");
    }

    @Test
    void wordsHaveTheTimesAtWhichTheyWereSpoken() {
        Hypothesis best = BeamDecoder.phones(lexicon(), PHONES, LM, BeamOptions.defaults())
                .decode(output(path(PHONES, "- - A A B - | | - B A -")))
                .getFirst();

        assertThat(best.text()).isEqualTo("ab ba");
        assertThat(best.words().get(0).startSeconds()).isCloseTo(2 * 0.04, within(1e-9));
        assertThat(best.words().get(0).endSeconds()).isCloseTo(5 * 0.04, within(1e-9));
        assertThat(best.words().get(1).startSeconds()).isCloseTo(9 * 0.04, within(1e-9));
        assertThat(best.words().get(1).endSeconds()).isCloseTo(11 * 0.04, within(1e-9));
        for (Hypothesis.RecognizedWord word : best.words()) {
            assertThat(word.confidence()).isBetween(0.6, 1.0);
            assertThat(word.evidence()).isNotNull();
        }
    }

    @Test
    void repeatedTokensNeedABlankBetweenThem() {
        BeamDecoder decoder = BeamDecoder.phones(lexicon(), PHONES, null, BeamOptions.defaults());

        assertThat(decoder.decode(output(path(PHONES, "B - B"))).getFirst().text())
                .isEqualTo("bb");
        assertThat(decoder.decode(output(path(PHONES, "A | A"))).getFirst().text())
                .isEqualTo("a a");
        assertThat(decoder.decode(output(path(PHONES, "A A A"))).getFirst().text())
                .isEqualTo("a");
    }

    @Test
    void silenceHasNoWords() {
        BeamDecoder decoder = BeamDecoder.phones(lexicon(), PHONES, LM, BeamOptions.defaults());

        assertThat(decoder.decode(output(path(PHONES, "- - - -"))).getFirst().words())
                .isEmpty();
        assertThat(decoder.decode(output(new LogProbMatrix(0, PHONES.size(), new float[0])))
                        .getFirst()
                        .words())
                .isEmpty();
    }

    @Test
    void wordBonusAsksForMoreWords() {
        LogProbMatrix matrix = random(12, PHONES.size(), 21);
        BeamDecoder decoder = BeamDecoder.phones(lexicon(), PHONES, null, new BeamOptions(500, 60, 0, 0, 1));
        int before = -1;
        for (double bonus : new double[] {-20, -3, 0, 3, 20}) {
            int words = decoder.withOptions(new BeamOptions(500, 60, 0, bonus, 1))
                    .decode(output(matrix))
                    .getFirst()
                    .words()
                    .size();
            assertThat(words).isGreaterThanOrEqualTo(before);
            before = words;
        }
        assertThat(before).isGreaterThan(1);
    }

    @Test
    void saysWhichHeadIsMissing() {
        AcousticOutput lettersOnly = new AcousticOutput(null, random(3, 4, 1), 0.04);

        assertThatThrownBy(() -> BeamDecoder.phones(lexicon(), PHONES, null, BeamOptions.defaults())
                        .decode(lettersOnly))
                .hasMessage("the model has no phones");
        assertThatThrownBy(() -> new BeamOptions(0, 1, 1, 0, 1)).hasMessageStartingWith("beamSize and nBest must be");
        assertThatThrownBy(() -> new BeamOptions(1, 0, 1, 0, 1)).hasMessage("beamThreshold must be > 0; got 0.0");
        assertThatThrownBy(() -> new BeamOptions(1, 1, 1, 0, 1, Double.NaN))
                .hasMessage("blankPenalty must be a finite number; got NaN");
    }

    @Test
    void optionsSurviveTheirNames() {
        BeamOptions options = new BeamOptions(77, 9.5, 0.25, -1.5, 3, 0.75, 12);

        assertThat(BeamOptions.of(options.toMap())).isEqualTo(options);
        assertThat(BeamOptions.of(Map.of())).isEqualTo(BeamOptions.defaults());
        assertThat(BeamOptions.defaults().blankPenalty()).isZero();
        assertThat(BeamOptions.defaults().unknownWordPenalty()).isZero();
    }

    private static Lexicon lexicon() {
        Lexicon lexicon = new Lexicon();
        lexicon.add("a", "A");
        lexicon.add("ab", "A B");
        lexicon.add("ba", "B A");
        lexicon.add("bb", "B B");
        return lexicon;
    }

    private static Map<String, Double> enumerate(
            LogProbMatrix matrix, Lexicon lexicon, LanguageModel lm, int boundary, BeamOptions options) {
        return enumerate(matrix, lexicon, lm, boundary, options, List.of());
    }

    /** The scores of all readings, by text. */
    private static Map<String, Double> enumerate(
            LogProbMatrix matrix,
            Lexicon lexicon,
            LanguageModel lm,
            int boundary,
            BeamOptions options,
            List<Phrase> phrases) {
        Map<List<Integer>, Double> sequences = new HashMap<>();
        int paths = (int) Math.pow(matrix.tokens(), matrix.frames());
        for (int number = 0; number < paths; number++) {
            List<Integer> collapsed = new ArrayList<>();
            double logProb = 0;
            int previous = 0;
            for (int t = 0, rest = number; t < matrix.frames(); t++, rest /= matrix.tokens()) {
                int token = rest % matrix.tokens();
                logProb += matrix.get(t, token);
                if (token != 0 && token != previous) {
                    collapsed.add(token);
                }
                previous = token;
            }
            sequences.merge(collapsed, Math.exp(logProb), Double::sum);
        }
        Map<String, Double> scores = new HashMap<>();
        for (List<Entry> reading : readings(lexicon)) {
            double mass = 0;
            for (Map.Entry<List<Integer>, Double> sequence : sequences.entrySet()) {
                int missing = missingBoundaries(sequence.getKey(), reading, boundary);
                if (missing >= 0) {
                    double price = boundary < 0 ? 0 : missing * BeamDecoder.MISSING_BOUNDARY;
                    mass += sequence.getValue() * Math.exp(price);
                }
            }
            if (mass > 0) {
                List<String> words = reading.stream().map(Entry::word).toList();
                double score = Math.log(mass)
                        + options.wordBonus() * words.size()
                        + (lm == null ? 0 : options.lmWeight() * lmLogProb(lm, words, phrases))
                        + boost(words, phrases);
                // Of several ways to say the same words the best one counts.
                scores.merge(String.join(" ", words), score, Math::max);
            }
        }
        return scores;
    }

    /** Every occurrence of every phrase, looked for one by one. */
    private static double boost(List<String> words, List<Phrase> phrases) {
        double sum = 0;
        for (Phrase phrase : phrases) {
            int length = phrase.words().size();
            for (int at = 0; at + length <= words.size(); at++) {
                if (words.subList(at, at + length).equals(phrase.words())) {
                    sum += length * phrase.weight() * Phrase.BOOST;
                }
            }
        }
        return sum;
    }

    /** How many boundaries between words a token sequence lacks; -1 if it does not say these words. */
    private static int missingBoundaries(List<Integer> tokens, List<Entry> words, int boundary) {
        int at = skip(tokens, 0, boundary);
        int missing = 0;
        for (int w = 0; w < words.size(); w++) {
            for (String symbol : words.get(w).pronunciation().split(" ")) {
                if (at == tokens.size() || tokens.get(at++) != PHONES.id(symbol)) {
                    return -1;
                }
            }
            int next = skip(tokens, at, boundary);
            missing += w < words.size() - 1 && next == at ? 1 : 0;
            at = next;
        }
        return at == tokens.size() ? missing : -1;
    }

    private static int skip(List<Integer> tokens, int from, int boundary) {
        int at = from;
        while (at < tokens.size() && tokens.get(at) == boundary) {
            at++;
        }
        return at;
    }

    private record Entry(String word, String pronunciation) {}

    private static List<List<Entry>> readings(Lexicon lexicon) {
        List<List<Entry>> all = new ArrayList<>(List.of(List.of()));
        for (int from = 0, length = 1; length <= MOST_WORDS; length++) {
            int to = all.size();
            for (; from < to; from++) {
                for (String word : lexicon.words()) {
                    for (String pronunciation : lexicon.pronunciations(word)) {
                        List<Entry> longer = new ArrayList<>(all.get(from));
                        longer.add(new Entry(word, pronunciation));
                        all.add(longer);
                    }
                }
            }
        }
        return all;
    }

    private static double lmLogProb(LanguageModel lm, List<String> words, List<Phrase> phrases) {
        LmState state = lm.start();
        double sum = 0;
        for (String word : words) {
            LanguageModel.Scored scored = lm.next(state, lm.wordId(word));
            boolean expected =
                    phrases.stream().anyMatch(phrase -> phrase.words().contains(word));
            sum += expected && !lm.contains(word) ? Math.max(scored.logProb(), WordTrees.UNSEEN) : scored.logProb();
            state = scored.context();
        }
        return sum + lm.finish(state);
    }

    private static void assertSame(List<Hypothesis> found, Map<String, Double> expected) {
        Map<String, Double> short3 = found.stream()
                .filter(hypothesis -> hypothesis.words().size() <= MOST_WORDS)
                .collect(Collectors.toMap(Hypothesis::text, Hypothesis::logProb));
        assertThat(short3.keySet()).isEqualTo(expected.keySet());
        expected.forEach((text, score) -> assertThat(short3.get(text)).as(text).isCloseTo(score, within(1e-4)));
        for (int i = 1; i < found.size(); i++) {
            assertThat(found.get(i).logProb())
                    .isLessThanOrEqualTo(found.get(i - 1).logProb());
        }
    }

    private static AcousticOutput output(LogProbMatrix phones) {
        return new AcousticOutput(phones, null, 0.04);
    }

    private static LogProbMatrix withLowerBlanks(LogProbMatrix matrix, double penalty) {
        float[] values = matrix.values().clone();
        for (int at = 0; at < values.length; at += matrix.tokens()) {
            values[at] -= (float) penalty;
        }
        return new LogProbMatrix(matrix.frames(), matrix.tokens(), values);
    }

    /** Frames that are nearly sure of one symbol each; "-" is the blank. */
    private static LogProbMatrix path(TokenSet tokens, String symbols) {
        String[] frames = symbols.split(" ");
        float[] values = new float[frames.length * tokens.size()];
        for (int t = 0; t < frames.length; t++) {
            int sure = frames[t].equals("-") ? 0 : tokens.id(frames[t]);
            for (int v = 0; v < tokens.size(); v++) {
                values[t * tokens.size() + v] = (float) Math.log(v == sure ? 0.97 : 0.03 / (tokens.size() - 1));
            }
        }
        return new LogProbMatrix(frames.length, tokens.size(), values);
    }

    private static LogProbMatrix random(int frames, int tokens, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[frames * tokens];
        for (int t = 0; t < frames; t++) {
            double sum = 0;
            double[] weights = new double[tokens];
            for (int v = 0; v < tokens; v++) {
                weights[v] = Math.exp(random.nextDouble(-2, 2));
                sum += weights[v];
            }
            for (int v = 0; v < tokens; v++) {
                values[t * tokens + v] = (float) Math.log(weights[v] / sum);
            }
        }
        return new LogProbMatrix(frames, tokens, values);
    }
}
