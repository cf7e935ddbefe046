package dev.attune.speech.modelimport;

import dev.attune.speech.acoustic.AcousticOutput;
import dev.attune.speech.acoustic.ImportedNetwork;
import dev.attune.speech.acoustic.LogProbMatrix;
import dev.attune.speech.acoustic.onnx.ForeignGraph;
import dev.attune.speech.acoustic.onnx.ImportedAcousticModel;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.AudioFiles;
import dev.attune.speech.audio.FeatureRecipe;
import dev.attune.speech.audio.LogMelExtractor;
import dev.attune.speech.audio.Resampler;
import dev.attune.speech.audio.WavReader;
import dev.attune.speech.decode.GreedyDecoder;
import dev.attune.speech.modelimport.ProbeReport.Trial;
import dev.attune.speech.score.Aligner;
import dev.attune.speech.score.Tokens;
import dev.attune.speech.text.TextNormalizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets a network write a recording with one kind of input after the other. */
final class SampleTrials {

    /** Spoken by a synthesiser that is free to use, so that it can travel with the program. */
    private static final String SAMPLE = "sample.wav";

    private static final String SAMPLE_TEXT =
            "the meeting starts at nine in the morning and we will talk about the new plan for the summer";

    private static final double LONGEST_SECONDS = 20;
    /** Tokens a second that speech has at least and at most; a network that is fed wrongly writes next to nothing, or chatters. */
    private static final double FEWEST_LETTERS = 4;

    private static final double FEWEST_SUBWORDS = 1;
    private static final double MOST = 30;
    private static final double WEAK = 0.5;

    private final ForeignGraph graph;
    private final ImportedNetwork network;
    private final TokenMapping mapping;
    private final TextNormalizer normalizer;
    private final AudioClip clip;
    private final @Nullable String text;
    private final boolean english;
    private double computeSeconds;
    private double audioSeconds;

    /**
     * @throws IOException if the sample cannot be read
     */
    SampleTrials(ForeignGraph graph, ImportedNetwork network, TokenMapping mapping, ProbeRequest request)
            throws IOException {
        this.graph = graph;
        this.network = network;
        this.mapping = mapping;
        this.normalizer = TextNormalizer.forLocale(request.locale());
        this.english = Locale.forLanguageTag(request.locale()).getLanguage().equals("en");
        AudioClip sound = request.sample() == null ? shipped() : AudioFiles.read(request.sample());
        this.clip = Resampler.resample(sound, LogMelExtractor.SAMPLE_RATE_HZ).slice(0, LONGEST_SECONDS);
        if (request.sample() == null) {
            this.text = english ? SAMPLE_TEXT : null;
        } else {
            this.text = request.sampleText() == null || request.sampleText().isBlank()
                    ? null
                    : normalizer.normalize(request.sampleText());
        }
    }

    private static AudioClip shipped() throws IOException {
        try (InputStream in = SampleTrials.class.getResourceAsStream(SAMPLE)) {
            if (in == null) {
                throw new IOException("the program's own recording is missing; build Attune again");
            }
            return WavReader.read(in, SAMPLE);
        }
    }

    /** True if what was said is known or English, so that a network that understands nothing is one too many. */
    boolean isEnglish() {
        return text != null;
    }

    Trial with(FeatureRecipe recipe) {
        // The graph is closed by whoever opened it.
        ImportedAcousticModel model = new ImportedAcousticModel(graph, network.withFeatures(recipe));
        long started = System.nanoTime();
        AcousticOutput output = model.evaluate(model.features(clip));
        computeSeconds += (System.nanoTime() - started) / 1e9;
        audioSeconds += clip.durationSeconds();
        String written = normalizer.normalize(
                new GreedyDecoder(mapping.tokens()).decode(output).getFirst().text());
        Double errors = text == null
                ? null
                : Math.min(
                        1,
                        Aligner.levenshtein()
                                .align(characters(text), characters(written))
                                .counts()
                                .rate());
        return new Trial(recipe, written, errors, confidence(output));
    }

    private static List<String> characters(String text) {
        return Tokens.characters(Tokens.words(text));
    }

    private double confidence(AcousticOutput output) {
        LogProbMatrix matrix = java.util.Objects.requireNonNull(output.letters());
        double sum = 0;
        int written = 0;
        int previous = 0;
        for (int frame = 0; frame < matrix.frames(); frame++) {
            int token = matrix.best(frame);
            if (token != 0 && token != previous) {
                sum += Math.exp(matrix.get(frame, token));
                written++;
            }
            previous = token;
        }
        if (written == 0) {
            return 0;
        }
        double perSecond = written / Math.max(0.1, clip.durationSeconds());
        double fewest = mapping.tokens().hasSubwords() ? FEWEST_SUBWORDS : FEWEST_LETTERS;
        return sum / written * Math.min(1, perSecond / fewest) * Math.min(1, MOST / perSecond);
    }

    /** What to tell of a weak result. */
    Optional<String> warning(Trial best) {
        return best.merit() < WEAK
                ? Optional.of(
                        "The network understood little of the sample; try it with a recording of your own before you rely on it.")
                : Optional.empty();
    }

    /** Seconds of computing per second of sound. */
    double secondsPerSecond() {
        return audioSeconds == 0 ? 0 : computeSeconds / audioSeconds;
    }
}
