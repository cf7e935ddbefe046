package dev.attune.baseline;

import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.synthesis.BoundedProcess;
import dev.attune.speech.synthesis.Synthesizer;
import dev.attune.speech.synthesis.WaveBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Festival: diphone voices ({@code kal_diphone}, {@code ked_diphone}) and a hidden-Markov voice ({@code cmu_us_slt_arctic_hts}). A
 * process takes long to start, so all requests of a call go through one. Pitch is left as it is.
 */
final class FestivalSynthesizer implements Synthesizer {

    private static final Duration LIMIT_A_REQUEST = Duration.ofSeconds(15);

    @Override
    public String engine() {
        return "festival";
    }

    @Override
    public boolean loadsVoicesSlowly() {
        return true;
    }

    @Override
    public boolean isAvailable() {
        return BoundedProcess.succeeds(List.of("festival", "--version"), LIMIT_A_REQUEST);
    }

    @Override
    public List<Optional<AudioClip>> speak(List<SpeechRequest> requests) {
        try {
            Path folder = Files.createTempDirectory("attune-festival");
            try {
                Path script = folder.resolve("speak.scm");
                Files.writeString(script, script(requests, folder), StandardCharsets.UTF_8);
                try {
                    BoundedProcess.run(
                            List.of("festival", "-b", script.toString()),
                            new byte[0],
                            LIMIT_A_REQUEST.multipliedBy(requests.size() + 1L));
                } catch (IOException e) {
                    // Files written before the failure are good; the others are missing and give empty entries.
                }
                return read(requests.size(), folder);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no place for temporary files", e);
        }
    }

    /** The Scheme program that speaks the requests into 0.wav, 1.wav and so on. */
    static String script(List<SpeechRequest> requests, Path folder) {
        StringBuilder script = new StringBuilder();
        String voice = "";
        for (int i = 0; i < requests.size(); i++) {
            SpeechRequest request = requests.get(i);
            if (!request.voice().equals(voice)) {
                voice = request.voice();
                script.append("(voice_").append(voice).append(")\n");
            }
            script.append(String.format(Locale.ROOT, "(Parameter.set 'Duration_Stretch %.3f)%n", 1 / request.rate()));
            script.append("(utt.save.wave (utt.synth (Utterance Text \"")
                    .append(request.text().replace("\\", "").replace("\"", ""))
                    .append("\")) \"")
                    .append(folder.resolve(i + ".wav"))
                    .append("\" 'riff)\n");
        }
        return script.toString();
    }

    private static List<Optional<AudioClip>> read(int count, Path folder) {
        List<Optional<AudioClip>> clips = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            try {
                clips.add(Optional.of(WaveBytes.parse(Files.readAllBytes(folder.resolve(i + ".wav")))));
            } catch (IOException e) {
                clips.add(Optional.empty());
            }
        }
        return clips;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
