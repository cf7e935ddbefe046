package dev.attune.speech.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Against IRSTLM 6, another implementation of n-gram models. {@code src/test/golden/irstlm.sh} writes the figures anew; the build needs no IRSTLM.
 *
 * <p>Its modified Kneser-Ney model gives unigrams another share of unknown words and counts bigrams of {@code <s>} otherwise, so what is compared of the
 * estimation is what does not depend on either: the back-off weights of two words, which are made of the discounts, the totals and the counts of the
 * highest order.
 */
final class IrstlmGoldenTest {

    private static final Path FOLDER = Path.of("src/test/resources/dev/attune/speech/lm");
    private static final double LN_10 = Math.log(10);

    private static NGramModel model;

    /** A figure of the golden file. */
    private record Golden(String kind, String words, double log10) {}

    @BeforeAll
    static void estimate() throws IOException {
        NGramCounts.Builder counts = NGramCounts.builder(3);
        Files.readAllLines(FOLDER.resolve("train.txt")).forEach(counts::add);
        model = KneserNeyEstimator.estimate(counts.build());
    }

    @Test
    void itsBackOffWeightsAreOurs() throws IOException {
        List<Golden> weights = golden("backoff");

        assertThat(weights).hasSizeGreaterThan(100);
        for (Golden weight : weights) {
            int node = 0;
            for (String word : weight.words().split(" ")) {
                node = model.child(node, word.equals(Vocabulary.START) ? Vocabulary.START_ID : model.wordId(word));
            }
            assertThat(model.nodeBackoff(node) / LN_10).as(weight.words()).isCloseTo(weight.log10(), within(1e-3));
        }
    }

    /** Their program, our file: what {@code lm --perplexity} prints. */
    @Test
    void itFindsThePerplexityInOurFileThatWeFind() throws IOException {
        Perplexity ours = perplexity(model, Files.readAllLines(FOLDER.resolve("test.txt")));

        assertThat(ours.outOfVocabulary()).isZero();
        assertThat(ours.includingUnknown())
                .isCloseTo(perplexity(golden("query").getFirst(), ours.tokens()), within(1e-3));
    }

    /** Our program, their file. */
    @Test
    void weFindThePerplexityInItsFileThatItFinds() throws IOException {
        NGramModel theirs = ArpaReader.read(FOLDER.resolve("irstlm.arpa"));
        Perplexity ours = perplexity(
                theirs, Files.readAllLines(FOLDER.resolve("train.txt")).subList(0, 20));

        assertThat(ours.outOfVocabulary()).isZero();
        assertThat(ours.includingUnknown())
                .isCloseTo(perplexity(golden("own").getFirst(), ours.tokens()), within(1e-3));
    }

    private static double perplexity(Golden total, long tokens) {
        return Math.pow(10, -total.log10() / tokens);
    }

    private static Perplexity perplexity(LanguageModel model, List<String> lines) {
        return Perplexity.of(
                model, lines.stream().map(line -> List.of(line.split(" "))).toList());
    }

    private static List<Golden> golden(String kind) throws IOException {
        List<Golden> found = new ArrayList<>();
        for (String line : Files.readAllLines(FOLDER.resolve("irstlm.tsv"))) {
            String[] fields = line.split("\t");
            if (fields[0].equals(kind)) {
                found.add(new Golden(fields[0], fields[1], Double.parseDouble(fields[2])));
            }
        }
        return found;
    }
}
