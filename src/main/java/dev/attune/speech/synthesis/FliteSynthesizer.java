package dev.attune.speech.synthesis;

import dev.attune.speech.audio.AudioClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** flite: statistical voices made from recordings of people (awb, rms, slt), and a diphone voice (kal16). */
public final class FliteSynthesizer implements Synthesizer {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Mean pitch in Hz that each voice has when nothing is set; a factor is applied to it. */
    private static final Map<String, Integer> USUAL_PITCH_HZ =
            Map.of("awb", 127, "rms", 99, "slt", 169, "kal16", 105, "kal", 105);

    @Override
    public String engine() {
        return "flite";
    }

    @Override
    public boolean isAvailable() {
        return BoundedProcess.succeeds(List.of("flite", "-lv"), LIMIT);
    }

    @Override
    public List<Optional<AudioClip>> speak(List<SpeechRequest> requests) {
        List<Optional<AudioClip>> clips = new ArrayList<>();
        for (SpeechRequest request : requests) {
            try {
                clips.add(Optional.of(speak(request)));
            } catch (IOException e) {
                clips.add(Optional.empty());
            }
        }
        return clips;
    }

    private static AudioClip speak(SpeechRequest request) throws IOException {
        Path file = Files.createTempFile("attune-flite", ".wav");
        try {
            List<String> command = new ArrayList<>(List.of("flite", "-voice", request.voice()));
            command.addAll(List.of("--setf", String.format(Locale.ROOT, "duration_stretch=%.3f", 1 / request.rate())));
            Integer usual = USUAL_PITCH_HZ.get(request.voice());
            if (usual != null) {
                command.addAll(List.of(
                        "--setf", String.format(Locale.ROOT, "int_f0_target_mean=%.1f", usual * request.pitch())));
            }
            command.addAll(List.of("-t", request.text(), "-o", file.toString()));
            BoundedProcess.run(command, new byte[0], LIMIT);
            return WaveBytes.parse(Files.readAllBytes(file));
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
