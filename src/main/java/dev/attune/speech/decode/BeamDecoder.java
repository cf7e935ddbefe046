package dev.attune.speech.decode;

import dev.attune.speech.acoustic.AcousticOutput;
import dev.attune.speech.acoustic.LogProbMatrix;
import dev.attune.speech.lm.LanguageModel;
import dev.attune.speech.lm.LmState;
import dev.attune.speech.text.Lexicon;
import dev.attune.speech.text.TokenSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Prefix beam search over CTC output through a lexicon. Maximises {@code ln P_ctc + lmWeight * ln P_lm + wordBonus * words}, where P_ctc sums over
 * all alignments of one pronunciation of each word, after the blank of every frame lost {@code blankPenalty}.
 *
 * <p>The token sequence of a reading is that of its words with at least one boundary token between two of them, any number before the first and
 * after the last; a boundary that the network missed costs {@link #MISSING_BOUNDARY}. Token sets without a boundary pay nothing.
 *
 * <p>Source: Hannun, Maas, Jurafsky and Ng, First-pass large vocabulary continuous speech recognition using bi-directional recurrent DNNs, 2014
 * (prefix search); look-ahead of the best unigram below a node as in Ortmanns, Ney and Eiden, Language-model look-ahead, ICSLP 1996.
 */
public final class BeamDecoder implements Decoder {

    /** ln of what a boundary costs that should stand between two words and does not. */
    static final double MISSING_BOUNDARY = -3;

    private static final double NEVER = Double.NEGATIVE_INFINITY;

    /** Which head of the network is read. */
    public enum Head {
        PHONES,
        LETTERS
    }

    private final LexiconTrie trie;
    private final @Nullable LanguageModel lm;
    private final Head head;
    private final int boundary;
    private final BeamOptions options;
    private final ConfidenceModel confidence;

    private BeamDecoder(
            LexiconTrie trie,
            @Nullable LanguageModel lm,
            Head head,
            int boundary,
            BeamOptions options,
            ConfidenceModel confidence) {
        this.trie = trie;
        this.lm = lm;
        this.head = head;
        this.boundary = boundary;
        this.options = options;
        this.confidence = confidence;
    }

    /** A decoder that reads the phone head. */
    public static BeamDecoder phones(
            Lexicon lexicon, TokenSet phones, @Nullable LanguageModel lm, BeamOptions options) {
        return new BeamDecoder(
                new LexiconTrie(lexicon, phones, lm),
                lm,
                Head.PHONES,
                boundary(phones, TokenSet.PHONE_BOUNDARY),
                options,
                ConfidenceModel.uncalibrated());
    }

    /**
     * A decoder that reads the letter head.
     *
     * @param lexicon words with their letters, separated by one blank, in place of phones
     */
    public static BeamDecoder letters(
            Lexicon lexicon, TokenSet letters, @Nullable LanguageModel lm, BeamOptions options) {
        return new BeamDecoder(
                new LexiconTrie(lexicon, letters, lm),
                lm,
                Head.LETTERS,
                boundary(letters, TokenSet.LETTER_BOUNDARY),
                options,
                ConfidenceModel.uncalibrated());
    }

    private static int boundary(TokenSet tokens, String symbol) {
        return tokens.contains(symbol) ? tokens.id(symbol) : -1;
    }

    /** The same with other options; shares everything that is large. */
    public BeamDecoder withOptions(BeamOptions other) {
        return new BeamDecoder(trie, lm, head, boundary, other, confidence);
    }

    /** The same with another estimate of how likely a word is right. */
    public BeamDecoder withConfidence(ConfidenceModel other) {
        return new BeamDecoder(trie, lm, head, boundary, options, other);
    }

    /**
     * @throws IllegalArgumentException if the output lacks the head that this decoder reads
     */
    @Override
    public List<Hypothesis> decode(AcousticOutput output) {
        LogProbMatrix matrix = head == Head.PHONES ? output.phones() : output.letters();
        if (matrix == null) {
            throw new IllegalArgumentException("the model has no " + head.name().toLowerCase(java.util.Locale.ROOT));
        }
        return new Search(matrix).run(output.frameShiftSeconds());
    }

    /** The words so far; equal sequences of pronunciations are the same object. */
    private static final class History {
        final @Nullable History parent;
        final int word;
        final int node;
        final @Nullable LmState context;
        final double lmLogProb;
        final int words;
        final int id;
        private @Nullable Map<Long, History> children;

        History(@Nullable History parent, int word, int node, @Nullable LmState context, double lmLogProb, int id) {
            this.parent = parent;
            this.word = word;
            this.node = node;
            this.context = context;
            this.lmLogProb = lmLogProb;
            this.words = parent == null ? 0 : parent.words + 1;
            this.id = id;
        }
    }

    /** A history and a begun word, with the probability of all paths that end here in blank or in the node's token. */
    private static final class State {
        final History history;
        /** Node of the trie; 0 is "nothing yet", -1 "after a boundary". */
        final int node;

        final double bias;
        double blank = NEVER;
        double token = NEVER;
        double score;

        State(History history, int node, double bias) {
            this.history = history;
            this.node = node;
            this.bias = bias;
        }

        double total() {
            return LogSum.of(blank, token);
        }
    }

    /** One utterance. */
    private final class Search {

        private final LogProbMatrix matrix;
        private Map<Long, State> next = new HashMap<>();
        private double bestOfFrame;
        private int histories;

        Search(LogProbMatrix matrix) {
            this.matrix = matrix;
        }

        List<Hypothesis> run(double frameShiftSeconds) {
            History empty = new History(null, -1, 0, lm == null ? null : lm.start(), 0, histories++);
            State start = new State(empty, 0, 0);
            start.blank = 0;
            List<State> beam = List.of(start);
            for (int frame = 0; frame < matrix.frames(); frame++) {
                next = new HashMap<>(2 * beam.size() + 16);
                bestOfFrame = NEVER;
                int[] tokens = tokensWorthTrying(frame);
                for (State state : beam) {
                    extend(state, frame, tokens);
                }
                beam = prune();
            }
            return finish(beam, frameShiftSeconds);
        }

        private int[] tokensWorthTrying(int frame) {
            double best = blank(frame);
            for (int token = 1; token < matrix.tokens(); token++) {
                best = Math.max(best, matrix.get(frame, token));
            }
            double floor = best - options.beamThreshold();
            int[] tokens = new int[matrix.tokens()];
            int count = 0;
            for (int token = 1; token < matrix.tokens(); token++) {
                if (matrix.get(frame, token) >= floor) {
                    tokens[count++] = token;
                }
            }
            return Arrays.copyOf(tokens, count);
        }

        private double blank(int frame) {
            return matrix.get(frame, 0) - options.blankPenalty();
        }

        private void extend(State state, int frame, int[] tokens) {
            double total = state.total();
            int last = lastToken(state.node);
            addBlank(state, total + blank(frame));
            if (last > 0 && state.token > NEVER) {
                addToken(state.history, state.node, state.token + matrix.get(frame, last));
            }
            int root = Math.max(0, state.node);
            for (int token : tokens) {
                // A token that repeats the last one is a new one only after a blank.
                double mass = (token == last ? state.blank : total) + matrix.get(frame, token);
                if (mass == NEVER) {
                    continue;
                }
                int child = child(root, token);
                if (child >= 0) {
                    addToken(state.history, child, mass);
                }
                // A boundary may also stand within an entry that is spoken as several words.
                if (token == boundary) {
                    boundary(state, mass);
                    continue;
                }
                if (state.node > 0 && trie.wordsFrom(state.node) < trie.wordsTo(state.node)) {
                    int first = child(0, token);
                    if (first >= 0) {
                        nextWord(state, first, boundary < 0 ? mass : mass + MISSING_BOUNDARY);
                    }
                }
            }
        }

        private void boundary(State state, double mass) {
            if (state.node <= 0) {
                addToken(state.history, -1, mass);
            } else {
                nextWord(state, -1, mass);
            }
        }

        /** Ends each word at the state's node and goes on in a node of the next one. */
        private void nextWord(State state, int node, double mass) {
            for (int i = trie.wordsFrom(state.node); i < trie.wordsTo(state.node); i++) {
                int word = trie.wordAt(i);
                double hope = mass + state.history.lmLogProb * options.lmWeight() + bonus(state.history.words + 1);
                // A word that the look-ahead already rules out needs no query of the language model.
                if (hope + options.lmWeight() * Math.max(trie.unigram(word), -4)
                        < bestOfFrame - options.beamThreshold()) {
                    continue;
                }
                addToken(grow(state.history, word, state.node), node, mass);
            }
        }

        private History grow(History parent, int word, int node) {
            if (parent.children == null) {
                parent.children = new HashMap<>(4);
            }
            long key = (long) word << 32 | node;
            History child = parent.children.get(key);
            if (child == null) {
                if (lm == null) {
                    child = new History(parent, word, node, null, 0, histories++);
                } else {
                    LanguageModel.Scored scored = lm.next(Objects.requireNonNull(parent.context), trie.lmId(word));
                    child = new History(
                            parent, word, node, scored.context(), parent.lmLogProb + scored.logProb(), histories++);
                }
                parent.children.put(key, child);
            }
            return child;
        }

        private int child(int node, int token) {
            int low = trie.childrenFrom(node);
            int high = trie.childrenTo(node) - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                int found = trie.childToken(middle);
                if (found == token) {
                    return trie.childNode(middle);
                }
                if (found < token) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return -1;
        }

        private int lastToken(int node) {
            return node < 0 ? boundary : trie.token(node);
        }

        private void addBlank(State from, double mass) {
            State state = state(from.history, from.node, mass);
            if (state != null) {
                state.blank = LogSum.of(state.blank, mass);
                state.score = LogSum.of(state.blank, state.token) + state.bias;
                bestOfFrame = Math.max(bestOfFrame, state.score);
            }
        }

        private void addToken(History history, int node, double mass) {
            State state = mass == NEVER ? null : state(history, node, mass);
            if (state != null) {
                state.token = LogSum.of(state.token, mass);
                state.score = LogSum.of(state.blank, state.token) + state.bias;
                bestOfFrame = Math.max(bestOfFrame, state.score);
            }
        }

        /** The state of the next frame, or null if it is too bad to be worth a place. */
        private @Nullable State state(History history, int node, double mass) {
            long key = (long) history.id << 32 | (node & 0xFFFFFFFFL);
            State state = next.get(key);
            if (state == null) {
                double bias = history.lmLogProb * options.lmWeight() + bonus(history.words);
                if (node > 0) {
                    bias += options.lmWeight() * trie.bestUnigram(node) + options.wordBonus();
                }
                if (mass + bias < bestOfFrame - options.beamThreshold()) {
                    return null;
                }
                state = new State(history, node, bias);
                next.put(key, state);
            }
            return state;
        }

        private double bonus(int words) {
            return words * options.wordBonus();
        }

        private List<State> prune() {
            List<State> states = new ArrayList<>(next.size());
            double floor = bestOfFrame - options.beamThreshold();
            for (State state : next.values()) {
                if (state.score >= floor) {
                    states.add(state);
                }
            }
            // Ties are broken by history and node: the order of a hash map must not decide.
            states.sort(Comparator.comparingDouble((State state) -> -state.score)
                    .thenComparingInt(state -> state.history.id)
                    .thenComparingInt(state -> state.node));
            return states.size() > options.beamSize() ? states.subList(0, options.beamSize()) : states;
        }

        private List<Hypothesis> finish(List<State> beam, double frameShiftSeconds) {
            Map<History, Double> acoustic = new LinkedHashMap<>();
            for (State state : beam) {
                if (state.node <= 0) {
                    acoustic.merge(state.history, state.total(), LogSum::of);
                } else {
                    for (int i = trie.wordsFrom(state.node); i < trie.wordsTo(state.node); i++) {
                        acoustic.merge(grow(state.history, trie.wordAt(i), state.node), state.total(), LogSum::of);
                    }
                }
            }
            if (acoustic.isEmpty()) {
                // Every path ended within a word: what was heard of it is dropped.
                for (State state : beam) {
                    acoustic.merge(state.history, state.total(), LogSum::of);
                }
            }
            List<Reading> readings = new ArrayList<>();
            acoustic.forEach((history, mass) -> readings.add(reading(history, mass)));
            readings.sort(Comparator.comparingDouble(Reading::score).reversed());
            Map<List<Integer>, Reading> distinct = new LinkedHashMap<>();
            for (Reading reading : readings) {
                if (distinct.size() < options.nBest()) {
                    distinct.putIfAbsent(reading.words(), reading);
                }
            }
            return new Evidence(trie, matrix, boundary, frameShiftSeconds, confidence)
                    .hypotheses(List.copyOf(distinct.values()));
        }

        private Reading reading(History history, double acousticLogProb) {
            List<Integer> words = new ArrayList<>();
            List<Integer> nodes = new ArrayList<>();
            List<Double> lmLogProbs = new ArrayList<>();
            for (History h = history; h.parent != null; h = h.parent) {
                words.addFirst(h.word);
                nodes.addFirst(h.node);
                lmLogProbs.addFirst(h.lmLogProb - h.parent.lmLogProb);
            }
            double lmLogProb =
                    history.lmLogProb + (lm == null ? 0 : lm.finish(Objects.requireNonNull(history.context)));
            double score = acousticLogProb + options.lmWeight() * lmLogProb + bonus(history.words);
            return new Reading(words, nodes, lmLogProbs, score, acousticLogProb, lmLogProb);
        }
    }

    /**
     * A finished reading.
     *
     * @param words numbers in the trie
     * @param nodes where each word's pronunciation ends
     * @param lmLogProbs ln P_lm of each word
     */
    record Reading(
            List<Integer> words,
            List<Integer> nodes,
            List<Double> lmLogProbs,
            double score,
            double acousticLogProb,
            double lmLogProb) {}
}
