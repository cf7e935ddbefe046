package dev.attune.dataset;

import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.AudioFiles;
import dev.attune.speech.audio.AudioFormatException;
import dev.attune.speech.audio.Resampler;
import dev.attune.speech.audio.WavInfo;
import dev.attune.speech.audio.WavReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Checks audio files by decoding them. One object a data set, used by one thread.
 *
 * <p>WAV with 16-bit PCM, mono, 8 or 16 kHz stays as it is, and so do compressed files that browsers play. Everything else that can be
 * decoded is converted to 16 kHz mono, with a warning that names what it was.
 */
final class AudioChecker {

    /** The trainer leaves out longer recordings, as one batch must fit into memory. */
    static final double TRAINING_SECONDS = 60;

    static final double MAX_SECONDS = 2 * 60 * 60;

    /** Shorter ones do not fill the network's first windows. */
    private static final double MIN_SECONDS = 0.1;

    private static final int RATE = 16_000;
    private static final double SILENT_PEAK = 0.001;
    private static final float CLIPPED_LEVEL = 0.999f;
    private static final double CLIPPED_SHARE = 0.005;
    private static final Set<String> KEPT = Set.of("flac", "ogg", "oga", "opus", "mp3", "m4a", "mp4", "webm");

    private final ProblemList problems;
    private final boolean trainable;
    private final Set<Integer> telephoneAndWide = new TreeSet<>();

    /**
     * @param trainable whether the files may be trained with
     */
    AudioChecker(ProblemList problems, boolean trainable) {
        this.problems = problems;
        this.trainable = trainable;
    }

    /** Returns null, and notes why, if the file cannot be used. */
    @Nullable
    CheckedAudio check(SourceFile file) throws IOException {
        try {
            String what = SourceFile.extension(file.name()).equals("wav") ? checkWave(file) : "";
            AudioClip clip = what == null ? null : AudioFiles.read(file.path());
            if (clip == null || what == null || !isComplete(file, clip) || !isUsable(file, clip)) {
                return null;
            }
            boolean kept = what.isEmpty()
                    && (SourceFile.extension(file.name()).equals("wav")
                            || KEPT.contains(SourceFile.extension(file.name())));
            if (!kept) {
                String kind = what.isEmpty() ? SourceFile.extension(file.name()) : what;
                problems.warn(
                        "Converted",
                        file.name(),
                        0,
                        file.name() + " was converted to 16 kHz, 16 bit, mono (it is " + kind + ").");
                clip = Resampler.resample(clip, RATE);
            }
            warnOfMixedRates(file, clip.sampleRateHz());
            return new CheckedAudio(clip.durationSeconds(), clip.sampleRateHz(), kept ? null : clip);
        } catch (AudioFormatException e) {
            problems.reject(code(e.kind()), file.name(), 0, message(file, e));
            return null;
        }
    }

    /** What is unusual about a WAV file, for people; empty if nothing is, null (noted) if it cannot be used. */
    private @Nullable String checkWave(SourceFile file) throws IOException {
        WavInfo info;
        try (InputStream in = Files.newInputStream(file.path())) {
            info = WavReader.probe(in, file.name());
        }
        if (info.truncated()) {
            problems.reject(
                    "TruncatedAudio",
                    file.name(),
                    0,
                    String.format(
                            Locale.ROOT,
                            "%s: cut off after %.2f s. Make or copy the file again.",
                            file.name(),
                            info.durationSeconds()));
            return null;
        }
        if (info.durationSeconds() > MAX_SECONDS) {
            tooLong(file, info.durationSeconds());
            return null;
        }
        if (!info.isPcm16()) {
            return info.coding() + (info.bitsPerSample() > 0 ? ", " + info.bitsPerSample() + " bit" : "");
        }
        if (info.channels() != 1) {
            return info.channels() + " channels";
        }
        return info.sampleRateHz() == 8000 || info.sampleRateHz() == RATE ? "" : info.sampleRateHz() + " Hz";
    }

    /** FFmpeg reads as much of a cut FLAC file as there is; its header tells how much there was. */
    private boolean isComplete(SourceFile file, AudioClip clip) throws IOException {
        if (!SourceFile.extension(file.name()).equals("flac")) {
            return true;
        }
        byte[] head;
        try (InputStream in = Files.newInputStream(file.path())) {
            head = in.readNBytes(26);
        }
        if (head.length < 26 || head[0] != 'f' || head[1] != 'L' || (head[4] & 0x7F) != 0) {
            return true;
        }
        // STREAMINFO: 36 bits with the number of samples, 0 if the encoder did not know it.
        long declared = (head[21] & 0x0FL) << 32
                | (head[22] & 0xFFL) << 24
                | (head[23] & 0xFFL) << 16
                | (head[24] & 0xFFL) << 8
                | head[25] & 0xFFL;
        if (clip.samples().length >= declared) {
            return true;
        }
        problems.reject(
                "TruncatedAudio",
                file.name(),
                0,
                String.format(
                        Locale.ROOT,
                        "%s: cut off after %.2f s. Make or copy the file again.",
                        file.name(),
                        clip.durationSeconds()));
        return false;
    }

    private boolean isUsable(SourceFile file, AudioClip clip) {
        double seconds = clip.durationSeconds();
        if (clip.samples().length == 0) {
            problems.reject("EmptyAudio", file.name(), 0, file.name() + ": no samples. Record or export it again.");
            return false;
        }
        if (seconds < MIN_SECONDS) {
            problems.reject(
                    "AudioTooShort",
                    file.name(),
                    0,
                    String.format(
                            Locale.ROOT,
                            "%s: %.0f ms, too short to hold a word. At least 100 ms are needed.",
                            file.name(),
                            1000 * seconds));
            return false;
        }
        if (seconds > MAX_SECONDS) {
            tooLong(file, seconds);
            return false;
        }
        if (trainable && seconds > TRAINING_SECONDS) {
            problems.warn(
                    "AudioNotUsedForTraining",
                    file.name(),
                    0,
                    String.format(
                            Locale.ROOT,
                            "%s: %.1f s. Training leaves out the sound of recordings above %.0f s; tests take them. "
                                    + "Cut it at pauses to train with its sound.",
                            file.name(),
                            seconds,
                            TRAINING_SECONDS));
        }
        warnOfLevel(file, clip.samples());
        return true;
    }

    private void tooLong(SourceFile file, double seconds) {
        problems.reject(
                "AudioTooLong",
                file.name(),
                0,
                String.format(
                        Locale.ROOT,
                        "%s: %.0f min, the limit is %.0f min. Cut it into parts.",
                        file.name(),
                        seconds / 60,
                        MAX_SECONDS / 60));
    }

    private void warnOfLevel(SourceFile file, float[] samples) {
        float peak = 0;
        int clipped = 0;
        for (float sample : samples) {
            float level = Math.abs(sample);
            peak = Math.max(peak, level);
            clipped += level >= CLIPPED_LEVEL ? 1 : 0;
        }
        if (peak < SILENT_PEAK) {
            problems.warn(
                    "SilentAudio",
                    file.name(),
                    0,
                    file.name() + ": practically silent. Check the microphone, or leave it out.");
        } else if (clipped > CLIPPED_SHARE * samples.length) {
            problems.warn(
                    "ClippedAudio",
                    file.name(),
                    0,
                    String.format(
                            Locale.ROOT,
                            "%s: %.1f %% of it is overdriven. Record it with less gain if you can.",
                            file.name(),
                            100.0 * clipped / samples.length));
        }
    }

    private void warnOfMixedRates(SourceFile file, int rate) {
        boolean before = telephoneAndWide.size() > 1;
        telephoneAndWide.add(rate <= 8000 ? 8000 : RATE);
        if (!before && telephoneAndWide.size() > 1) {
            problems.warn(
                    "MixedSampleRates",
                    file.name(),
                    0,
                    "The set mixes telephone sound (8 kHz) with wide-band sound. Better make one data set of each.");
        }
    }

    private static String code(AudioFormatException.Kind kind) {
        return switch (kind) {
            case NOT_AUDIO -> "NotAudio";
            case WRONG_CODING -> "UnreadableCoding";
            case TRUNCATED -> "TruncatedAudio";
            case EMPTY -> "EmptyAudio";
        };
    }

    /** The reader calls the file by its stored name, people by the name in the archive. */
    private static String message(SourceFile file, AudioFormatException failure) {
        String message = String.valueOf(failure.getMessage());
        String stored = file.path().getFileName() + ":";
        return message.startsWith(stored) ? file.name() + ":" + message.substring(stored.length()) : message;
    }
}
