package dev.attune.cli;

import dev.attune.speech.Recognition;
import dev.attune.speech.decode.Hypothesis;
import dev.attune.speech.decode.Hypothesis.RecognizedWord;
import dev.attune.speech.display.DisplayText;
import java.io.PrintWriter;
import tools.jackson.databind.node.ObjectNode;

/**
 * One JSON array with an object a recording: {@code file, durationSeconds, nBest: [{confidence, lexical, itn, maskedItn, display, logProb,
 * words: [{word, startSeconds, endSeconds, confidence}], displayWords: [{text, startSeconds, endSeconds}]}]}. {@code lexical} is the text as
 * it is scored, {@code display} as it is to be shown; the other two lie between them. A reading's confidence is the mean of its words', 0
 * without words.
 */
final class JsonPrinter implements TranscriptPrinter {

    private final PrintWriter out;
    private final Displays displays;
    private boolean first = true;

    JsonPrinter(PrintWriter out, Displays displays) {
        this.out = out;
        this.displays = displays;
        out.print("[");
    }

    @Override
    public void print(String file, Recognition recognition) {
        ObjectNode node = Json.object().put("file", file).put("durationSeconds", millis(recognition.audioSeconds()));
        var readings = node.putArray("nBest");
        recognition.nBest().forEach(reading -> put(reading, readings.addObject()));
        out.print(first ? "\n" : ",\n");
        out.print(Json.pretty(node));
        first = false;
    }

    private void put(Hypothesis reading, ObjectNode node) {
        DisplayText text = displays.of(reading);
        node.put("confidence", rounded(meanConfidence(reading)))
                .put("lexical", text.lexical())
                .put("itn", text.itn())
                .put("maskedItn", text.maskedItn())
                .put("display", text.display())
                .put("logProb", rounded(reading.logProb()));
        var words = node.putArray("words");
        for (RecognizedWord word : reading.words()) {
            words.addObject()
                    .put("word", word.text())
                    .put("startSeconds", millis(word.startSeconds()))
                    .put("endSeconds", millis(word.endSeconds()))
                    .put("confidence", rounded(word.confidence()));
        }
        var shown = node.putArray("displayWords");
        for (DisplayText.Word word : text.words()) {
            shown.addObject()
                    .put("text", word.text())
                    .put("startSeconds", millis(reading.words().get(word.from()).startSeconds()))
                    .put("endSeconds", millis(reading.words().get(word.to() - 1).endSeconds()));
        }
    }

    private static double meanConfidence(Hypothesis reading) {
        return reading.words().stream()
                .mapToDouble(RecognizedWord::confidence)
                .average()
                .orElse(0);
    }

    private static double millis(double seconds) {
        return Math.round(seconds * 1e3) / 1e3;
    }

    private static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }

    @Override
    public void close() {
        out.println("\n]");
    }
}
