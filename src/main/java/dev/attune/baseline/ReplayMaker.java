package dev.attune.baseline;

import dev.attune.speech.synthesis.BoundedProcess;
import dev.attune.speech.train.ReplaySpeech;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/** Writes the {@link ReplaySpeech} of a baseline: Opus at 24 kbit/s, 180 kB a minute. */
final class ReplayMaker {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Encoder encoder;

    /** Turns a WAV file into one of another coding. */
    @FunctionalInterface
    interface Encoder {
        void encode(Path wav, Path output) throws IOException;
    }

    ReplayMaker(Encoder encoder) {
        this.encoder = encoder;
    }

    /** With the program {@code ffmpeg} of the machine that builds; its answer depends on nothing but the samples. */
    static ReplayMaker opus() {
        return new ReplayMaker((wav, output) -> BoundedProcess.run(
                List.of(
                        "ffmpeg",
                        "-v",
                        "error",
                        "-y",
                        "-i",
                        wav.toString(),
                        "-c:a",
                        "libopus",
                        "-b:a",
                        "24k",
                        "-fflags",
                        "+bitexact",
                        "-flags:a",
                        "+bitexact",
                        output.toString()),
                new byte[0],
                LIMIT));
    }

    /** Writes both files, or none. */
    void write(List<ReplaySpeech.Sentence> sentences, Path audio, Path table) throws IOException {
        Path wav = audio.resolveSibling("replay.wav");
        Path unfinished = audio.resolveSibling("replay-part.opus");
        try {
            ReplaySpeech.write(sentences, wav, table);
            encoder.encode(wav, unfinished);
            Files.move(unfinished, audio, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(table);
            throw e;
        } finally {
            Files.deleteIfExists(wav);
            Files.deleteIfExists(unfinished);
        }
    }
}
