package dev.attune.speech.lm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Builds a model in memory, about 20 bytes an n-gram. */
final class TrieSink implements NGramSink {

    private Vocabulary vocabulary = new Vocabulary();
    private long[] sizes = new long[0];
    private @Nullable NGramTrieBuilder trie;
    private float[] unigramProbs = new float[0];
    private float[] unigramBackoffs = new float[0];
    private int at = 1;
    private int[] context = new int[0];
    private int contextNode;

    @Override
    public void begin(Vocabulary words, long[] sizes) {
        this.vocabulary = words;
        this.sizes = sizes.clone();
        trie = new NGramTrieBuilder(sizes.length);
        unigramProbs = new float[words.size()];
        unigramBackoffs = new float[words.size()];
    }

    @Override
    public void add(int order, int[] words, float lnProb, float lnBackoff) {
        if (order == 1) {
            unigramProbs[words[0]] = lnProb;
            unigramBackoffs[words[0]] = lnBackoff;
            return;
        }
        NGramTrieBuilder target = trie();
        upTo(order);
        if (context.length != order - 1 || Arrays.mismatch(context, 0, order - 1, words, 0, order - 1) >= 0) {
            context = Arrays.copyOf(words, order - 1);
            contextNode = 0;
            for (int word : context) {
                contextNode = target.child(contextNode, word);
            }
        }
        target.add(contextNode, words[order - 1], lnProb, lnBackoff);
    }

    @Override
    public void end() {
        upTo(sizes.length);
        if (sizes.length > 1) {
            trie().endLevel();
        }
    }

    NGramModel model() {
        return trie().build(vocabulary);
    }

    /** Ends the orders below and begins this one, if that has not been done. An order may be empty. */
    private void upTo(int order) {
        while (at < order || at == 1 && unigramProbs.length > 0) {
            if (at == 1) {
                trie().unigrams(unigramProbs, sizes.length == 1 ? new float[0] : unigramBackoffs);
                unigramProbs = new float[0];
                if (order == 1) {
                    return;
                }
            } else {
                trie().endLevel();
            }
            at++;
            trie().beginLevel(Math.toIntExact(sizes[at - 1]));
        }
    }

    private NGramTrieBuilder trie() {
        if (trie == null) {
            throw new IllegalStateException("begin must be called first");
        }
        return trie;
    }
}
