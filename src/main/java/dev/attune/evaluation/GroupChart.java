package dev.attune.evaluation;

import dev.attune.chart.DotChart;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Word error rates of the parts of a test set, cut by one property of its utterances.
 *
 * @param heading such as {@code By duration}
 * @param chart null if the property is known of no utterance
 * @param missing why there is no chart, for people; empty if there is one
 */
public record GroupChart(String heading, @Nullable DotChart chart, String missing) {

    /** By duration, by noise, by rate of speech, and by each column of the test set. */
    public static List<GroupChart> of(List<String> names, List<UtteranceFigures> utterances) {
        List<GroupChart> charts = new ArrayList<>();
        charts.add(figure(
                names,
                utterances,
                "Duration",
                utterance -> utterance.seconds() > 0 ? utterance.seconds() : Double.NaN,
                "s",
                "By duration",
                "No recording has a known length."));
        charts.add(
                figure(
                        names,
                        utterances,
                        "Signal-to-noise ratio",
                        utterance -> {
                            Double snr = utterance.snrDb();
                            return snr == null ? Double.NaN : snr;
                        },
                        "dB",
                        "By noise",
                        "The noise of these recordings was not measured, as the test is an older one. Make it again to see it."));
        charts.add(figure(
                names,
                utterances,
                "Words per second",
                UtteranceFigures::wordsPerSecond,
                "words/s",
                "By rate of speech",
                "No recording has a known length."));
        for (String column : columns(utterances)) {
            String heading = "By " + lower(column);
            charts.add(new GroupChart(
                    heading, chart(names, heading, column, GroupRates.byColumn(utterances, column)), ""));
        }
        return charts;
    }

    private static GroupChart figure(
            List<String> names,
            List<UtteranceFigures> utterances,
            String label,
            ToDoubleFunction<UtteranceFigures> figure,
            String unit,
            String heading,
            String missing) {
        GroupRates rates = GroupRates.byFigure(utterances, figure, unit);
        return rates.groups().isEmpty()
                ? new GroupChart(heading, null, missing)
                : new GroupChart(heading, chart(names, heading, label, rates), "");
    }

    private static DotChart chart(List<String> names, String heading, String label, GroupRates rates) {
        return EvaluationCharts.groups("Word error rate " + lower(heading), label, names, rates);
    }

    private static TreeSet<String> columns(List<UtteranceFigures> utterances) {
        return utterances.stream()
                .flatMap(utterance -> utterance.columns().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Headings go on in small letters, but for names such as SNR. */
    private static String lower(String text) {
        boolean name = text.length() > 1 && Character.isUpperCase(text.charAt(1));
        return name || text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
