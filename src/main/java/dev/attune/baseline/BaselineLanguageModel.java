package dev.attune.baseline;

import dev.attune.speech.lm.CompactLm;
import dev.attune.speech.lm.InterpolatedLm;
import dev.attune.speech.lm.KneserNeyEstimator;
import dev.attune.speech.lm.KneserNeyOptions;
import dev.attune.speech.lm.NGramCounts;
import dev.attune.speech.lm.NGramModel;
import dev.attune.speech.lm.StaticMixture;
import dev.attune.speech.text.Lexicon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Estimates the trigram model of a baseline over the words of its lexicon: of all its text, or part by part, mixed and merged into one model
 * ({@link StaticMixture}).
 */
final class BaselineLanguageModel {

    private static final int ORDER = 3;

    private final Lexicon lexicon;

    BaselineLanguageModel(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    /**
     * @param texts files with a sentence on each line
     * @param weight share of the mixture; those of all parts sum to 1
     * @param pruning trigrams that occur at most so often are left out
     */
    record Part(List<Path> texts, double weight, int pruning) {}

    /** @param target written last, by renaming */
    void estimate(List<Part> parts, Path target) throws IOException {
        List<NGramModel> models = new ArrayList<>();
        for (Part part : parts) {
            models.add(estimate(part));
        }
        NGramModel model = models.size() == 1
                ? models.getFirst()
                : StaticMixture.mergeFollowing(new InterpolatedLm(
                        models, parts.stream().map(Part::weight).toList()));
        Path unfinished = target.resolveSibling(target.getFileName() + ".part");
        CompactLm.write(model, unfinished);
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private NGramModel estimate(Part part) throws IOException {
        NGramCounts.Builder counts = NGramCounts.builder(ORDER).vocabulary(lexicon.words());
        for (Path text : part.texts()) {
            try (Stream<String> lines = Files.lines(text)) {
                lines.forEach(counts::add);
            }
        }
        try (NGramCounts counted = counts.build()) {
            return KneserNeyEstimator.estimate(
                    counted, KneserNeyOptions.defaults().withPruning(0, 0, part.pruning()));
        }
    }
}
