package dev.attune.speech.export;

import dev.attune.speech.Recognizer;
import dev.attune.speech.RecognizerOptions;
import dev.attune.speech.acoustic.AcousticModel;
import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.FeatureMatrix;
import dev.attune.speech.audio.LogMelExtractor;
import dev.attune.speech.decode.GreedyDecoder;
import dev.attune.speech.decode.Hypothesis.RecognizedWord;
import dev.attune.speech.export.ExportedNetwork.Word;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.score.Aligner;
import dev.attune.speech.score.CorpusScore;
import dev.attune.speech.score.ErrorCounts;
import dev.attune.speech.score.UtteranceScore;
import dev.attune.speech.text.TextNormalizer;
import dev.attune.speech.text.TokenSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Runs what was exported, before anybody else does: other recognisers end their process over a file that they do not like. */
final class ExportCheck {

    /** Numbers of samples that give no frame, one frame and a few. */
    private static final int[] VERY_SHORT = {0, 1, 79, 80, 160, 239, 240, 400, 560, 720, 1600};

    /** Errors that 8 bits may add, as a share of the words, or of the characters where most words are wrong anyhow. */
    private static final double LARGEST_LOSS = 0.02;

    /** With more words wrong than this, a few more of them say little: the rest are the short ones. */
    private static final double MOSTLY_WRONG = 0.5;

    /** A word or two are chance. */
    private static final int CHANCE = 2;

    private static final int ROUNDS = 3;
    private static final double TIMED_SECONDS = 60;

    private final CheckData data;
    private final List<FeatureMatrix> features;
    private final TextNormalizer normalizer;

    ExportCheck(CheckData data, String locale) {
        this.data = data;
        this.features = data.recordings().stream()
                .map(recording -> LogMelExtractor.standard().extract(recording.clip()))
                .toList();
        this.normalizer = TextNormalizer.forLocale(locale);
    }

    /**
     * @throws ExportException if the file says anything else than the model, or fails on very short audio
     */
    CheckReport sameAsModel(ModelPackage model, NetworkDescription network, Path onnx, Path tokens) throws IOException {
        GreedyDecoder decoder = new GreedyDecoder(TokenSet.read(model.file(PackageEntry.LETTERS)));
        int count = 0;
        List<List<Word>> readings = new ArrayList<>();
        try (AcousticModel original = Recognizer.network(model, 1);
                ExportedNetwork exported = ExportedNetwork.load(onnx, tokens)) {
            shortAudio(exported, network);
            for (int i = 0; i < features.size(); i++) {
                List<RecognizedWord> expected = decoder.decode(original.evaluate(features.get(i)))
                        .getFirst()
                        .words();
                List<Word> actual = exported.decode(features.get(i));
                compare(data.recordings().get(i).name(), expected, actual);
                readings.add(actual);
                count += actual.size();
            }
        }
        ErrorCounts errors = score(texts(readings)).words();
        return new CheckReport(
                data.name(),
                data.recordings().size(),
                data.seconds(),
                count,
                errors.words() == 0 ? Double.NaN : errors.rate(),
                errors.words() == 0 ? Double.NaN : packageErrors(model).rate(),
                errors.words());
    }

    /** Of the whole model on the same recordings, as its package recognises them. */
    private ErrorCounts packageErrors(ModelPackage model) throws IOException {
        List<String> texts = new ArrayList<>();
        try (Recognizer recognizer = Recognizer.open(model, RecognizerOptions.defaults())) {
            for (CheckData.Recording recording : data.recordings()) {
                texts.add(
                        recording.transcript().isBlank()
                                ? ""
                                : recognizer.recognize(recording.clip()).best().text());
            }
        }
        return score(texts).words();
    }

    private static void compare(String recording, List<RecognizedWord> expected, List<Word> actual)
            throws ExportException {
        String expectedText = expected.stream().map(RecognizedWord::text).collect(Collectors.joining(" "));
        String actualText = text(actual);
        if (!expectedText.equals(actualText)) {
            throw differs(recording, "\"" + actualText + "\" instead of \"" + expectedText + "\"");
        }
        for (int word = 0; word < actual.size(); word++) {
            double difference =
                    actual.get(word).startSeconds() - expected.get(word).startSeconds();
            if (Math.abs(difference) > ExportedNetwork.FRAME_SECONDS / 2) {
                throw differs(
                        recording,
                        "the word \"" + actual.get(word).text() + "\" at "
                                + actual.get(word).startSeconds() + " s instead of "
                                + expected.get(word).startSeconds() + " s");
            }
        }
    }

    private static ExportException differs(String recording, String how) {
        return new ExportException("The exported network does not say the same as the model: " + recording + " gives "
                + how + "; nothing was written. Please report this.");
    }

    private static void shortAudio(ExportedNetwork exported, NetworkDescription network) throws ExportException {
        for (int samples : VERY_SHORT) {
            FeatureMatrix matrix = LogMelExtractor.standard()
                    .extract(new AudioClip(new float[samples], LogMelExtractor.SAMPLE_RATE_HZ));
            int frames = exported.run(matrix).length;
            if (frames != network.outputFrames(matrix.frames())) {
                throw new ExportException("The exported network gives " + frames + " frames for " + samples
                        + " samples instead of " + network.outputFrames(matrix.frames())
                        + "; nothing was written. Please report this.");
            }
        }
    }

    /**
     * What a file with weights of 8 bits costs and brings.
     *
     * @throws ExportException if it costs too much, or fails on very short audio
     */
    Int8Report int8(NetworkDescription network, Path full, Path int8, Path tokens) throws IOException {
        try (ExportedNetwork one = ExportedNetwork.load(full, tokens);
                ExportedNetwork other = ExportedNetwork.load(int8, tokens)) {
            shortAudio(other, network);
            List<List<Word>> fullReadings = new ArrayList<>();
            List<List<Word>> readings = new ArrayList<>();
            int same = 0;
            for (FeatureMatrix matrix : features) {
                fullReadings.add(one.decode(matrix));
                readings.add(other.decode(matrix));
                same += text(fullReadings.getLast()).equals(text(readings.getLast())) ? 1 : 0;
            }
            CorpusScore fullScore = score(texts(fullReadings));
            CorpusScore score = score(texts(readings));
            ErrorCounts fullErrors = fullScore.words();
            ErrorCounts errors = score.words();
            if (losesTooMuch(fullScore, score)) {
                throw new ExportException(String.format(
                        Locale.ROOT,
                        "With weights of 8 bits the word error rate rises from %.1f %% to %.1f %% on %s, more than %.0f points;"
                                + " nothing was written. Export without --int8.",
                        100 * fullErrors.rate(),
                        100 * errors.rate(),
                        data.name(),
                        100 * LARGEST_LOSS));
            }
            double[] speeds = speeds(one, other);
            return new Int8Report(
                    features.size(),
                    same,
                    errors.rate(),
                    fullErrors.rate(),
                    Files.size(int8),
                    Files.size(full),
                    speeds[1],
                    speeds[0]);
        }
    }

    /** Whether 8 bits cost more than they may. */
    static boolean losesTooMuch(CorpusScore full, CorpusScore int8) {
        int lost = int8.words().errors() - full.words().errors();
        if (lost <= CHANCE || int8.wordErrorRate() - full.wordErrorRate() <= LARGEST_LOSS) {
            return false;
        }
        return full.wordErrorRate() <= MOSTLY_WRONG
                || int8.characterErrorRate() - full.characterErrorRate() > LARGEST_LOSS;
    }

    /** Seconds of audio a second of work; the best of some rounds in turn, as others may use the machine at the same time. */
    private double[] speeds(ExportedNetwork... networks) throws ExportException {
        double[] spent = new double[networks.length];
        double heard = 0;
        for (int i = 0; i < features.size() && heard < TIMED_SECONDS; i++) {
            heard += data.recordings().get(i).clip().durationSeconds();
            long[] best = new long[networks.length];
            for (int round = 0; round < ROUNDS; round++) {
                for (int n = 0; n < networks.length; n++) {
                    long start = System.nanoTime();
                    networks[n].run(features.get(i));
                    long nanos = System.nanoTime() - start;
                    best[n] = round == 0 ? nanos : Math.min(best[n], nanos);
                }
            }
            for (int n = 0; n < networks.length; n++) {
                spent[n] += best[n] / 1e9;
            }
        }
        for (int n = 0; n < networks.length; n++) {
            spent[n] = heard / spent[n];
        }
        return spent;
    }

    private static List<String> texts(List<List<Word>> readings) {
        return readings.stream().map(ExportCheck::text).toList();
    }

    /** Of the recordings with a transcript. */
    private CorpusScore score(List<String> texts) {
        List<UtteranceScore> scores = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            CheckData.Recording recording = data.recordings().get(i);
            if (!recording.transcript().isBlank()) {
                scores.add(UtteranceScore.of(
                        recording.name(),
                        normalizer.normalize(recording.transcript()),
                        normalizer.normalize(texts.get(i)),
                        Aligner.sclite()));
            }
        }
        return new CorpusScore(scores);
    }

    private static String text(List<Word> words) {
        return words.stream().map(Word::text).collect(Collectors.joining(" "));
    }
}
