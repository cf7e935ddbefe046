package dev.attune.speech.modelimport;

import dev.attune.speech.audio.FeatureRecipe;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A model to be tried.
 *
 * @param onnx the graph
 * @param tokens its {@code tokens.txt} or {@code vocab.json}
 * @param locale language that it is for, such as {@code en-US}
 * @param features what it takes, or null to find it by trying
 * @param sample recording of speech of that language to try it with, or null for the one that comes with the program, which is English
 * @param sampleText what is said in the sample, or null if that is not known
 */
public record ProbeRequest(
        Path onnx,
        Path tokens,
        String locale,
        @Nullable FeatureRecipe features,
        @Nullable Path sample,
        @Nullable String sampleText) {

    /** A model of a language, all else found out. */
    public static ProbeRequest of(Path onnx, Path tokens, String locale) {
        return new ProbeRequest(onnx, tokens, locale, null, null, null);
    }
}
