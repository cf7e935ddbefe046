package dev.attune.speech.decode;

import dev.attune.speech.acoustic.AcousticOutput;
import dev.attune.speech.acoustic.LogProbMatrix;
import dev.attune.speech.decode.Hypothesis.RecognizedWord;
import dev.attune.speech.text.TokenSet;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Takes the best letter of each frame, drops repetitions and blanks, and cuts words at the boundary sign. Needs neither lexicon nor language model.
 *
 * <p>Maximises ln P of a single CTC path (Graves et al., Connectionist temporal classification, ICML 2006, "best path decoding").
 */
public final class GreedyDecoder implements Decoder {

    private final TokenSet letters;
    private final double blankPenalty;

    public GreedyDecoder(TokenSet letters) {
        this(letters, 0);
    }

    /**
     * @param blankPenalty subtracted from the blank's ln P in every frame; 0 for none
     */
    public GreedyDecoder(TokenSet letters, double blankPenalty) {
        this.letters = letters;
        this.blankPenalty = blankPenalty;
    }

    /**
     * @throws IllegalArgumentException if the output has no letters
     */
    @Override
    public List<Hypothesis> decode(AcousticOutput output) {
        LogProbMatrix matrix = output.letters();
        if (matrix == null) {
            throw new IllegalArgumentException("greedy decoding needs a model with letters");
        }
        List<RecognizedWord> words = new ArrayList<>();
        ByteArrayOutputStream word = new ByteArrayOutputStream();
        double shift = output.letterShiftSeconds();
        double logProb = 0;
        double wordLogProb = 0;
        int wordTokens = 0;
        int start = 0;
        int end = 0;
        int previous = 0;
        for (int frame = 0; frame < matrix.frames(); frame++) {
            int token = best(matrix, frame);
            double score = token == 0 ? matrix.get(frame, 0) - blankPenalty : matrix.get(frame, token);
            logProb += score;
            if (token == 0) {
                previous = 0;
                continue;
            }
            if (token == previous) {
                end = frame + 1;
                continue;
            }
            previous = token;
            String symbol = letters.symbol(token);
            if (symbol.startsWith(TokenSet.LETTER_BOUNDARY)) {
                add(words, word, start * shift, end * shift, wordLogProb, wordTokens);
                wordLogProb = 0;
                wordTokens = 0;
                symbol = symbol.substring(TokenSet.LETTER_BOUNDARY.length());
            }
            if (!symbol.isEmpty()) {
                if (word.size() == 0) {
                    start = frame;
                }
                append(word, symbol);
                wordLogProb += score;
                wordTokens++;
                end = frame + 1;
            }
        }
        add(words, word, start * shift, end * shift, wordLogProb, wordTokens);
        return List.of(new Hypothesis(words, logProb, logProb, 0));
    }

    /** The letters of some frames, without boundaries between them. */
    String spell(LogProbMatrix matrix, int from, int to) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        int previous = 0;
        for (int frame = from; frame < Math.min(to, matrix.frames()); frame++) {
            int token = best(matrix, frame);
            if (token != 0 && token != previous) {
                append(text, letters.symbol(token).replace(TokenSet.LETTER_BOUNDARY, ""));
            }
            previous = token;
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    /** Most probable token of a frame after the penalty; the lowest one wins a tie. */
    private int best(LogProbMatrix matrix, int frame) {
        int best = 0;
        double bestLogProb = matrix.get(frame, 0) - blankPenalty;
        for (int token = 1; token < matrix.tokens(); token++) {
            if (matrix.get(frame, token) > bestLogProb) {
                best = token;
                bestLogProb = matrix.get(frame, token);
            }
        }
        return best;
    }

    /** Words are put together as bytes, because some token sets spell rare characters byte by byte. */
    private static void append(ByteArrayOutputStream word, String symbol) {
        OptionalInt single = TokenSet.byteOf(symbol);
        if (single.isPresent()) {
            word.write(single.getAsInt());
        } else {
            word.writeBytes(symbol.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void add(
            List<RecognizedWord> words,
            ByteArrayOutputStream word,
            double start,
            double end,
            double logProb,
            int tokens) {
        if (word.size() > 0) {
            // The geometric mean of its letters' probabilities: not calibrated, but in [0, 1].
            words.add(new RecognizedWord(
                    word.toString(StandardCharsets.UTF_8), start, end, Math.exp(logProb / tokens), null));
            word.reset();
        }
    }
}
