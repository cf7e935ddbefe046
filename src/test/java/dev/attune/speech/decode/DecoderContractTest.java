package dev.attune.speech.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.speech.acoustic.AcousticOutput;
import dev.attune.speech.acoustic.LogProbMatrix;
import dev.attune.speech.decode.Hypothesis.RecognizedWord;
import dev.attune.speech.lm.KneserNeyEstimator;
import dev.attune.speech.lm.LanguageModel;
import dev.attune.speech.lm.NGramCounts;
import dev.attune.speech.text.Lexicon;
import dev.attune.speech.text.TokenSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every decoder, whatever the network says. */
final class DecoderContractTest {

    private static final TokenSet PHONES = new TokenSet(List.of(TokenSet.BLANK, "A", "B", TokenSet.PHONE_BOUNDARY));
    private static final TokenSet LETTERS =
            new TokenSet(List.of(TokenSet.BLANK, TokenSet.LETTER_BOUNDARY, "a", "b", "c"));
    private static final double SHIFT = 0.04;

    static Stream<Arguments> decoders() {
        Lexicon sounds = new Lexicon();
        sounds.add("a", "A");
        sounds.add("bab", "B A B");
        sounds.add("ab", "A B");
        sounds.add("ab", "B A");
        Lexicon spelling = new Lexicon();
        spelling.add("a", "a");
        spelling.add("cab", "c a b");
        spelling.add("bb", "b b");
        LanguageModel lm = KneserNeyEstimator.estimate(
                NGramCounts.builder(2).add("a bab").add("ab a cab").build());
        BeamOptions options = BeamOptions.defaults();
        BeamDecoder phones = BeamDecoder.phones(sounds, PHONES, lm, options);
        Lexicon added = new Lexicon();
        added.add("Baa", "B A A");
        return Stream.of(
                Arguments.of("greedy", new GreedyDecoder(LETTERS)),
                Arguments.of("greedy with a penalty for blanks", new GreedyDecoder(LETTERS, 3)),
                Arguments.of("beam over phones", phones),
                Arguments.of("narrow beam", phones.withOptions(new BeamOptions(2, 3, 1, 0, 3))),
                Arguments.of("beam with a penalty for blanks", phones.withOptions(options.withWeights(1, 0, 3))),
                Arguments.of("beam without language model", BeamDecoder.phones(sounds, PHONES, null, options)),
                Arguments.of("beam over letters", BeamDecoder.letters(spelling, LETTERS, lm, options)),
                Arguments.of("beam with phrases", phones.withPhrases(List.of(new Phrase(List.of("Baa", "ab"))), added)),
                Arguments.of(
                        "beam with unknown words", phones.withSpelling(LETTERS, options.withUnknownWordPenalty(2))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("decoders")
    void readingsAreInOrderAndWithinTheClip(String name, Decoder decoder) {
        for (int frames : new int[] {1, 2, 3, 10, 40}) {
            for (long seed = 0; seed < 5; seed++) {
                List<Hypothesis> readings = decoder.decode(output(frames, seed));

                assertThat(readings).isNotEmpty();
                for (int i = 0; i < readings.size(); i++) {
                    assertThat(readings.get(i).logProb()).isFinite();
                    if (i > 0) {
                        assertThat(readings.get(i).logProb())
                                .isLessThanOrEqualTo(readings.get(i - 1).logProb());
                    }
                    double before = 0;
                    for (RecognizedWord word : readings.get(i).words()) {
                        assertThat(word.text()).isNotEmpty();
                        assertThat(word.confidence()).isBetween(0.0, 1.0);
                        assertThat(word.startSeconds()).isGreaterThanOrEqualTo(before - 1e-9);
                        assertThat(word.endSeconds()).isGreaterThanOrEqualTo(word.startSeconds());
                        assertThat(word.endSeconds()).isLessThanOrEqualTo(frames * SHIFT + 1e-9);
                        before = word.startSeconds();
                    }
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("decoders")
    void nothingGivesOneReadingWithoutWords(String name, Decoder decoder) {
        AcousticOutput nothing = new AcousticOutput(
                new LogProbMatrix(0, PHONES.size(), new float[0]),
                new LogProbMatrix(0, LETTERS.size(), new float[0]),
                SHIFT);

        assertThat(decoder.decode(nothing)).hasSize(1);
        assertThat(decoder.decode(nothing).getFirst().words()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("decoders")
    void threadsGetWhatOneGets(String name, Decoder decoder) {
        List<List<Hypothesis>> alone = IntStream.range(0, 40)
                .mapToObj(seed -> decoder.decode(output(20, seed)))
                .toList();

        List<List<Hypothesis>> together = IntStream.range(0, 40)
                .parallel()
                .mapToObj(seed -> decoder.decode(output(20, seed)))
                .toList();

        assertThat(together).isEqualTo(alone);
    }

    private static AcousticOutput output(int frames, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new AcousticOutput(matrix(frames, PHONES.size(), random), matrix(frames, LETTERS.size(), random), SHIFT);
    }

    private static LogProbMatrix matrix(int frames, int tokens, SplittableRandom random) {
        float[] values = new float[frames * tokens];
        for (int t = 0; t < frames; t++) {
            double sum = 0;
            double[] weights = new double[tokens];
            for (int v = 0; v < tokens; v++) {
                weights[v] = Math.exp(random.nextDouble(-4, 4));
                sum += weights[v];
            }
            for (int v = 0; v < tokens; v++) {
                values[t * tokens + v] = (float) Math.log(weights[v] / sum);
            }
        }
        return new LogProbMatrix(frames, tokens, values);
    }
}
