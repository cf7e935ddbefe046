package dev.attune.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether models may take the place of another, for a pipeline that shall stop where they may not.
 *
 * <p>A model fails if it is worse beyond chance: its {@link Conclusion} against the yardstick is {@link Conclusion.Verdict#WORSE}, and the 95 %
 * interval of the difference lies wholly above the margin. What a test set is too small to tell does not fail; its caution is told.
 *
 * @param yardstick the model that the others must not fall behind
 * @param cases one for each other model, in their order
 */
public record RegressionCheck(String yardstick, List<Case> cases) {

    public RegressionCheck {
        cases = List.copyOf(cases);
    }

    /**
     * One comparison.
     *
     * @param model name of the model that is compared with the yardstick
     * @param worse true if it fails
     * @param conclusion what may be said of the two
     * @param sentence why it fails or passes
     */
    public record Case(String model, boolean worse, Conclusion conclusion, String sentence) {}

    /**
     * Compares every model with one of them.
     *
     * @param yardstick its place in the comparison, from 0
     * @param margin by how much a model may be worse, as a fraction of the reference words; at least 0
     */
    public static RegressionCheck of(Comparison comparison, int yardstick, double margin) {
        if (!(margin >= 0)) {
            throw new IllegalArgumentException("margin must be >= 0; got " + margin);
        }
        String name = comparison.models().get(yardstick).name();
        List<Case> cases = new ArrayList<>();
        for (int model = 0; model < comparison.models().size(); model++) {
            if (model != yardstick) {
                ModelPair pair = comparison.pair(yardstick, model);
                Conclusion conclusion = comparison.conclusion(pair);
                boolean worse = conclusion.verdict() == Conclusion.Verdict.WORSE && pair.low() > margin;
                cases.add(new Case(
                        comparison.models().get(model).name(),
                        worse,
                        conclusion,
                        (worse ? "Failed" : "Passed") + margin(margin) + ": " + conclusion.sentence()));
            }
        }
        return new RegressionCheck(name, cases);
    }

    private static String margin(double margin) {
        return margin == 0 ? "" : String.format(Locale.ROOT, " with a margin of %.1f points", 100 * margin);
    }

    /** Those that fail. */
    public List<Case> failures() {
        return cases.stream().filter(Case::worse).toList();
    }
}
