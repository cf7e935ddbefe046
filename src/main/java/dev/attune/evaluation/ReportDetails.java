package dev.attune.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a report draws besides the figures of its models.
 *
 * @param utterances of the test set, in its order
 * @param calibrations how far each model's confidence can be believed; empty where no confidences are known
 * @param robustness the models under degraded sound; null if it was not measured
 */
public record ReportDetails(
        List<UtteranceFigures> utterances, List<Calibration> calibrations, @Nullable Robustness robustness) {

    public ReportDetails {
        utterances = List.copyOf(utterances);
        calibrations = List.copyOf(calibrations);
    }

    /** What a comparison itself knows: neither noise nor confidences. */
    public static ReportDetails of(Comparison comparison) {
        return new ReportDetails(utterances(comparison, List.of()), List.of(), null);
    }

    /** The same with a measurement of robustness. */
    public ReportDetails withRobustness(@Nullable Robustness measured) {
        return new ReportDetails(utterances, calibrations, measured);
    }

    /**
     * The figures of a comparison's utterances.
     *
     * @param snrDb their signal-to-noise ratios in decibels, NaN where one is not known; empty if none is
     */
    public static List<UtteranceFigures> utterances(Comparison comparison, List<Double> snrDb) {
        List<UtteranceFigures> figures = new ArrayList<>();
        for (int i = 0; i < comparison.utterances().size(); i++) {
            int row = i;
            ComparedUtterance utterance = comparison.utterances().get(i);
            SortedMap<String, String> columns = new TreeMap<>();
            if (utterance.speaker() != null) {
                columns.put("Speaker", utterance.speaker());
            }
            double snr = snrDb.isEmpty() ? Double.NaN : snrDb.get(i);
            figures.add(new UtteranceFigures(
                    i,
                    utterance.id(),
                    utterance.seconds(),
                    Double.isNaN(snr) ? null : snr,
                    comparison
                            .models()
                            .getFirst()
                            .score()
                            .utterances()
                            .get(i)
                            .words()
                            .words(),
                    comparison.models().stream()
                            .map(model ->
                                    model.score().utterances().get(row).words().errors())
                            .toList(),
                    columns));
        }
        return figures;
    }
}
