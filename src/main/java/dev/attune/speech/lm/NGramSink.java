package dev.attune.speech.lm;

import java.io.IOException;

/** Takes an estimated model n-gram by n-gram: orders from 1 up, within an order sorted by the ids of the words from the first one on. */
interface NGramSink {

    /** @param sizes number of n-grams of each order, from 1 up */
    void begin(Vocabulary vocabulary, long[] sizes) throws IOException;

    /**
     * @param words at least {@code order} ids; what is beyond means nothing
     * @param lnBackoff 0 for the highest order
     */
    void add(int order, int[] words, float lnProb, float lnBackoff) throws IOException;

    void end() throws IOException;
}
