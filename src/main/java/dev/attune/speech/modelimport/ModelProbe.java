package dev.attune.speech.modelimport;

import ai.onnxruntime.OrtException;
import dev.attune.speech.Memory;
import dev.attune.speech.acoustic.ImportedNetwork;
import dev.attune.speech.acoustic.onnx.ForeignGraph;
import dev.attune.speech.acoustic.onnx.ForeignGraph.Raw;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.FeatureMatrix;
import dev.attune.speech.audio.FeatureRecipe;
import dev.attune.speech.audio.LogMelExtractor;
import dev.attune.speech.modelimport.ProbeReport.Finding;
import dev.attune.speech.modelimport.ProbeReport.Trial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out by running it how a CTC network made elsewhere is fed and read: inputs, outputs and tokens, whether its length may vary, its stride, the
 * shortest sound that it bears, and what kind of input makes it understand a recording.
 *
 * <p>Runs in the calling process, which a damaged graph may end: see {@link ProbeProcess}.
 */
public final class ModelProbe {

    private static final int RATE = LogMelExtractor.SAMPLE_RATE_HZ;
    private static final int SHORT_SECONDS = 2;
    private static final int LONG_SECONDS = 8;
    /** A frame of speech; networks beyond these bounds write something else than speech. */
    private static final double SHORTEST_SHIFT_SECONDS = 0.005;

    private static final double LONGEST_SHIFT_SECONDS = 0.25;
    private static final double SLOW = 1.0;

    private final ProbeRequest request;
    private final Consumer<String> progress;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private ModelProbe(ProbeRequest request, Consumer<String> progress) {
        this.request = request;
        this.progress = progress;
    }

    /**
     * @param progress gets what is being tried, for people
     * @throws ImportRefusedException with what is wrong with the model and what to do
     */
    public static ProbeReport run(ProbeRequest request, Consumer<String> progress) throws IOException {
        return new ModelProbe(request, progress).run();
    }

    private ProbeReport run() throws IOException {
        progress.accept("Reading the tokens");
        List<String> symbols = TokenFile.read(request.tokens());
        progress.accept("Loading the network");
        OnnxFile.check(request.onnx());
        try (ForeignGraph graph = load()) {
            GraphForm form = GraphForm.of(graph, symbols.size());
            tell("Inputs", join(graph.inputs()));
            tell("Outputs", join(graph.outputs()));
            Map<String, String> metadata = graph.metadata();
            if (metadata.containsKey("model_type")) {
                tell("Says of itself", metadata.get("model_type"));
            }
            progress.accept("Trying noise of several lengths");
            ImportedNetwork network = measure(graph, form, symbols);
            SampleTrials trials = new SampleTrials(graph, network, mapping(symbols, network), request);
            List<Trial> tried = new ArrayList<>();
            for (FeatureRecipe recipe : form.recipes(metadata)) {
                progress.accept("Trying a recording with " + recipe.label());
                tried.add(trials.with(recipe));
            }
            Trial best = FeatureChoice.choose(tried, request.features(), trials.isEnglish());
            tell("Takes", best.features().label() + (form.bins() == 1 ? "" : ", " + form.bins() + " bins"));
            tell("Wrote of the sample", best.text().isBlank() ? "nothing" : best.text());
            tellAccuracy(best);
            trials.warning(best).ifPresent(warnings::add);
            tellSpeed(trials.secondsPerSecond());
            tried.sort((a, b) -> a.features() == best.features()
                    ? -1
                    : b.features() == best.features() ? 1 : Double.compare(b.merit(), a.merit()));
            return new ProbeReport(
                    network.withFeatures(best.features()),
                    mapping(symbols, network).tokens().symbols(),
                    findings,
                    tried,
                    warnings);
        }
    }

    private ForeignGraph load() throws IOException {
        try {
            return ForeignGraph.load(request.onnx(), 1);
        } catch (IOException e) {
            throw new ImportRefusedException(
                    e.getMessage()
                            + "; export the model again as a plain ONNX graph (opset 7 to 23, no custom operators).",
                    e);
        }
    }

    private TokenMapping mapping(List<String> symbols, ImportedNetwork network) throws IOException {
        return TokenMapping.of(symbols, network.tokenMap().size());
    }

    private ImportedNetwork measure(ForeignGraph graph, GraphForm graphForm, List<String> symbols) throws IOException {
        FeatureRecipe recipe = graphForm.recipes(graph.metadata()).getFirst();
        GraphForm form =
                graphForm.settled(candidate -> run(graph, candidate, noise(recipe, candidate.bins(), SHORT_SECONDS)));
        Raw shorter = run(graph, form, noise(recipe, form.bins(), SHORT_SECONDS));
        Raw longer = run(graph, form, noise(recipe, form.bins(), LONG_SECONDS));
        OutputCheck.requireTokensByFrame(shorter, longer);
        tell("Outputs a frame", String.valueOf(shorter.outputs()));
        TokenMapping mapping = TokenMapping.of(symbols, shorter.outputs());
        tellTokens(symbols, mapping);
        int inputFrames = noise(recipe, form.bins(), LONG_SECONDS).frames()
                - noise(recipe, form.bins(), SHORT_SECONDS).frames();
        int outputFrames = longer.frames() - shorter.frames();
        long stride = Math.round(inputFrames / (double) outputFrames);
        double shift = stride / (double) recipe.framesPerSecond();
        if (shift < SHORTEST_SHIFT_SECONDS || shift > LONGEST_SHIFT_SECONDS) {
            throw new ImportRefusedException(String.format(
                    Locale.ROOT,
                    "The network writes %d frames for %d s of sound; a recogniser writes between %.0f and %.0f a second, so this is"
                            + " another kind of model: choose a CTC model for speech recognition.",
                    longer.frames(),
                    LONG_SECONDS,
                    1 / LONGEST_SHIFT_SECONDS,
                    1 / SHORTEST_SHIFT_SECONDS));
        }
        tell(
                "Stride",
                stride + (form.bins() == 1 ? " samples, " : " frames, ") + Math.round(shift * 1000) + " ms a frame");
        if (!Arrays.equals(
                shorter.values(),
                run(graph, form, noise(recipe, form.bins(), SHORT_SECONDS)).values())) {
            warnings.add("The network says something else each time it hears the same: results will vary a little.");
        }
        int minimum = shortest(graph, form, recipe);
        tell(
                "Shortest sound",
                minimum <= 1
                        ? "any"
                        : String.format(
                                Locale.ROOT,
                                "%.3f s; shorter sound is padded with silence",
                                minimum / (double) recipe.framesPerSecond()));
        return new ImportedNetwork(
                recipe,
                form.bins(),
                form.form(),
                OutputCheck.scores(longer),
                shift,
                minimum,
                mapping.blank(),
                mapping.map());
    }

    private void tellTokens(List<String> symbols, TokenMapping mapping) throws ImportRefusedException {
        if (!mapping.hasBoundary() && writesBlanks()) {
            throw new ImportRefusedException(
                    "No token marks where a word begins (\u2581, | or a blank), so all words would run together in a language"
                            + " that is written with blanks; choose the token file that came with the network.");
        }
        boolean bytes = mapping.tokens().contains("<0x41>");
        tell(
                "Tokens",
                symbols.size() + " (" + (mapping.tokens().hasSubwords() ? "subwords" : "letters")
                        + (bytes ? ", rare characters in bytes" : "") + "), of which "
                        + (mapping.tokens().size() - 1) + " make words");
        tell("Blank", "id " + mapping.blank());
    }

    private boolean writesBlanks() {
        return !List.of("zh", "ja", "yue", "th", "lo", "km", "my")
                .contains(Locale.forLanguageTag(request.locale()).getLanguage());
    }

    private void tellAccuracy(Trial best) {
        if (best.characterErrorRate() != null) {
            tell("Characters wrong in it", String.format(Locale.ROOT, "%.0f %%", 100 * best.characterErrorRate()));
        }
        tell("Confidence on it", String.format(Locale.ROOT, "%.2f", best.confidence()));
    }

    private void tellSpeed(double secondsPerSecond) {
        tell(
                "Speed",
                String.format(Locale.ROOT, "%.0f times real time on one core", 1 / Math.max(1e-3, secondsPerSecond)));
        long megabytes = Memory.peakMegabytes();
        if (megabytes > 0) {
            tell("Memory", megabytes + " MB with the program");
        }
        if (secondsPerSecond > SLOW) {
            warnings.add(
                    "The network is slower than speech on one core of this machine: tests and transcription will take long.");
        }
    }

    /** Fewest input frames with which it runs and writes a frame, up to a factor of two; 1 s is known to be long enough. */
    private int shortest(ForeignGraph graph, GraphForm form, FeatureRecipe recipe) throws IOException {
        FeatureMatrix second = noise(recipe, form.bins(), SHORT_SECONDS);
        int longest = second.frames();
        for (int frames = 1; frames < longest; frames *= 2) {
            if (runs(graph, form, first(second, frames))) {
                return frames;
            }
        }
        return longest;
    }

    private static boolean runs(ForeignGraph graph, GraphForm form, FeatureMatrix features) {
        try {
            Raw raw = graph.run(form.form(), features);
            return raw.frames() > 0 && OutputCheck.isFinite(raw);
        } catch (OrtException e) {
            return false;
        }
    }

    private static FeatureMatrix first(FeatureMatrix features, int frames) {
        return new FeatureMatrix(frames, features.bins(), Arrays.copyOf(features.values(), frames * features.bins()));
    }

    private static Raw run(ForeignGraph graph, GraphForm form, FeatureMatrix features) throws ImportRefusedException {
        try {
            Raw raw = graph.run(form.form(), features);
            if (!OutputCheck.isFinite(raw)) {
                throw new ImportRefusedException("The network writes numbers that are none (NaN) for "
                        + features.frames() + " frames of noise, so its weights are damaged; copy or export it again.");
            }
            return raw;
        } catch (OrtException e) {
            throw new ImportRefusedException(
                    "The network fails on noise of " + features.frames() + " frames (" + oneLine(e)
                            + "); export it with a length of input that may vary (dynamic axes).",
                    e);
        }
    }

    private static String oneLine(Exception e) {
        String text = String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ");
        return text.length() > 300 ? text.substring(0, 300) + "..." : text;
    }

    private static FeatureMatrix noise(FeatureRecipe recipe, int bins, int seconds) {
        Random random = new Random(1);
        float[] samples = new float[seconds * RATE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.02 * random.nextGaussian());
        }
        return recipe.extractor(bins).extract(new AudioClip(samples, RATE));
    }

    private void tell(String name, @Nullable String value) {
        findings.add(new Finding(name, String.valueOf(value)));
    }

    private static String join(List<ForeignGraph.Port> ports) {
        return String.join("; ", ports.stream().map(ForeignGraph.Port::toString).toList());
    }
}
