package dev.attune.speech.audio;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * One way in which recordings get worse, to see how much of it a model bears. The same clip and seed give the same samples, at
 * {@value LogMelExtractor#SAMPLE_RATE_HZ} Hz.
 *
 * <p>Noise is steady and falls towards high frequencies, as in rooms and cars. The echoes of a room are dense, random, and fade by 60 dB in the
 * reverberation time; their energy grows with that time as in a room in which the speaker keeps the distance, equal to the direct sound at 1.2 s.
 * Speed moves the pitch too, as a tape does.
 *
 * <p>Sources: Jarvelainen and Karjalainen, Reverberation modeling using velvet noise, AES 30th International Conference, 2007; Ko et al., Audio
 * augmentation for speech recognition, Interspeech 2015.
 *
 * @param kind what happens
 * @param level how much: decibels of speech over noise, seconds of reverberation, factor of speed; 0 for the others
 */
public record Degradation(Kind kind, double level) {

    private static final int RATE = LogMelExtractor.SAMPLE_RATE_HZ;

    /** Of one pole: half of the noise's power lies below some 270 Hz. */
    private static final double NOISE_COLOUR = 0.9;

    private static final int ECHOES_A_SECOND = 2000;
    private static final double EQUAL_ENERGY_SECONDS = 1.2;
    private static final double FASTEST = 4;

    /** Kinds of degradation. */
    public enum Kind {
        /** Nothing. */
        NONE("Clean"),
        /** Steady noise. */
        NOISE("Noise"),
        /** Echoes of a room. */
        REVERBERATION("Reverberation"),
        /** Band and coding of a telephone line. */
        TELEPHONE("Telephone"),
        /** Faster or slower. */
        SPEED("Speed");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** Nothing changes. */
    public static final Degradation CLEAN = new Degradation(Kind.NONE, 0);

    public Degradation {
        boolean good =
                switch (kind) {
                    case NONE, TELEPHONE -> level == 0;
                    case NOISE -> Double.isFinite(level);
                    case REVERBERATION -> level > 0 && level <= 10;
                    case SPEED -> level >= 1 / FASTEST && level <= FASTEST;
                };
        if (!good) {
            throw new IllegalArgumentException("level of " + kind + " is out of range; got " + level);
        }
    }

    /** Those that models are usually compared by, the clean recordings first. */
    public static List<Degradation> standard() {
        return List.of(
                CLEAN,
                new Degradation(Kind.NOISE, 20),
                new Degradation(Kind.NOISE, 10),
                new Degradation(Kind.NOISE, 5),
                new Degradation(Kind.NOISE, 0),
                new Degradation(Kind.REVERBERATION, 0.3),
                new Degradation(Kind.REVERBERATION, 0.6),
                new Degradation(Kind.REVERBERATION, 0.9),
                new Degradation(Kind.TELEPHONE, 0),
                new Degradation(Kind.SPEED, 0.8),
                new Degradation(Kind.SPEED, 0.9),
                new Degradation(Kind.SPEED, 1.1),
                new Degradation(Kind.SPEED, 1.25));
    }

    /** For people: {@code Noise 10 dB}. */
    public String label() {
        String amount = amount();
        return amount.isEmpty() ? kind.label() : kind.label() + " " + amount;
    }

    /** The level with its unit: {@code 10 dB}; empty where there is none. */
    public String amount() {
        return switch (kind) {
            case NONE, TELEPHONE -> "";
            case NOISE -> plain(level) + " dB";
            case REVERBERATION -> plain(level) + " s";
            case SPEED -> plain(level) + " \u00d7";
        };
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : String.valueOf(value);
    }

    /**
     * The clip as it would be under this condition.
     *
     * @param clip of any rate and length, may be empty
     * @param seed of the noise and the echoes; one for each utterance, so that every level and every model meets the same ones
     */
    public AudioClip apply(AudioClip clip, long seed) {
        AudioClip standard = Resampler.resample(clip, RATE);
        return switch (kind) {
            case NONE -> standard;
            case NOISE -> noisy(standard, new Random(seed));
            case REVERBERATION -> reverberant(standard, new Random(seed));
            case TELEPHONE -> TelephoneLine.through(standard);
            // Played at another rate than it was taken.
            case SPEED -> Resampler.resample(new AudioClip(standard.samples(), (int) Math.round(level * RATE)), RATE);
        };
    }

    private AudioClip noisy(AudioClip clip, Random random) {
        float[] samples = clip.samples().clone();
        float[] noise = new float[samples.length];
        double state = 0;
        for (int i = 0; i < noise.length; i++) {
            state = NOISE_COLOUR * state + random.nextGaussian();
            noise[i] = (float) state;
        }
        Levels.addNoise(samples, noise, Levels.rootMeanSquare(samples), level);
        return new AudioClip(samples, RATE);
    }

    /** One echo of random sign at a random place of each two thousandth of a second: dense enough to sound smooth, and quick to add. */
    private AudioClip reverberant(AudioClip clip, Random random) {
        float[] dry = clip.samples();
        float[] wet = dry.clone();
        int spacing = RATE / ECHOES_A_SECOND;
        int echoes = (int) (level * ECHOES_A_SECOND);
        int[] delays = new int[echoes];
        double[] gains = new double[echoes];
        double energy = 0;
        for (int i = 0; i < echoes; i++) {
            delays[i] = 1 + i * spacing + random.nextInt(spacing);
            gains[i] = (random.nextBoolean() ? 1 : -1) * Math.pow(10, -3.0 * delays[i] / (level * RATE));
            energy += gains[i] * gains[i];
        }
        double scale = Math.sqrt(level / EQUAL_ENERGY_SECONDS / energy);
        for (int i = 0; i < echoes; i++) {
            float gain = (float) (gains[i] * scale);
            int delay = delays[i];
            for (int n = delay; n < wet.length; n++) {
                wet[n] += gain * dry[n - delay];
            }
        }
        return new AudioClip(wet, RATE);
    }
}
