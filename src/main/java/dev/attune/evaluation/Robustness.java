package dev.attune.evaluation;

import dev.attune.speech.audio.Degradation;
import dev.attune.speech.audio.Degradation.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Models under degraded sound: the same utterances under each condition.
 *
 * @param models names
 * @param rows one a condition, the clean recordings first
 */
public record Robustness(List<String> models, List<Row> rows) {

    private static final long FIRST_SEED = 20_260_101;

    public Robustness {
        models = List.copyOf(models);
        rows = List.copyOf(rows);
        for (Row row : rows) {
            if (row.figures().size() != models.size()) {
                throw new IllegalArgumentException("each row must have one figure a model; got " + row);
            }
        }
    }

    /**
     * One condition.
     *
     * @param figures one a model; null where it was not measured yet
     */
    public record Row(Degradation condition, List<@Nullable ModelFigures> figures) {

        public Row {
            figures = Collections.unmodifiableList(new ArrayList<>(figures));
        }
    }

    /**
     * Of the noise and the echoes of an utterance: the same for every model and level.
     *
     * @param utterance place in the test set, from 0
     */
    public static long seed(int utterance) {
        return FIRST_SEED + utterance;
    }

    /** True if every model was measured under every condition. */
    public boolean complete() {
        return rows.stream().allMatch(row -> row.figures().stream().allMatch(Objects::nonNull));
    }

    private boolean complete(int model) {
        return rows.stream().allMatch(row -> row.figures().get(model) != null);
    }

    /** How many of its figures there are so far. */
    public int measured() {
        return (int) rows.stream()
                .flatMap(row -> row.figures().stream())
                .filter(Objects::nonNull)
                .count();
    }

    /** True if any model was measured under a condition of this kind. */
    public boolean has(Kind kind) {
        return rows.stream().filter(row -> row.condition().kind() == kind).anyMatch(row -> row.figures().stream()
                .anyMatch(Objects::nonNull));
    }

    /** A curve: the levels of one kind in the order of rising difficulty or speed, with the clean recordings in their place. */
    public Robustness curve(Kind kind) {
        List<Row> curve = new ArrayList<>();
        rows.stream().filter(row -> row.condition().kind() == kind).forEach(curve::add);
        rows.stream()
                .filter(row -> row.condition().kind() == Kind.NONE)
                .findFirst()
                .ifPresent(clean -> {
                    int place = kind == Kind.SPEED
                            ? (int) curve.stream()
                                    .filter(row -> row.condition().level() < 1)
                                    .count()
                            : 0;
                    curve.add(place, clean);
                });
        return new Robustness(models, curve);
    }

    /** What stands out, a sentence for each model that was measured under every condition: the one that costs it most. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        for (int model = 0; model < models.size(); model++) {
            ModelFigures clean = null;
            Row worst = null;
            double highest = 0;
            for (Row row : rows) {
                ModelFigures figures = row.figures().get(model);
                if (figures != null && row.condition().kind() == Kind.NONE) {
                    clean = figures;
                }
                if (figures != null && clean != null && figures.wordErrorRate() - clean.wordErrorRate() > highest) {
                    highest = figures.wordErrorRate() - clean.wordErrorRate();
                    worst = row;
                }
            }
            if (clean != null && complete(model)) {
                sentences.add(String.format(
                        Locale.ROOT,
                        "\u201c%s\u201d makes %s word errors on the recordings as they are, %s.",
                        models.get(model),
                        FigureTexts.percent(clean.wordErrorRate()),
                        worst == null
                                ? "and no more under any of these conditions"
                                : "and " + FigureTexts.percent(clean.wordErrorRate() + highest) + " at worst: "
                                        + worst.condition().label()));
            }
        }
        return sentences;
    }
}
