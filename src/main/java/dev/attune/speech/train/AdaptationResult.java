package dev.attune.speech.train;

import java.nio.file.Path;
import java.util.Map;

/**
 * What came out of a training.
 *
 * @param model the new model package
 * @param figures by name: utterances, audioSeconds, steps, validationLossBefore, validationLossAfter, lmWeight, newWords, seconds; those that
 *     apply
 */
public record AdaptationResult(Path model, Map<String, Double> figures) {}
