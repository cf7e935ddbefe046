package dev.attune.speech.synthesis;

import dev.attune.speech.audio.AudioClip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * espeak-ng: formant synthesis, many accents and voice variants ({@code en-gb+f3}). Pitch is espeak's own scale of 0 to 99 around 50, so
 * a factor of 1.4 asks for 70.
 */
public final class EspeakSynthesizer implements Synthesizer {

    private static final int USUAL_WORDS_PER_MINUTE = 170;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Override
    public String engine() {
        return "espeak-ng";
    }

    @Override
    public boolean isAvailable() {
        return BoundedProcess.succeeds(List.of("espeak-ng", "--version"), LIMIT);
    }

    @Override
    public List<Optional<AudioClip>> speak(List<SpeechRequest> requests) {
        List<Optional<AudioClip>> clips = new ArrayList<>();
        for (SpeechRequest request : requests) {
            List<String> command = List.of(
                    "espeak-ng",
                    "-v",
                    request.voice(),
                    "-s",
                    String.valueOf(Math.round(USUAL_WORDS_PER_MINUTE * request.rate())),
                    "-p",
                    String.valueOf(Math.clamp(Math.round(50 * request.pitch()), 0, 99)),
                    "-z",
                    "--stdin",
                    "--stdout");
            try {
                byte[] wave = BoundedProcess.run(command, request.text().getBytes(StandardCharsets.UTF_8), LIMIT);
                clips.add(Optional.of(WaveBytes.parse(wave)));
            } catch (IOException e) {
                clips.add(Optional.empty());
            }
        }
        return clips;
    }
}
