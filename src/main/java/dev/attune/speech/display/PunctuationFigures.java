package dev.attune.speech.display;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How well a punctuation model does on text that it has not learnt from.
 *
 * @param words number of words
 * @param marks figures of each mark but {@link Mark#NONE}
 * @param allMarks figures of all marks together: a wrong mark is missing and too much at the same time
 * @param capitals figures of capital letters, those at the beginning of sentences included
 * @param caseAccuracy share of the words whose first letter is right
 */
public record PunctuationFigures(
        int words, Map<Mark, Retrieval> marks, Retrieval allMarks, Retrieval capitals, double caseAccuracy) {

    /**
     * Counts of something that is to be found.
     *
     * @param right found and there
     * @param found all that was found
     * @param there all that is there
     */
    public record Retrieval(int right, int found, int there) {

        /** 0 if nothing was found. */
        public double precision() {
            return found == 0 ? 0 : right / (double) found;
        }

        /** 0 if nothing is there. */
        public double recall() {
            return there == 0 ? 0 : right / (double) there;
        }

        /** Harmonic mean of precision and recall. */
        public double f1() {
            return right == 0 ? 0 : 2.0 * right / (found + there);
        }

        private Retrieval plus(boolean isFound, boolean isThere) {
            return new Retrieval(
                    right + (isFound && isThere ? 1 : 0), found + (isFound ? 1 : 0), there + (isThere ? 1 : 0));
        }

        private Retrieval plus(Retrieval other) {
            return new Retrieval(right + other.right, found + other.found, there + other.there);
        }
    }

    private static final Retrieval NOTHING = new Retrieval(0, 0, 0);

    /** Measures a model on utterances. Marks at the end of an utterance count only by their kind, as it always has one. */
    public static PunctuationFigures of(PunctuationModel model, List<List<MarkedWord>> utterances) {
        Map<Mark, Retrieval> marks = new EnumMap<>(Mark.class);
        Retrieval capitals = NOTHING;
        int words = 0;
        int rightCase = 0;
        for (List<MarkedWord> utterance : utterances) {
            List<MarkedWord> predicted =
                    model.predict(utterance.stream().map(MarkedWord::word).toList(), false);
            for (int i = 0; i < predicted.size(); i++) {
                MarkedWord found = predicted.get(i);
                MarkedWord there = utterance.get(i);
                for (Mark mark : Mark.values()) {
                    if (mark != Mark.NONE) {
                        marks.merge(mark, NOTHING.plus(found.mark() == mark, there.mark() == mark), Retrieval::plus);
                    }
                }
                capitals = capitals.plus(found.capital(), there.capital());
                rightCase += found.capital() == there.capital() ? 1 : 0;
                words++;
            }
        }
        Retrieval all = marks.values().stream().reduce(NOTHING, Retrieval::plus);
        return new PunctuationFigures(words, marks, all, capitals, words == 0 ? 0 : rightCase / (double) words);
    }
}
