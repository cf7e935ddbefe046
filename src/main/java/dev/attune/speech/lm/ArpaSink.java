package dev.attune.speech.lm;

import java.io.IOException;
import java.io.Writer;

/** Writes an ARPA file as the n-grams come, the same as {@link ArpaWriter} writes of the model in memory. */
final class ArpaSink implements NGramSink {

    private final Writer out;
    private final StringBuilder line = new StringBuilder();
    private Vocabulary vocabulary = new Vocabulary();
    private int highest;
    private int begun;

    /** @param out left open */
    ArpaSink(Writer out) {
        this.out = out;
    }

    @Override
    public void begin(Vocabulary words, long[] sizes) throws IOException {
        vocabulary = words;
        highest = sizes.length;
        out.write("\\data\\\n");
        for (int m = 1; m <= sizes.length; m++) {
            out.write("ngram " + m + "=" + sizes[m - 1] + "\n");
        }
    }

    @Override
    public void add(int order, int[] words, float lnProb, float lnBackoff) throws IOException {
        headings(order);
        line.setLength(0);
        line.append(ArpaWriter.log10(lnProb));
        for (int i = 0; i < order; i++) {
            line.append(i == 0 ? '\t' : ' ').append(vocabulary.word(words[i]));
        }
        if (order < highest) {
            line.append('\t').append(ArpaWriter.log10(lnBackoff));
        }
        out.append(line.append('\n'));
    }

    @Override
    public void end() throws IOException {
        headings(highest);
        out.write("\n\\end\\\n");
    }

    private void headings(int order) throws IOException {
        while (begun < order) {
            out.write("\n\\" + ++begun + "-grams:\n");
        }
    }
}
