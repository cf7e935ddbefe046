package dev.attune.speech.train;

import java.nio.file.Path;
import java.util.List;

/**
 * What a custom model is to be made of. Plain values, so that it can be written as JSON and handed to another process.
 *
 * @param baseline model package to start from
 * @param name name of the new model
 * @param audio manifests ({@link dev.attune.speech.corpus.Manifest}) of transcribed recordings
 * @param text files with one sentence or phrase a line
 * @param pronunciations files with {@code display TAB spoken} a line
 * @param structured files of structured text ({@link dev.attune.speech.text.structured})
 * @param display files with rules of display text ({@link dev.attune.speech.display.DisplayRulesReader}); these alone make a model that hears
 *     what its baseline hears
 * @param lmWeight share of the user's text in the language model, in (0, 1]; 0 to find it on a held-out slice
 * @param maxMinutes limit of the network's training, 0 for none
 * @param seed of all random choices
 * @param speakText whether the sentences of the text are also spoken by the machine's synthesizers and learnt by the network
 */
public record AdaptationRequest(
        Path baseline,
        String name,
        List<Path> audio,
        List<Path> text,
        List<Path> pronunciations,
        List<Path> structured,
        List<Path> display,
        double lmWeight,
        double maxMinutes,
        long seed,
        boolean speakText) {

    public AdaptationRequest {
        audio = List.copyOf(audio);
        text = List.copyOf(text);
        pronunciations = List.copyOf(pronunciations);
        structured = List.copyOf(structured);
        display = List.copyOf(display);
        if (audio.isEmpty()
                && text.isEmpty()
                && pronunciations.isEmpty()
                && structured.isEmpty()
                && display.isEmpty()) {
            throw new IllegalArgumentException(
                    "a training needs audio, text, pronunciations, structured text or display rules");
        }
    }

    /** Without spoken text. */
    public AdaptationRequest(
            Path baseline,
            String name,
            List<Path> audio,
            List<Path> text,
            List<Path> pronunciations,
            List<Path> structured,
            List<Path> display,
            double lmWeight,
            double maxMinutes,
            long seed) {
        this(baseline, name, audio, text, pronunciations, structured, display, lmWeight, maxMinutes, seed, false);
    }

    /** Whether the network learns, not only the words. */
    boolean trainsNetwork() {
        return !audio.isEmpty() || speakText;
    }

    /** Whether only the display text changes. */
    boolean isDisplayOnly() {
        return audio.isEmpty() && text.isEmpty() && pronunciations.isEmpty() && structured.isEmpty();
    }
}
