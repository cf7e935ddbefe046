package dev.attune.training.ui;

import dev.attune.ui.Formats;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the detail page writes the figures of {@link dev.attune.speech.train.AdaptationResult}. */
final class FigureTexts {

    private FigureTexts() {}

    /** Those that the page shows, the most telling first. */
    static final List<String> ORDER = List.of(
            "tokenErrorRateBefore",
            "tokenErrorRateAfter",
            "validationLossBefore",
            "validationLossAfter",
            "lmWeight",
            "textPerplexity",
            "generalPerplexityBefore",
            "generalPerplexity",
            "unknownWordsBefore",
            "unknownWords",
            "newWords",
            "displayRules",
            "displayTestsFailed",
            "sentences",
            "utterances",
            "spokenUtterances",
            "audioSeconds",
            "steps",
            "seconds");

    /** A name and a value for people. */
    record Text(String label, String value) {}

    /** Empty for figures that the page has no words for. */
    static Optional<Text> of(String figure, double amount) {
        return switch (figure) {
            case "utterances" -> Optional.of(new Text("Utterances", Formats.count(Math.round(amount))));
            case "spokenUtterances" -> Optional.of(new Text("Spoken sentences", Formats.count(Math.round(amount))));
            case "audioSeconds" -> Optional.of(new Text("Audio", Formats.length(amount)));
            case "sentences" -> Optional.of(new Text("Sentences", Formats.count(Math.round(amount))));
            case "tokenErrorRateBefore" -> Optional.of(new Text("Token errors before", Formats.percent(amount)));
            case "tokenErrorRateAfter" -> Optional.of(new Text("Token errors after", Formats.percent(amount)));
            case "steps" -> Optional.of(new Text("Steps", Formats.count(Math.round(amount))));
            case "validationLossBefore" -> Optional.of(new Text("Validation loss before", decimal(amount)));
            case "validationLossAfter" -> Optional.of(new Text("Validation loss after", decimal(amount)));
            case "lmWeight" -> Optional.of(new Text("Weight of the text", Formats.percent(amount)));
            case "textPerplexity" -> Optional.of(new Text("Perplexity of the text", perplexity(amount)));
            case "generalPerplexityBefore" -> Optional.of(new Text("Of general speech before", perplexity(amount)));
            case "generalPerplexity" -> Optional.of(new Text("Of general speech after", perplexity(amount)));
            case "unknownWordsBefore" -> Optional.of(new Text("Words unknown before", Formats.percent(amount)));
            case "unknownWords" -> Optional.of(new Text("Words unknown after", Formats.percent(amount)));
            case "newWords" -> Optional.of(new Text("New words", Formats.count(Math.round(amount))));
            case "displayRules" -> Optional.of(new Text("Display rules", Formats.count(Math.round(amount))));
            case "displayTestsFailed" ->
                Optional.of(new Text("Display tests failed", Formats.count(Math.round(amount))));
            case "seconds" -> Optional.of(new Text("Computing time", Formats.length(amount)));
            default -> Optional.empty();
        };
    }

    private static String perplexity(double amount) {
        return String.format(Locale.ENGLISH, "%.1f", amount);
    }

    private static String decimal(double amount) {
        return String.format(Locale.ENGLISH, "%.3f", amount);
    }
}
