package dev.attune.speech.export;

import dev.attune.speech.export.ExportedNetwork.Word;
import dev.attune.speech.text.TokenSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which texts a CTC network may be said to have written when its output is known up to a small error: those of the paths that take, in every frame, the best
 * token or one that is as good within that error.
 */
final class TiedPaths {

    private static final int BLANK = 0;

    private final float[][] letters;
    private final TokenSet tokens;
    private final float tie;

    /**
     * @param letters log probabilities [frames][tokens]
     * @param tie natural log by which a token may be worse than the best of its frame
     */
    TiedPaths(float[][] letters, TokenSet tokens, float tie) {
        this.letters = letters;
        this.tokens = tokens;
        this.tie = tie;
    }

    /** How much of the text is written, and the token of the frame before. */
    private record State(int written, int last) {}

    /**
     * @param text words with one blank between two of them
     * @return its words with the times at which the first such path begins them; empty if there is no such path
     */
    Optional<List<Word>> words(String text) {
        Map<State, List<Integer>> reached = new HashMap<>(Map.of(new State(0, BLANK), List.of()));
        for (int frame = 0; frame < letters.length; frame++) {
            Map<State, List<Integer>> next = new HashMap<>();
            for (int token : tied(letters[frame])) {
                for (Map.Entry<State, List<Integer>> way : reached.entrySet()) {
                    step(text, frame, token, way.getKey(), way.getValue(), next);
                }
            }
            reached = next;
        }
        return reached.entrySet().stream()
                .filter(way -> way.getKey().written() == text.length())
                .findFirst()
                .map(way -> words(text, way.getValue()));
    }

    private void step(
            String text, int frame, int token, State from, List<Integer> starts, Map<State, List<Integer>> next) {
        int written = from.written();
        boolean afterGap = written == 0 || written == text.length() || text.charAt(written - 1) == ' ';
        boolean atGap = written < text.length() && text.charAt(written) == ' ';
        if (token == BLANK || token == from.last()) {
            next.putIfAbsent(new State(written, token), starts);
        } else if (tokens.symbol(token).equals(TokenSet.LETTER_BOUNDARY)) {
            // Boundaries at the ends, and more than one between two words, are not written.
            if (atGap || afterGap) {
                next.putIfAbsent(new State(atGap ? written + 1 : written, token), starts);
            }
        } else if (written < text.length() && tokens.symbol(token).equals(text.substring(written, written + 1))) {
            List<Integer> longer = new ArrayList<>(starts);
            if (afterGap) {
                longer.add(frame);
            }
            next.putIfAbsent(new State(written + 1, token), longer);
        }
    }

    private List<Integer> tied(float[] frame) {
        float best = Float.NEGATIVE_INFINITY;
        for (float value : frame) {
            best = Math.max(best, value);
        }
        List<Integer> tied = new ArrayList<>();
        for (int token = 0; token < frame.length; token++) {
            if (frame[token] > best - tie) {
                tied.add(token);
            }
        }
        return tied;
    }

    private static List<Word> words(String text, List<Integer> starts) {
        List<Word> words = new ArrayList<>();
        String[] parts = text.isEmpty() ? new String[0] : text.split(" ");
        for (int i = 0; i < parts.length; i++) {
            words.add(new Word(parts[i], starts.get(i) * ExportedNetwork.FRAME_SECONDS));
        }
        return words;
    }
}
