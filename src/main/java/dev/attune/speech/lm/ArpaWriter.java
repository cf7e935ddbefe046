package dev.attune.speech.lm;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Writes ARPA files: UTF-8, log10, n-grams of each order sorted by word id, numbers with up to 7 significant digits. */
public final class ArpaWriter {

    private static final double LN_10 = Math.log(10);

    private final NGramModel model;
    private final UnaryOperator<String> names;
    private final Writer out;
    private final StringBuilder line = new StringBuilder();

    private ArpaWriter(NGramModel model, UnaryOperator<String> names, Writer out) {
        this.model = model;
        this.names = names;
        this.out = out;
    }

    public static void write(NGramModel model, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            write(model, out);
        }
    }

    /** Leaves the writer open. */
    public static void write(NGramModel model, Writer out) throws IOException {
        write(model, UnaryOperator.identity(), out);
    }

    /**
     * Leaves the writer open.
     *
     * @param names what the file calls a word; without blanks, and another for each word
     */
    public static void write(NGramModel model, UnaryOperator<String> names, Writer out) throws IOException {
        new ArpaWriter(model, names, out).writeAll();
    }

    private void writeAll() throws IOException {
        out.write("\\data\\\n");
        for (int m = 1; m <= model.order(); m++) {
            out.write("ngram " + m + "=" + model.size(m) + "\n");
        }
        for (int m = 1; m <= model.order(); m++) {
            out.write("\n\\" + m + "-grams:\n");
            for (int id = 0; id < model.size(1); id++) {
                writeBelow(1 + id, 1, m, "");
            }
        }
        out.write("\n\\end\\\n");
    }

    /** Writes the n-grams of order {@code wanted} that start with the words of a node. */
    private void writeBelow(int node, int depth, int wanted, String before) throws IOException {
        String words = before + names.apply(model.vocabulary().word(model.word(node)));
        if (depth < wanted) {
            for (int child = model.firstChild(node); child < model.firstChild(node + 1); child++) {
                writeBelow(child, depth + 1, wanted, words + " ");
            }
            return;
        }
        line.setLength(0);
        line.append(log10(model.nodeLogProb(node))).append('\t').append(words);
        if (depth < model.order()) {
            line.append('\t').append(log10(model.nodeBackoff(node)));
        }
        out.append(line.append('\n'));
    }

    static String log10(float ln) {
        // Shortest decimal of a float: reads back as the same log10, and 0 stays "0".
        float value = (float) (ln / LN_10);
        return value == 0 ? "0" : Float.toString(value);
    }
}
