package dev.attune.evaluation;

import dev.attune.speech.score.BootstrapInterval;
import dev.attune.speech.score.ErrorCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Error rates of parts of a test set, each with its 95 % bootstrap interval: who or what is recognised well, and who is not.
 *
 * @param groups by content in the order of the most words, or by a figure in its order
 */
public record GroupRates(List<Group> groups) {

    private static final int MOST_GROUPS = 12;
    private static final int MOST_BINS = 5;
    private static final int LEAST_IN_BIN = 8;

    public GroupRates {
        groups = List.copyOf(groups);
    }

    /**
     * A part of the test set.
     *
     * @param words of the references
     * @param rates word error rates, one a model
     */
    public record Group(String name, int utterances, int words, List<BootstrapInterval> rates) {

        public Group {
            rates = List.copyOf(rates);
        }
    }

    /** By a column's contents; those without content are left out, and beyond a dozen the smallest are put together. Columns of many different figures are cut as {@link #byFigure} does. */
    public static GroupRates byColumn(List<UtteranceFigures> utterances, String column) {
        List<UtteranceFigures> known = utterances.stream()
                .filter(utterance -> utterance.columns().containsKey(column))
                .toList();
        Set<String> contents = new HashSet<>();
        known.forEach(utterance -> contents.add(utterance.columns().get(column)));
        if (contents.size() > MOST_GROUPS && contents.stream().allMatch(GroupRates::isNumber)) {
            return byFigure(
                    known,
                    utterance -> Double.parseDouble(
                            String.valueOf(utterance.columns().get(column))),
                    "");
        }
        Map<String, List<UtteranceFigures>> parts = new LinkedHashMap<>();
        for (UtteranceFigures utterance : known) {
            parts.computeIfAbsent(String.valueOf(utterance.columns().get(column)), name -> new ArrayList<>())
                    .add(utterance);
        }
        List<Map.Entry<String, List<UtteranceFigures>>> largest = new ArrayList<>(parts.entrySet());
        largest.sort(
                Comparator.comparingInt((Map.Entry<String, List<UtteranceFigures>> part) -> -words(part.getValue()))
                        .thenComparing(Map.Entry::getKey));
        List<Group> groups = new ArrayList<>();
        boolean tooMany = largest.size() > MOST_GROUPS;
        int kept = tooMany ? MOST_GROUPS - 1 : largest.size();
        largest.subList(0, kept).forEach(part -> groups.add(group(part.getKey(), part.getValue())));
        if (tooMany) {
            List<UtteranceFigures> rest = largest.subList(kept, largest.size()).stream()
                    .flatMap(part -> part.getValue().stream())
                    .toList();
            groups.add(group(largest.size() - kept + " others", rest));
        }
        return new GroupRates(groups);
    }

    /**
     * By a figure, cut into up to five parts with about as many utterances each; those without a finite figure are left out.
     *
     * @param unit behind the numbers; may be empty
     */
    public static GroupRates byFigure(
            List<UtteranceFigures> utterances, ToDoubleFunction<UtteranceFigures> figure, String unit) {
        List<UtteranceFigures> sorted = utterances.stream()
                .filter(utterance -> Double.isFinite(figure.applyAsDouble(utterance)))
                .sorted(Comparator.comparingDouble(figure))
                .toList();
        int bins = Math.clamp(sorted.size() / LEAST_IN_BIN, 1, MOST_BINS);
        List<Group> groups = new ArrayList<>();
        int from = 0;
        for (int bin = 0; bin < bins && from < sorted.size(); bin++) {
            int to = from + Math.max(1, (sorted.size() - from) / (bins - bin));
            // What is equal stays together, so that no figure stands in two parts.
            while (to < sorted.size()
                    && figure.applyAsDouble(sorted.get(to)) == figure.applyAsDouble(sorted.get(to - 1))) {
                to++;
            }
            List<UtteranceFigures> part = sorted.subList(from, to);
            groups.add(group(
                    range(figure.applyAsDouble(part.getFirst()), figure.applyAsDouble(part.getLast()), unit), part));
            from = to;
        }
        return new GroupRates(groups);
    }

    private static String range(double low, double high, String unit) {
        String from = number(low);
        String to = number(high);
        return (from.equals(to) ? from : from + " to " + to) + (unit.isEmpty() ? "" : " " + unit);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
    }

    private static boolean isNumber(String text) {
        try {
            return Double.isFinite(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static Group group(String name, List<UtteranceFigures> utterances) {
        List<BootstrapInterval> rates = new ArrayList<>();
        for (int model = 0; model < utterances.getFirst().errors().size(); model++) {
            int place = model;
            rates.add(BootstrapInterval.ofRate(utterances.stream()
                    .map(utterance ->
                            counts(utterance.words(), utterance.errors().get(place)))
                    .toList()));
        }
        return new Group(name, utterances.size(), words(utterances), rates);
    }

    /** Counts with this rate; which kind the errors are of makes no difference to it. */
    private static ErrorCounts counts(int words, int errors) {
        int missed = Math.min(words, errors);
        return new ErrorCounts(words, words - missed, 0, missed, errors - missed);
    }

    private static int words(List<UtteranceFigures> utterances) {
        return utterances.stream().mapToInt(UtteranceFigures::words).sum();
    }
}
