package dev.attune.speech.decode;

import dev.attune.speech.lm.LanguageModel;
import dev.attune.speech.text.Lexicon;
import dev.attune.speech.text.TokenSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All pronunciations of a lexicon as a tree of tokens: nodes are numbers, 0 is the root; a word hangs at the node where a pronunciation ends.
 * Immutable. Holds for each node the best unigram of the words below it, so that a beam can compare a begun word with a finished one.
 */
public final class LexiconTrie {

    private final List<String> words;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final int[] lmIds;
    private final float[] unigrams;
    // Children of node n: entries childStart[n] to childStart[n + 1] of childToken and childNode.
    private final int[] childStart;
    private final int[] childToken;
    private final int[] childNode;
    private final int[] wordStart;
    private final int[] wordAt;
    private final int[] token;
    private final int[] parent;
    private final float[] lookAhead;

    private record Entry(int[] tokens, int word) {}

    /**
     * @param lexicon pronunciations as symbols of {@code tokens} separated by one blank; one that has other symbols is left out
     * @param lm for the unigrams, or null for none
     */
    public LexiconTrie(Lexicon lexicon, TokenSet tokens, @Nullable LanguageModel lm) {
        words = List.copyOf(lexicon.words());
        lmIds = new int[words.size()];
        unigrams = new float[words.size()];
        List<Entry> entries = new ArrayList<>();
        for (int word = 0; word < words.size(); word++) {
            String text = words.get(word);
            numbers.put(text, word);
            if (lm != null) {
                lmIds[word] = lm.wordId(text);
                unigrams[word] = (float) lm.next(lm.empty(), lmIds[word]).logProb();
            }
            for (String pronunciation : lexicon.pronunciations(text)) {
                String[] symbols = pronunciation.split(" ");
                if (Arrays.stream(symbols).allMatch(tokens::contains)) {
                    entries.add(new Entry(
                            Arrays.stream(symbols).mapToInt(tokens::id).toArray(), word));
                }
            }
        }
        // Sorted, the entries below a node are neighbours, and the tree grows without maps.
        entries.sort(Comparator.comparing(Entry::tokens, Arrays::compare).thenComparing(Entry::word));
        Builder builder = new Builder();
        builder.grow(entries);
        int nodes = builder.tokens.size();
        token = ints(builder.tokens);
        parent = ints(builder.parents);
        int[][] children = group(parent, nodes, true);
        childStart = children[0];
        childNode = children[1];
        childToken = Arrays.stream(childNode).map(node -> token[node]).toArray();
        int[][] attached = group(ints(builder.wordNodes), nodes, false);
        wordStart = attached[0];
        wordAt = Arrays.stream(attached[1])
                .map(index -> builder.wordIds.get(index))
                .toArray();
        lookAhead = lookAheads(nodes);
    }

    /** Grows nodes in depth-first order, so that a parent's number is below its children's. */
    private static final class Builder {
        final List<Integer> tokens = new ArrayList<>(List.of(0));
        final List<Integer> parents = new ArrayList<>(List.of(-1));
        final List<Integer> wordNodes = new ArrayList<>();
        final List<Integer> wordIds = new ArrayList<>();

        void grow(List<Entry> sorted) {
            int[] previous = {};
            List<Integer> path = new ArrayList<>(List.of(0));
            for (Entry entry : sorted) {
                int common = Arrays.mismatch(previous, entry.tokens);
                common = common < 0 ? entry.tokens.length : common;
                while (path.size() > common + 1) {
                    path.removeLast();
                }
                for (int i = common; i < entry.tokens.length; i++) {
                    tokens.add(entry.tokens[i]);
                    parents.add(path.getLast());
                    path.add(tokens.size() - 1);
                }
                wordNodes.add(path.getLast());
                wordIds.add(entry.word);
                previous = entry.tokens;
            }
        }
    }

    private static int[] ints(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Indexes grouped by owner: [start of each owner's group, indexes]. */
    private static int[][] group(int[] owners, int count, boolean skipFirst) {
        int[] start = new int[count + 1];
        int first = skipFirst ? 1 : 0;
        for (int i = first; i < owners.length; i++) {
            start[owners[i] + 1]++;
        }
        for (int i = 0; i < count; i++) {
            start[i + 1] += start[i];
        }
        int[] next = start.clone();
        int[] items = new int[owners.length - first];
        for (int i = first; i < owners.length; i++) {
            items[next[owners[i]]++] = i;
        }
        return new int[][] {start, items};
    }

    private float[] lookAheads(int nodes) {
        float[] best = new float[nodes];
        Arrays.fill(best, Float.NEGATIVE_INFINITY);
        for (int node = nodes - 1; node >= 0; node--) {
            for (int i = wordStart[node]; i < wordStart[node + 1]; i++) {
                best[node] = Math.max(best[node], unigrams[wordAt[i]]);
            }
            if (node > 0) {
                best[parent[node]] = Math.max(best[parent[node]], best[node]);
            }
        }
        return best;
    }

    /** The child of a node with a token, or -1. */
    int child(int node, int wanted) {
        int low = childStart[node];
        int high = childStart[node + 1] - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = childToken[middle];
            if (found == wanted) {
                return childNode[middle];
            }
            if (found < wanted) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** -1 for the root. */
    int parent(int node) {
        return parent[node];
    }

    public int words() {
        return words.size();
    }

    /** Number of a word, or -1. */
    int wordNumber(String word) {
        return numbers.getOrDefault(word, -1);
    }

    public int nodes() {
        return token.length;
    }

    /** Token on the edge into a node; 0 for the root. */
    int token(int node) {
        return token[node];
    }

    int wordsFrom(int node) {
        return wordStart[node];
    }

    int wordsTo(int node) {
        return wordStart[node + 1];
    }

    /** Number of the word at an index between {@link #wordsFrom} and {@link #wordsTo}. */
    int wordAt(int index) {
        return wordAt[index];
    }

    String word(int word) {
        return words.get(word);
    }

    int lmId(int word) {
        return lmIds[word];
    }

    /** ln P of the word alone. */
    double unigram(int word) {
        return unigrams[word];
    }

    /** Highest ln P of a single word at or below a node. */
    double bestUnigram(int node) {
        return lookAhead[node];
    }

    /** Tokens from the root to a node. */
    int[] path(int node) {
        int length = 0;
        for (int n = node; n > 0; n = parent[n]) {
            length++;
        }
        int[] path = new int[length];
        for (int n = node; n > 0; n = parent[n]) {
            path[--length] = token[n];
        }
        return path;
    }
}
