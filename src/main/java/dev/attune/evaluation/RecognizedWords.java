package dev.attune.evaluation;

import dev.attune.speech.decode.Hypothesis;
import dev.attune.speech.decode.Hypothesis.RecognizedWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * The words of a hypothesis as JSON: {@code [{"text", "start", "end", "confidence"}]}, times in seconds from the start of the clip with
 * milliseconds, confidence in [0, 1] with three decimals.
 */
final class RecognizedWords {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RecognizedWords() {}

    static String write(Hypothesis hypothesis) {
        ArrayNode words = JSON.createArrayNode();
        for (RecognizedWord word : hypothesis.words()) {
            words.addObject()
                    .put("text", word.text())
                    .put("start", rounded(word.startSeconds()))
                    .put("end", rounded(word.endSeconds()))
                    .put("confidence", rounded(word.confidence()));
        }
        return JSON.writeValueAsString(words);
    }

    static List<EvaluatedWord> read(String json) {
        List<EvaluatedWord> words = new ArrayList<>();
        for (JsonNode word : JSON.readTree(json)) {
            words.add(new EvaluatedWord(
                    word.get("text").asString(),
                    word.get("start").asDouble(),
                    word.get("end").asDouble(),
                    word.get("confidence").asDouble()));
        }
        return words;
    }

    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.3f", value));
    }
}
