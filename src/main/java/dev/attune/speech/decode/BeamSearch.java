package dev.attune.speech.decode;

import dev.attune.speech.acoustic.LogProbMatrix;
import dev.attune.speech.lm.LanguageModel;
import dev.attune.speech.lm.LmState;
import dev.attune.speech.lm.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The search of {@link BeamDecoder} in one utterance. Frame by frame, all states of the beam are extended by all tokens worth trying. */
final class BeamSearch {

    /** Number of a word that is in no lexicon. */
    static final int UNKNOWN_WORD = -1;

    private static final double NEVER = Double.NEGATIVE_INFINITY;

    /** The state of having begun no word, neither before nor after a boundary. */
    private static final int NOTHING = 0;

    private static final int AFTER_BOUNDARY = -1;

    /** Within a word that is in no lexicon. */
    private static final int WITHIN_UNKNOWN = -2;

    private static final int UNKNOWN_ENTRY = Integer.MAX_VALUE;

    private final LogProbMatrix matrix;
    private final WordTrees trees;
    private final @Nullable LanguageModel lm;
    private final int boundary;
    private final BeamOptions options;
    private final PhraseBoost phrases;
    private final Histories histories;
    private final int[] tokens;
    private final boolean phrasesGiven;
    private final boolean unknownWords;
    private Beam now = new Beam();
    private Beam next = new Beam();
    private int tokenCount;
    private double bestOfFrame;

    BeamSearch(
            LogProbMatrix matrix,
            WordTrees trees,
            @Nullable LanguageModel lm,
            int boundary,
            BeamOptions options,
            PhraseBoost phrases) {
        this.matrix = matrix;
        this.trees = trees;
        this.lm = lm;
        this.boundary = boundary;
        this.options = options;
        this.phrases = phrases;
        this.phrasesGiven = !phrases.isEmpty();
        // Without a boundary nothing tells where such a word ends.
        this.unknownWords = options.unknownWordPenalty() > 0 && boundary >= 0;
        this.histories = new Histories(lm == null ? null : lm.start());
        this.tokens = new int[matrix.tokens()];
    }

    /** At most nBest readings of different words, best first; never empty. */
    List<Reading> run() {
        now.clear();
        now.add(~now.find(0, NOTHING), 0, NOTHING, 0);
        now.blank[0] = 0;
        now.score[0] = 0;
        now.prune(1, NEVER);
        for (int frame = 0; frame < matrix.frames(); frame++) {
            next.clear();
            bestOfFrame = NEVER;
            chooseTokens(frame);
            for (int i = 0; i < now.keptCount; i++) {
                extend(now.kept[i], frame);
            }
            next.prune(options.beamSize(), bestOfFrame - options.beamThreshold());
            Beam last = now;
            now = next;
            next = last;
        }
        return finish();
    }

    private double blank(int frame) {
        return matrix.get(frame, 0) - options.blankPenalty();
    }

    /** The tokens not much worse than the best, best first. */
    private void chooseTokens(int frame) {
        double best = blank(frame);
        for (int token = 1; token < matrix.tokens(); token++) {
            best = Math.max(best, matrix.get(frame, token));
        }
        double floor = best - options.beamThreshold();
        tokenCount = 0;
        for (int token = 1; token < matrix.tokens(); token++) {
            float logProb = matrix.get(frame, token);
            if (logProb >= floor) {
                int at = tokenCount++;
                for (; at > 0 && matrix.get(frame, tokens[at - 1]) < logProb; at--) {
                    tokens[at] = tokens[at - 1];
                }
                tokens[at] = token;
            }
        }
    }

    private void extend(int index, int frame) {
        int history = now.history[index];
        int node = now.node[index];
        double total = LogSum.of(now.blank[index], now.token[index]);
        if (node == WITHIN_UNKNOWN) {
            extendUnknown(history, total, frame);
            return;
        }
        addBlank(history, node, total + blank(frame));
        int last = node < 0 ? boundary : node == 0 ? 0 : trees.token(node);
        if (last > 0 && now.token[index] > NEVER) {
            addToken(history, node, now.token[index] + matrix.get(frame, last));
        }
        boolean wordMayEnd = node > 0 && trees.entriesFrom(node) < trees.entriesTo(node);
        // Nothing that grows from here can have a higher bias, for a look-ahead never rises below its node. One phrase
        // may end here and another begin.
        double highestBias = node > 0 && !wordMayEnd
                ? now.bias[index]
                : bias(history)
                        + Math.max(now.bias[index] - bias(history), 0)
                        + 2 * phrases.most()
                        + 2 * Math.max(0, options.wordBonus());
        for (int i = 0; i < tokenCount; i++) {
            int token = tokens[i];
            double logProb = matrix.get(frame, token);
            if (total + logProb + highestBias < bestOfFrame - options.beamThreshold()) {
                break;
            }
            // A token that repeats the last one is a new one only after a blank.
            double mass = (token == last ? now.blank[index] : total) + logProb;
            if (mass > NEVER) {
                grow(history, node, token, mass, wordMayEnd);
            }
        }
        if (unknownWords && node <= 0) {
            addToken(history, WITHIN_UNKNOWN, total + any(frame, false) - options.unknownWordPenalty());
        }
    }

    private void grow(int history, int node, int token, double mass, boolean wordMayEnd) {
        int child = trees.child(Math.max(0, node), token);
        if (child >= 0) {
            addToken(history, child, mass);
        }
        if (node <= 0) {
            int added = trees.addedFirst(token);
            if (added >= 0) {
                addToken(history, added, mass);
            }
            if (token == boundary) {
                addToken(history, AFTER_BOUNDARY, mass);
            }
        } else if (token == boundary) {
            // A boundary may also stand within an entry that is spoken as several words.
            nextWord(history, node, AFTER_BOUNDARY, mass);
        } else if (wordMayEnd) {
            double joined = boundary < 0 ? mass : mass + BeamDecoder.MISSING_BOUNDARY;
            int first = trees.child(0, token);
            if (first >= 0) {
                nextWord(history, node, first, joined);
            }
            int added = trees.addedFirst(token);
            if (added >= 0) {
                nextWord(history, node, added, joined);
            }
        }
    }

    /** A word without lexicon takes the best token of each frame, until a boundary. */
    private void extendUnknown(int history, double total, int frame) {
        addToken(history, WITHIN_UNKNOWN, total + any(frame, true));
        for (int i = 0; i < tokenCount; i++) {
            if (tokens[i] == boundary) {
                addToken(afterUnknown(history), AFTER_BOUNDARY, total + matrix.get(frame, boundary));
            }
        }
    }

    private double any(int frame, boolean orBlank) {
        double best = orBlank ? blank(frame) : NEVER;
        for (int token = 1; token < matrix.tokens(); token++) {
            if (token != boundary) {
                best = Math.max(best, matrix.get(frame, token));
            }
        }
        return best;
    }

    /** Ends each word at a node and goes on in a node of the next one. */
    private void nextWord(int history, int node, int nextNode, double mass) {
        double hope =
                mass + bias(history) + options.wordBonus() + 2 * phrases.most() - bestOfFrame + options.beamThreshold();
        for (int entry = trees.entriesFrom(node); entry < trees.entriesTo(node); entry++) {
            int word = trees.wordAt(entry);
            // A word that its unigram already rules out needs no query of the language model.
            double likely = trees.unigram(word, phrasesGiven && phrases.contains(word));
            if (hope + options.lmWeight() * Math.max(likely, -4) >= 0) {
                addToken(after(history, entry, word, node), nextNode, mass);
            }
        }
    }

    /** The history with one more word. */
    private int after(int history, int entry, int word, int node) {
        int child = histories.find(history, entry);
        if (child != 0) {
            return child;
        }
        LmState following = null;
        double logProb = 0;
        int phraseState = 0;
        double settled = 0;
        if (lm != null) {
            int id = trees.lmId(word);
            LanguageModel.Scored scored = lm.next(Objects.requireNonNull(histories.context(history)), id);
            following = scored.context();
            logProb = scored.logProb();
            if (id == Vocabulary.UNKNOWN_ID && phrasesGiven && phrases.contains(word)) {
                logProb = Math.max(logProb, WordTrees.UNSEEN);
            }
        }
        if (phrasesGiven) {
            phraseState = phrases.next(histories.phraseState(history), word);
            settled = phrases.settled(phraseState);
        }
        return histories.add(history, entry, word, node, following, logProb, phraseState, settled);
    }

    private int afterUnknown(int history) {
        int child = histories.find(history, UNKNOWN_ENTRY);
        if (child != 0) {
            return child;
        }
        LmState following = lm == null
                ? null
                : lm.next(Objects.requireNonNull(histories.context(history)), Vocabulary.UNKNOWN_ID)
                        .context();
        // Its penalty takes the place of the language model.
        return histories.add(history, UNKNOWN_ENTRY, UNKNOWN_WORD, WITHIN_UNKNOWN, following, 0, 0, 0);
    }

    private void addBlank(int history, int node, double mass) {
        int index = state(history, node, mass);
        if (index >= 0) {
            next.blank[index] = LogSum.of(next.blank[index], mass);
            rate(index);
        }
    }

    private void addToken(int history, int node, double mass) {
        int index = mass == NEVER ? -1 : state(history, node, mass);
        if (index >= 0) {
            next.token[index] = LogSum.of(next.token[index], mass);
            rate(index);
        }
    }

    private void rate(int index) {
        double score = LogSum.of(next.blank[index], next.token[index]) + next.bias[index];
        next.score[index] = score;
        bestOfFrame = Math.max(bestOfFrame, score);
    }

    /** The state of the next frame, or -1 if it is too bad to be worth a place. */
    private int state(int history, int node, double mass) {
        int found = next.find(history, node);
        if (found >= 0) {
            return found;
        }
        double bias = bias(history);
        if (node > 0) {
            double lookAhead = options.lmWeight() * trees.bestUnigram(node);
            if (phrasesGiven) {
                lookAhead = Math.max(lookAhead, phrases.lookAhead(histories.phraseState(history), node));
            }
            bias += lookAhead + options.wordBonus();
        } else if (phrasesGiven && node != WITHIN_UNKNOWN) {
            bias += phrases.pending(histories.phraseState(history));
        }
        return mass + bias < bestOfFrame - options.beamThreshold() ? -1 : next.add(~found, history, node, bias);
    }

    /** What complete words add to a score. */
    private double bias(int history) {
        return histories.lmLogProb(history) * options.lmWeight()
                + histories.length(history) * options.wordBonus()
                + histories.settled(history);
    }

    private List<Reading> finish() {
        Map<Integer, Double> acoustic = new LinkedHashMap<>();
        for (int i = 0; i < now.keptCount; i++) {
            int index = now.kept[i];
            int history = now.history[index];
            int node = now.node[index];
            double total = LogSum.of(now.blank[index], now.token[index]);
            if (node == WITHIN_UNKNOWN) {
                acoustic.merge(afterUnknown(history), total, LogSum::of);
            } else if (node <= 0) {
                acoustic.merge(history, total, LogSum::of);
            } else {
                for (int entry = trees.entriesFrom(node); entry < trees.entriesTo(node); entry++) {
                    acoustic.merge(after(history, entry, trees.wordAt(entry), node), total, LogSum::of);
                }
            }
        }
        if (acoustic.isEmpty()) {
            // Every path ended within a word: what was heard of it is dropped.
            for (int i = 0; i < now.keptCount; i++) {
                int index = now.kept[i];
                acoustic.merge(now.history[index], LogSum.of(now.blank[index], now.token[index]), LogSum::of);
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
        return List.copyOf(distinct.values());
    }

    private Reading reading(int history, double acousticLogProb) {
        int length = histories.length(history);
        Integer[] words = new Integer[length];
        Integer[] nodes = new Integer[length];
        Double[] lmLogProbs = new Double[length];
        for (int h = history, i = length - 1; i >= 0; h = histories.parent(h), i--) {
            words[i] = histories.word(h);
            nodes[i] = histories.node(h);
            lmLogProbs[i] = histories.lmLogProb(h) - histories.lmLogProb(histories.parent(h));
        }
        double lmLogProb = histories.lmLogProb(history)
                + (lm == null ? 0 : lm.finish(Objects.requireNonNull(histories.context(history))));
        double score = acousticLogProb
                + options.lmWeight() * lmLogProb
                + length * options.wordBonus()
                + histories.settled(history);
        return new Reading(
                Arrays.asList(words),
                Arrays.asList(nodes),
                Arrays.asList(lmLogProbs),
                score,
                acousticLogProb,
                lmLogProb);
    }

    /**
     * A finished reading.
     *
     * @param words numbers in the trees, {@link #UNKNOWN_WORD} for one that is in none
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
