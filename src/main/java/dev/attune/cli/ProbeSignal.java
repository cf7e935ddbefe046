package dev.attune.cli;

import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.LogMelExtractor;
import java.util.Random;

/** Sound with which an exported model is tried: gliding harmonics in syllables over a little noise, so that every filter hears something. */
final class ProbeSignal {

    private static final int SECONDS = 3;
    private static final int HARMONICS = 30;

    private ProbeSignal() {}

    /** The same three seconds at every call. */
    static AudioClip clip() {
        Random random = new Random(1);
        float[] samples = new float[SECONDS * LogMelExtractor.SAMPLE_RATE_HZ];
        double phase = 0;
        for (int i = 0; i < samples.length; i++) {
            double seconds = i / (double) LogMelExtractor.SAMPLE_RATE_HZ;
            phase += 2 * Math.PI * (140 + 60 * Math.sin(2 * Math.PI * 0.4 * seconds)) / LogMelExtractor.SAMPLE_RATE_HZ;
            double syllable = Math.max(0, Math.sin(2 * Math.PI * 3 * seconds));
            double formant = 700 + 500 * Math.sin(2 * Math.PI * 0.9 * seconds);
            double voice = 0;
            for (int harmonic = 1; harmonic <= HARMONICS; harmonic++) {
                double distance = (harmonic * 140 - formant) / 300;
                voice += Math.sin(harmonic * phase) / (1 + distance * distance);
            }
            samples[i] = (float) (0.1 * syllable * voice + 0.003 * random.nextGaussian());
        }
        return new AudioClip(samples, LogMelExtractor.SAMPLE_RATE_HZ);
    }
}
