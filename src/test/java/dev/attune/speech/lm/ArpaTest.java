package dev.attune.speech.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArpaTest {

    private static final String SMALL =
            """
            \\data\\
            ngram 1=5
            ngram 2=3
            ngram 3=1

            \\1-grams:
            -1	<unk>
            0	<s>	-0.3
            -0.5	</s>
            -0.6	the	-0.2
            -0.9	cat	-0.1

            \\2-grams:
            -0.25	<s> the	-0.05
            -0.4	the cat	-0.15
            -0.7	cat </s>

            \\3-grams:
            -0.1	<s> the cat

            \\end\\
            """;

    /** Sums of the file's numbers, by hand. */
    @ParameterizedTest
    @CsvSource({
        // context, word, log10 P
        "'',           the,   -0.6",
        "'',           dog,   -1",
        "<s>,          the,   -0.25",
        "<s>,          cat,   -1.2", // -0.3 - 0.9
        "<s> the,      cat,   -0.1",
        "<s> the,      the,   -0.85", // -0.05 - 0.2 - 0.6
        "the,          cat,   -0.4",
        "cat the,      cat,   -0.4",
        "<s> the cat,  </s>,  -0.85", // -0.15 - 0.7
        "the cat,      the,   -0.85", // -0.15 - 0.1 - 0.6
        "<s> dog,      the,   -0.6",
        "the dog,      </s>,  -0.5",
    })
    void backsOffAsTheFileSays(String context, String word, double log10) throws IOException {
        assertThat(LmQueries.logProb(small(), context, word) / Math.log(10)).isCloseTo(log10, within(1e-6));
    }

    @Test
    void perplexityCountsSentenceEndsAndUnknownWords() throws IOException {
        Perplexity one = Perplexity.of(small(), List.of("the", "cat"));
        Perplexity two = Perplexity.of(small(), List.of("the", "dog"));

        assertThat(one.tokens()).isEqualTo(3);
        assertThat(one.logProb() / Math.log(10)).isCloseTo(-0.25 - 0.1 - 0.85, within(1e-6));
        assertThat(one.includingUnknown()).isCloseTo(Math.pow(10, 1.2 / 3), within(1e-5));
        assertThat(two.outOfVocabulary()).isEqualTo(1);
        // <s> the dog: -0.05 - 0.2 - 1; then </s> without context.
        assertThat(two.logProb() / Math.log(10)).isCloseTo(-0.25 - 1.25 - 0.5, within(1e-6));
        assertThat(two.excludingUnknown()).isCloseTo(Math.pow(10, 0.75 / 2), within(1e-5));
        assertThat(Perplexity.of(small(), List.of(List.of("the", "cat"), List.of("the", "dog"))))
                .isEqualTo(one.plus(two));
        assertThat(Perplexity.NONE.includingUnknown()).isNaN();
    }

    @Test
    void readsWhatItWrote() throws IOException {
        NGramCounts.Builder builder = NGramCounts.builder(3);
        KneserNeyEstimatorTest.text(400, 2).forEach(builder::add);
        builder.add(List.of("ünïcode", "word"));
        NGramModel model = KneserNeyEstimator.estimate(builder.build());
        StringWriter first = new StringWriter();
        ArpaWriter.write(model, first);

        NGramModel read = ArpaReader.read(new StringReader(first.toString()), "again.arpa");
        StringWriter second = new StringWriter();
        ArpaWriter.write(read, second);

        List<String> before = first.toString().lines().toList();
        List<String> after = second.toString().lines().toList();
        assertThat(after).hasSameSizeAs(before);
        for (int i = 0; i < before.size(); i++) {
            String[] written = before.get(i).split("\t");
            String[] again = after.get(i).split("\t");
            assertThat(again).hasSameSizeAs(written);
            for (int field = 0; field < written.length; field++) {
                if (field == 1 || written.length == 1) {
                    assertThat(again[field]).isEqualTo(written[field]);
                } else {
                    // The last digit of a float may turn between the two logarithms.
                    assertThat(Double.parseDouble(again[field]))
                            .isCloseTo(Double.parseDouble(written[field]), within(1e-5));
                }
            }
        }
        for (int order = 1; order <= 3; order++) {
            assertThat(read.size(order)).isEqualTo(model.size(order));
        }
        for (List<String> sentence : KneserNeyEstimatorTest.text(200, 3)) {
            assertThat(Perplexity.of(read, sentence).logProb())
                    .isCloseTo(Perplexity.of(model, sentence).logProb(), within(1e-4));
        }
    }

    @Test
    void takesFilesOfOtherTools() throws IOException {
        NGramModel model = ArpaReader.read(
                new StringReader(
                        """
                        made by another tool

                        \\data\\
                        ngram 1 = 3
                        ngram 2 = 1

                        \\1-grams:
                        -0.3 b 0
                        -99 <S> -0.5
                        -0.4 </S>

                        \\2-grams:
                        -0.2 <S> b

                        \\end\\
                        """),
                "srilm.arpa");

        assertThat(LmQueries.logProb(model, "<s>", "b") / Math.log(10)).isCloseTo(-0.2, within(1e-6));
        assertThat(LmQueries.logProb(model, "", "absent") / Math.log(10)).isCloseTo(-100, within(1e-3));
    }

    @Test
    void saysWhereAFileIsWrong() {
        assertRefused(SMALL.replace("\\data\\", "\\date\\"), "x.arpa:1: expected \"\\data\\\", found \"\\date\\\"");
        assertRefused("", "x.arpa:1: expected \"\\data\\\", found the end of the file; this is not an ARPA file");
        assertRefused(
                SMALL.replace("ngram 2=3", "ngram 2=4"),
                "x.arpa:18: expected a 2-gram, found \"\\3-grams:\"; the header promises 4 2-grams and 3 were found");
        assertRefused(
                SMALL.replace("ngram 2=3", "ngram 2=2"),
                "x.arpa:16: expected \"\\3-grams:\", found \"-0.7\tcat </s>\"; the header promises 2 2-grams");
        assertRefused(
                SMALL.replace("-0.4\tthe cat", "-0,4\tthe cat"),
                "x.arpa:15: expected a number in place of \"-0,4\", found \"-0,4\tthe cat\t-0.15\"");
        assertRefused(
                SMALL.replace("-0.4\tthe cat", "0.4\tthe cat"),
                "x.arpa:15: expected log10 of a probability, at most 0, found \"0.4\tthe cat\t-0.15\"");
        assertRefused(SMALL.replace("the cat\t-0.15", "the dog\t-0.15"), "x.arpa:15: \"dog\" is not among the 1-grams");
        assertRefused(
                SMALL.replace("<s> the cat", "<s> cat cat"),
                "x.arpa:19: the context of \"<s> cat cat\" is not among the 2-grams; the file is incomplete");
        assertRefused(SMALL.replace("-0.9\tcat", "-0.9\tthe"), "x.arpa:11: \"the\" occurs twice; remove one line");
        assertRefused(SMALL.replace("-0.5\t</s>", "-0.5\tend"), "the unigrams have no </s>");
        assertRefused(
                SMALL.replace("\\end\\", ""),
                "expected \"\\end\\\", found the end of the file; the header promises n-grams up to order 3");
        assertRefused(SMALL.replace("-0.4\tthe cat\t-0.15", "-0.4\t<s> the\t-0.15"), "this 2-gram occurs twice");
    }

    @Test
    void refusesBinaryFilesAsText(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("x.arpa");
        Files.write(file, new byte[] {(byte) 0xC3, 0x28, 10});
        assertThatThrownBy(() -> ArpaReader.read(file))
                .hasMessage("x.arpa: not UTF-8 text; an ARPA file is plain text");
        Files.write(file, SMALL.getBytes(StandardCharsets.UTF_8));
        assertThat(ArpaReader.read(file).order()).isEqualTo(3);
    }

    private static NGramModel small() throws IOException {
        return ArpaReader.read(new StringReader(SMALL), "small.arpa");
    }

    private static void assertRefused(String content, String message) {
        assertThatThrownBy(() -> ArpaReader.read(new StringReader(content), "x.arpa"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
