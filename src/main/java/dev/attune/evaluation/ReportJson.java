package dev.attune.evaluation;

import dev.attune.speech.score.EditStep;
import dev.attune.speech.score.ErrorCounts;
import dev.attune.speech.score.UtteranceScore;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every edit as JSON: {@code {"title", "testSet", "created", "details": [...]}} with one entry an utterance and model, {@code {"model", "audio",
 * "reference", "hypothesis", "wordCount", "substitutions", "deletions", "insertions", "alignment": [{"op", "ref", "hyp"}]}}; {@code op} is {@code C}
 * correct, {@code S}, {@code D} or {@code I}, and a side without a word is left out.
 */
final class ReportJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ReportJson() {}

    static String edits(EvaluationReport report) {
        Comparison comparison = report.comparison();
        ObjectNode root = JSON.createObjectNode()
                .put("title", report.title())
                .put("testSet", report.testSet())
                .put("created", report.created().toString());
        ArrayNode details = root.putArray("details");
        for (int i = 0; i < comparison.utterances().size(); i++) {
            ComparedUtterance utterance = comparison.utterances().get(i);
            for (ComparedModel model : comparison.models()) {
                detail(
                        details.addObject().put("model", model.name()),
                        utterance,
                        model.score().utterances().get(i));
            }
        }
        return JSON.writeValueAsString(root) + "\n";
    }

    private static void detail(ObjectNode node, ComparedUtterance utterance, UtteranceScore score) {
        ErrorCounts words = score.words();
        node.put("audio", utterance.id())
                .put("reference", utterance.reference())
                .put("hypothesis", ReportCsv.hypothesis(score))
                .put("wordCount", words.words())
                .put("substitutions", words.substitutions())
                .put("deletions", words.deletions())
                .put("insertions", words.insertions());
        ArrayNode alignment = node.putArray("alignment");
        for (EditStep step : score.alignment().steps()) {
            boolean hit = step.kind() == EditStep.Kind.HIT;
            ObjectNode edit = alignment.addObject().put("op", hit ? "C" : String.valueOf(EditCode.letter(step.kind())));
            if (step.reference() != null) {
                edit.put("ref", step.reference());
            }
            if (step.hypothesis() != null) {
                edit.put("hyp", step.hypothesis());
            }
        }
    }
}
