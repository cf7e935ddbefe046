package dev.attune.speech.train;

import dev.attune.speech.modelpackage.ModelDescription;
import java.util.Locale;
import java.util.Map;

/** The model card of a custom model, Markdown. */
final class CustomModelCard {

    private CustomModelCard() {}

    static String write(ModelDescription model, String baseline, Map<String, Double> figures, MixingCurve mixing) {
        StringBuilder card = new StringBuilder();
        card.append("# ").append(model.name()).append("\n\n");
        card.append("A custom model for ")
                .append(model.locale())
                .append(", made from the baseline \"")
                .append(baseline)
                .append("\" with Attune ")
                .append(model.provenance().codeVersion())
                .append(" on ")
                .append(model.created())
                .append(". Its licence is that of the baseline (")
                .append(model.licence())
                .append(") and of the data it was made of.\n\n## Data\n\n");
        model.provenance().dataHashes().forEach((name, hash) -> card.append("- ")
                .append(name)
                .append(", SHA-256 ")
                .append(hash, 0, 12)
                .append("...\n"));
        card.append("\n## Figures of the training\n\n| | |\n| --- | --- |\n");
        figures.forEach((name, value) -> card.append("| ")
                .append(name)
                .append(" | ")
                .append(
                        value == Math.rint(value)
                                ? String.format(Locale.ROOT, "%,.0f", value)
                                : String.format(Locale.ROOT, "%.3f", value))
                .append(" |\n"));
        card.append(
                "\nLosses and token error rates are those of utterances kept aside during the training, not of a test"
                        + " set: measure the model on recordings that were not used here before trusting it.\n");
        if (!mixing.points().isEmpty()) {
            card.append(
                    "\n## Weight of the text\n\nPerplexity of sentences of the text that were kept aside, and of general"
                            + " sentences that the baseline's language model drew; lower is better.\n\n"
                            + "| Weight | Text | General |\n| --- | --- | --- |\n");
            mixing.points()
                    .forEach(point -> card.append(String.format(
                            Locale.ROOT,
                            "| %.0f %% | %s | %.1f |%n",
                            100 * point.weight(),
                            // A word that the baseline does not know.
                            Double.isFinite(point.textPerplexity())
                                    ? String.format(Locale.ROOT, "%.1f", point.textPerplexity())
                                    : "-",
                            point.generalPerplexity())));
        }
        return card.toString();
    }
}
