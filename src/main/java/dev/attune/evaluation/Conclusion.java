package dev.attune.evaluation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What may be said of two models after a test, in plain words.
 *
 * <p>A difference counts as certain if its 95 % bootstrap interval leaves out zero and a test agrees at 5 %: the matched-pairs test, which
 * relies on the normal distribution and therefore on at least {@value #ENOUGH_SEGMENTS} segments, or where it cannot be used the exact sign test.
 *
 * @param verdict in one word
 * @param sentence the same with its figures
 * @param caution what the test set is too small to tell; null if it is large enough
 */
public record Conclusion(Verdict verdict, String sentence, @Nullable String caution) {

    static final int ENOUGH_SEGMENTS = 30;
    private static final int ENOUGH_UTTERANCES = 50;
    private static final int ENOUGH_WORDS = 500;
    private static final double LEVEL = 0.05;
    private static final double VERY_UNLIKELY = 0.01;

    /** Whether the second model differs from the first. */
    public enum Verdict {
        BETTER,
        WORSE,
        UNDECIDED
    }

    /** Compares b with a. */
    public static Conclusion of(String nameA, ModelFigures a, String nameB, ModelFigures b, ModelPair pair) {
        Verdict verdict = verdict(pair);
        String sentence =
                switch (verdict) {
                    case BETTER, WORSE -> certain(nameA, a, nameB, b, pair);
                    case UNDECIDED -> undecided(nameA, nameB, pair);
                };
        return new Conclusion(verdict, sentence, caution(a, pair));
    }

    private static Verdict verdict(ModelPair pair) {
        boolean matched = matchedPairsHold(pair);
        double p = pValue(pair);
        int byUtterances = Integer.compare(pair.bBetter(), pair.aBetter());
        if (p >= LEVEL) {
            return Verdict.UNDECIDED;
        }
        if (pair.high() < 0 && (matched || byUtterances > 0)) {
            return Verdict.BETTER;
        }
        if (pair.low() > 0 && (matched || byUtterances < 0)) {
            return Verdict.WORSE;
        }
        return Verdict.UNDECIDED;
    }

    /** The matched-pairs test gives 1 where every segment differs by the same, as it cannot weigh what does not vary. */
    private static boolean matchedPairsHold(ModelPair pair) {
        return pair.segments() >= ENOUGH_SEGMENTS && (pair.pValue() < 1 || pair.difference() == 0);
    }

    private static double pValue(ModelPair pair) {
        return matchedPairsHold(pair) ? pair.pValue() : pair.signPValue();
    }

    private static String certain(String nameA, ModelFigures a, String nameB, ModelFigures b, ModelPair pair) {
        boolean better = pair.difference() < 0;
        return "%s makes %s word errors than %s on this test set: the word error rate %s from %s to %s, and the difference of %s points"
                        .formatted(
                                quoted(nameB),
                                amount(a, b),
                                quoted(nameA),
                                better ? "falls" : "rises",
                                FigureTexts.percent(a.wordErrorRate()),
                                FigureTexts.percent(b.wordErrorRate()),
                                FigureTexts.points(pair.difference()))
                + " (" + evidence(pair)
                + ") is %s."
                        .formatted(
                                pValue(pair) < VERY_UNLIKELY ? "very unlikely to be chance" : "unlikely to be chance");
    }

    /** {@code 41 % fewer}; without a percentage where the first model makes no error. */
    private static String amount(ModelFigures a, ModelFigures b) {
        int before = a.words().errors();
        int after = b.words().errors();
        String direction = after < before ? "fewer" : "more";
        return before == 0
                ? direction
                : String.format(Locale.ROOT, "%.0f %% %s", 100.0 * Math.abs(after - before) / before, direction);
    }

    private static String undecided(String nameA, String nameB, ModelPair pair) {
        if (pair.difference() == 0 && pair.aBetter() == 0 && pair.bBetter() == 0) {
            return "%s and %s make the same number of errors in every utterance of this test set."
                    .formatted(quoted(nameA), quoted(nameB));
        }
        return "It cannot be said which of %s and %s is better: the word error rates differ by %s points (%s), which may be chance."
                .formatted(quoted(nameA), quoted(nameB), FigureTexts.points(pair.difference()), evidence(pair));
    }

    private static String evidence(ModelPair pair) {
        return "95 % interval " + FigureTexts.points(pair.low()) + " to " + FigureTexts.points(pair.high()) + ", "
                + FigureTexts.pValue(pValue(pair));
    }

    private static @Nullable String caution(ModelFigures figures, ModelPair pair) {
        int utterances = figures.utterances();
        int words = figures.words().words();
        if (utterances >= ENOUGH_UTTERANCES && words >= ENOUGH_WORDS) {
            return null;
        }
        String size = "The test set is small (" + FigureTexts.count(utterances, "utterance") + ", "
                + FigureTexts.count(words, "word") + "): ";
        double half = (pair.high() - pair.low()) / 2;
        return half == 0
                ? size + "take its figures as a first impression and test with at least 50 utterances and 500 words."
                : size
                        + String.format(
                                Locale.ROOT,
                                "differences below about %.0f points cannot be told from chance; four times as many utterances would halve that.",
                                Math.max(1, Math.ceil(100 * half)));
    }

    private static String quoted(String name) {
        return "\u201c" + name + "\u201d";
    }
}
