package dev.attune.baseline;

import dev.attune.speech.lm.CompactLm;
import dev.attune.speech.lm.KneserNeyEstimator;
import dev.attune.speech.lm.KneserNeyOptions;
import dev.attune.speech.lm.NGramCounts;
import dev.attune.speech.text.Lexicon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** Estimates the trigram model of a baseline over the words of its lexicon. */
final class BaselineLanguageModel {

    private BaselineLanguageModel() {}

    /**
     * @param pruning trigrams that occur at most so often are left out
     */
    static void estimate(Path text, Lexicon lexicon, int pruning, Path target) throws IOException {
        NGramCounts.Builder counts = NGramCounts.builder(3).vocabulary(lexicon.words());
        try (Stream<String> lines = Files.lines(text)) {
            lines.forEach(counts::add);
        }
        Path unfinished = target.resolveSibling(target.getFileName() + ".part");
        try (NGramCounts counted = counts.build()) {
            CompactLm.write(
                    KneserNeyEstimator.estimate(
                            counted, KneserNeyOptions.defaults().withPruning(0, 0, pruning)),
                    unfinished);
        }
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
