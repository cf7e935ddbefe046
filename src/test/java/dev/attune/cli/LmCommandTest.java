package dev.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LmCommandTest {

    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** P(a) = 0.5, P(</s>) = 0.25, P(unk) = 0.001: "a x" has 0.5 * 0.001 * 0.25 over three tokens, without x 0.5 * 0.25 over two. */
    @Test
    void measuresAsKenLmsQueryDoes() throws IOException {
        Path arpa = write(
                "m.arpa",
                """
                \\data\\
                ngram 1=4

                \\1-grams:
                -3\t<unk>
                -99\t<s>
                -0.602059991\t</s>
                -0.301029996\ta

                \\end\\
                """);
        Path text = write("t.txt", "a x\n");

        CommandRun run =
                CommandRun.of("lm", "--arpa", arpa, "--perplexity", text).succeeded();

        List<String> lines = run.out().lines().toList();
        assertEquals(4, lines.size(), run.out());
        assertEquals(Math.cbrt(1 / (0.5 * 0.001 * 0.25)), value(lines, "Perplexity including OOVs:\t"), 1e-4);
        assertEquals(Math.sqrt(1 / (0.5 * 0.25)), value(lines, "Perplexity excluding OOVs:\t"), 1e-4);
        assertEquals("OOVs:\t1", lines.get(2));
        assertEquals("Tokens:\t3", lines.get(3));
    }

    private static double value(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void estimatesAModelThatCanBeMeasured() throws IOException {
        Path first = write("a.txt", "two rye loaves\ntwo rolls\n");
        Path second = write("b.txt", "\uFEFFthree rye rolls\n");
        Path arpa = folder.resolve("new").resolve("m.arpa");

        CommandRun run = CommandRun.of("lm", "--text", first, second, "--order", 2, "--arpa", arpa)
                .succeeded();

        assertTrue(run.err().startsWith("Wrote " + arpa + ": 8 1-grams, "), run.err());
        assertEquals("", run.out());
        String content = Files.readString(arpa);
        assertTrue(content.startsWith("\\data\\\nngram 1=8\nngram 2="), content);
        assertTrue(content.contains("\tthree"), content);
        try (Stream<Path> files = Files.list(arpa.getParent())) {
            assertEquals(List.of(arpa), files.toList());
        }
        CommandRun measured =
                CommandRun.of("lm", "--arpa", arpa, "--perplexity", first).succeeded();
        assertTrue(measured.out().contains("OOVs:\t0\nTokens:\t7\n"), measured.out());
    }

    @Test
    void leavesOutWhatIsRareAndTellsWhatIsUnknown() throws IOException {
        Path text = write("a.txt", "two rye loaves\ntwo rye rolls\none roll\n");
        Path other = write("b.txt", "two white rolls\nwhite bread\n");
        Path arpa = folder.resolve("m.arpa");

        CommandRun run = CommandRun.of("lm", "--text", text, "--order", 2, "--prune", "0,1", "--arpa", arpa)
                .succeeded();
        CommandRun measured =
                CommandRun.of("lm", "--arpa", arpa, "--perplexity", other).succeeded();

        // Of the bigrams, only "<s> two" and "two rye" occur twice.
        assertTrue(run.err().contains("9 1-grams, 2 2-grams."), run.err());
        assertTrue(measured.out().endsWith("OOVs:\t3\nTokens:\t7\n"), measured.out());
        assertEquals(
                "42.86 % of the tokens are unknown to the model, most often: white (2), bread (1).\n", measured.err());
        CommandRun.of("lm", "--text", text, "--prune", "0,2,1", "--arpa", arpa)
                .wasWrongUsage("--prune: pruning must not fall; got [0, 2, 1].");
    }

    @Test
    void wantsTextOrPerplexity() {
        CommandRun.of("lm", "--arpa", "m.arpa")
                .wasWrongUsage("Give either --text to estimate a model or --perplexity to measure one.");
        CommandRun.of("lm", "--arpa", "m.arpa", "--text", "a", "--perplexity", "b")
                .wasWrongUsage("Give either --text to estimate a model or --perplexity to measure one.");
    }

    @Test
    void refusesAnOrderOutOfRange() {
        CommandRun.of("lm", "--arpa", "m.arpa", "--text", "a", "--order", 9)
                .wasWrongUsage("--order must be in 1..8; got 9.");
    }

    @Test
    void saysWhichLineCannotBeLearnt() throws IOException {
        Path text = write("t.txt", "fine\nnot </s> fine\n");
        Path arpa = folder.resolve("m.arpa");

        CommandRun.of("lm", "--text", text, "--arpa", arpa)
                .failedWith(text + ":2: a sentence must not contain </s>; remove it.");
        assertFalse(Files.exists(arpa));
    }

    @Test
    void refusesAnEmptyText() throws IOException {
        CommandRun.of("lm", "--text", write("t.txt", ""), "--arpa", folder.resolve("m.arpa"))
                .failedWith("The text is empty; a model needs at least one sentence.");
    }

    @Test
    void saysWhereAnArpaFileIsWrong() throws IOException {
        Path arpa = write("m.arpa", "\\data\\\nngram 1=3\n\n\\2-grams:\n");
        Path text = write("t.txt", "a\n");

        CommandRun.of("lm", "--arpa", arpa, "--perplexity", text)
                .failedWith("m.arpa:4: expected \"\\1-grams:\", found \"\\2-grams:\"");
    }
}
