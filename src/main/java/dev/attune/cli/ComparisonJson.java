package dev.attune.cli;

import dev.attune.evaluation.Comparison;
import dev.attune.evaluation.ModelFigures;
import dev.attune.evaluation.ModelPair;
import dev.attune.speech.score.TokenErrorClass;
import dev.attune.speech.score.TokenErrors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A comparison as JSON: {@code models} in their order with the fields of {@code score}, {@code characterErrorRate} and {@code interval}; {@code
 * pairs} with {@code a}, {@code b}, {@code difference} (rate of b minus rate of a), {@code interval} and {@code pValue}. Intervals are
 * {@code [low, high]} at 95 %. Where there is display text, {@code tokenErrorRate} and {@code tokenErrors} by class.
 */
final class ComparisonJson {

    private ComparisonJson() {}

    static ObjectNode of(Comparison comparison) {
        ObjectNode root = Json.object();
        ArrayNode models = root.putArray("models");
        for (int i = 0; i < comparison.models().size(); i++) {
            ModelFigures figures = comparison.figures().get(i);
            ObjectNode model =
                    models.addObject().put("model", comparison.models().get(i).name());
            figures(figures).putInto(model).put("characterErrorRate", figures.characterErrorRate());
            model.putArray("interval").add(figures.low()).add(figures.high());
            tokens(model, comparison.models().get(i).tokens());
        }
        ArrayNode pairs = root.putArray("pairs");
        for (ModelPair pair : comparison.pairs()) {
            ObjectNode node = pairs.addObject()
                    .put("a", comparison.models().get(pair.a()).name())
                    .put("b", comparison.models().get(pair.b()).name())
                    .put("difference", pair.difference());
            node.putArray("interval").add(pair.low()).add(pair.high());
            node.put("pValue", pair.pValue());
        }
        return root;
    }

    private static void tokens(ObjectNode model, @Nullable TokenErrors tokens) {
        if (tokens == null) {
            return;
        }
        model.put("tokenErrorRate", tokens.rate());
        ObjectNode classes = model.putObject("tokenErrors");
        for (TokenErrorClass each : TokenErrorClass.values()) {
            classes.putObject(each.apiName())
                    .put("numberOfEdits", tokens.edits().get(each))
                    .put("percentageOfAllEdits", tokens.percentageOfAllEdits(each));
        }
    }

    static ScoreFigures figures(ModelFigures figures) {
        return new ScoreFigures(figures.words(), figures.utterances(), figures.sentenceErrorRate());
    }
}
