package dev.attune.speech.train;

import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.FeatureMatrix;
import dev.attune.speech.audio.Levels;
import dev.attune.speech.audio.LogMelExtractor;
import java.util.Arrays;
import java.util.Random;

/**
 * Makes one recording sound like many: speed, room, noise, band, telephone coding, level, clipping, formants, tempo, roughness,
 * drifting colour, and masks over the features. Every choice comes from the generator that is handed in.
 *
 * <p>Sources: Ko et al., Audio augmentation for speech recognition, Interspeech 2015 (speed); Jaitly and Hinton, Vocal tract length perturbation,
 * ICML workshop 2013; Park et al., SpecAugment, Interspeech 2019; Habets, Room impulse response generator, 2006, whose exponential decay is
 * imitated here by sparse random echoes.
 */
final class Augmenter {

    private static final int RATE = 16_000;

    private final double strength;

    /**
     * @param strength 0 for none; 1 as for a baseline; scales how often, and of most also how much
     */
    Augmenter(double strength) {
        if (strength < 0) {
            throw new IllegalArgumentException("strength must be >= 0; got " + strength);
        }
        this.strength = strength;
    }

    /** Features of an altered copy of the clip (16 kHz). */
    FeatureMatrix features(AudioClip clip, Random random) {
        if (strength == 0) {
            return LogMelExtractor.standard().extract(clip);
        }
        float[] samples = clip.samples().clone();
        if (happens(random, 0.6)) {
            samples = changeSpeed(samples, 1 + strength * uniform(random, -0.12, 0.12));
        }
        double level = Levels.rootMeanSquare(samples);
        if (happens(random, 0.5)) {
            samples = reverberate(samples, uniform(random, 0.1, 0.6), uniform(random, 0.5, 3), random);
        }
        if (happens(random, 0.15)) {
            addHum(samples, level * uniform(random, 0.01, 0.08), random);
        }
        if (happens(random, 0.75)) {
            addNoise(samples, level, uniform(random, 6, 35), random);
        }
        if (happens(random, 0.3)) {
            lowPass(samples, uniform(random, 2800, 7500));
        }
        if (happens(random, 0.4)) {
            highPass(samples, uniform(random, 40, 350));
        }
        if (happens(random, 0.1)) {
            muLaw(samples);
        }
        if (happens(random, 0.08)) {
            clip(samples, uniform(random, 0.15, 0.6));
        }
        scale(samples, Math.pow(10, strength * uniform(random, -15, 5) / 20));
        double warp = happens(random, 0.6) ? 1 + strength * uniform(random, -0.15, 0.15) : 1;
        // A few fixed warps, so that the filter banks behind them can be kept.
        warp = Math.round(warp * 25) / 25.0;
        FeatureMatrix features = LogMelExtractor.warped(warp).extract(new AudioClip(samples, RATE));
        if (happens(random, 1)) {
            features = changeTempo(features, uniform(random, 0.15, 0.45), random);
        }
        if (happens(random, 1)) {
            roughen(features.values(), uniform(random, 0, 0.9), random);
        }
        if (happens(random, 1)) {
            tint(features, uniform(random, 0, 1.2), random);
        }
        mask(features, random);
        return features;
    }

    private boolean happens(Random random, double probability) {
        return random.nextDouble() < probability * Math.min(1, strength);
    }

    private static double uniform(Random random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** Linear interpolation: its dull top octave is one more channel to learn. */
    static float[] changeSpeed(float[] samples, double factor) {
        int length = (int) Math.max(1, Math.floor((samples.length - 1) / factor));
        float[] result = new float[length];
        for (int i = 0; i < length; i++) {
            double position = i * factor;
            int left = (int) position;
            float share = (float) (position - left);
            float right = left + 1 < samples.length ? samples[left + 1] : samples[left];
            result[i] = samples[left] + share * (right - samples[left]);
        }
        return result;
    }

    /** Direct sound plus echoes that thin out and decay by 60 dB in the reverberation time. */
    static float[] reverberate(float[] samples, double decaySeconds, double directToEchoes, Random random) {
        int echoes = 80;
        float[] result = samples.clone();
        double norm = 0;
        int[] delays = new int[echoes];
        double[] gains = new double[echoes];
        for (int i = 0; i < echoes; i++) {
            double time = 0.002 + decaySeconds * 0.7 * Math.pow(random.nextDouble(), 1.5);
            delays[i] = (int) (time * RATE);
            gains[i] = Math.pow(10, -3 * time / decaySeconds) * (random.nextBoolean() ? 1 : -1);
            norm += gains[i] * gains[i];
        }
        double factor = 1 / (directToEchoes * Math.sqrt(norm));
        for (int i = 0; i < echoes; i++) {
            float gain = (float) (gains[i] * factor);
            int delay = delays[i];
            for (int n = delay; n < samples.length; n++) {
                result[n] += gain * samples[n - delay];
            }
        }
        return result;
    }

    /**
     * Stretches of 0.15 to 0.75 s, each a little faster or slower than spoken: people hurry over some syllables and linger on others, synthesizers do
     * not. Frames between two of the original are interpolated.
     *
     * @param spread natural log of the largest change of tempo
     */
    static FeatureMatrix changeTempo(FeatureMatrix features, double spread, Random random) {
        int bins = features.bins();
        int last = features.frames() - 1;
        // The slowest tempo makes the most frames.
        float[] result = new float[(int) Math.ceil((last + 1) * Math.exp(spread) + 1) * bins];
        int frames = 0;
        int left = 0;
        double tempo = 1;
        for (double position = 0; position <= last; position += tempo) {
            if (left-- == 0) {
                left = 15 + random.nextInt(60);
                tempo = Math.exp(spread * uniform(random, -1, 1));
            }
            int before = (int) position * bins;
            int after = Math.min(last, (int) position + 1) * bins;
            float share = (float) (position - (int) position);
            for (int f = 0; f < bins; f++) {
                float value = features.values()[before + f];
                result[frames * bins + f] = value + share * (features.values()[after + f] - value);
            }
            frames++;
        }
        return new FeatureMatrix(frames, bins, Arrays.copyOf(result, frames * bins));
    }

    /**
     * Adds noise to each bin of each frame: spectra of synthesizers are smoother, in time and frequency, than those of people.
     *
     * @param deviation of the noise, natural log of power
     */
    static void roughen(float[] values, double deviation, Random random) {
        // Four uniform numbers of 16 bits make a bell good enough; the sum has a variance of 4 / 12.
        float scale = (float) (deviation * Math.sqrt(3) / (1 << 16));
        long bits = random.nextLong() | 1;
        for (int i = 0; i < values.length; i++) {
            bits ^= bits << 13;
            bits ^= bits >>> 7;
            bits ^= bits << 17;
            long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
            values[i] += scale * (sum - 2 * 0xFFFF);
        }
    }

    /**
     * Loudness and colour that drift within an utterance, as people's do and synthesizers' do not: every 0.08 to 0.38 s another gain for each of eight bands,
     * half of its variance common to all.
     *
     * @param deviation of the gains, natural log of power
     */
    static void tint(FeatureMatrix features, double deviation, Random random) {
        DriftingField gains = new DriftingField(8, 8, 38, 0.5, deviation, random);
        for (int t = 0; t < features.frames(); t++) {
            gains.addTo(features.values(), t * features.bins(), features.bins());
        }
    }

    /** Noise of a random colour, steady or swelling. */
    private static void addNoise(float[] samples, double speechLevel, double signalToNoiseDecibels, Random random) {
        double colour = uniform(random, 0, 0.98);
        boolean swells = random.nextInt(3) == 0;
        double swellRate = uniform(random, 0.3, 4) * 2 * Math.PI / RATE;
        double phase = uniform(random, 0, 2 * Math.PI);
        float[] noise = new float[samples.length];
        double state = 0;
        // A cheap generator: a Gaussian per sample would cost more than the features.
        long bits = random.nextLong() | 1;
        for (int i = 0; i < noise.length; i++) {
            bits ^= bits << 13;
            bits ^= bits >>> 7;
            bits ^= bits << 17;
            double white = (bits >> 40) / (double) (1 << 23);
            state = colour * state + white;
            double value = swells ? state * (1 + 0.8 * Math.sin(swellRate * i + phase)) : state;
            noise[i] = (float) value;
        }
        Levels.addNoise(samples, noise, Math.max(speechLevel, 1e-4), signalToNoiseDecibels);
    }

    private static void addHum(float[] samples, double level, Random random) {
        double step = 2 * Math.PI * (random.nextBoolean() ? 50 : 60) / RATE;
        for (int i = 0; i < samples.length; i++) {
            samples[i] += (float) (level * (Math.sin(step * i) + 0.5 * Math.sin(3 * step * i)));
        }
    }

    /** Two one-pole filters in a row. */
    private static void lowPass(float[] samples, double cutoffHz) {
        float share = (float) (1 - Math.exp(-2 * Math.PI * cutoffHz / RATE));
        float first = 0;
        float second = 0;
        for (int i = 0; i < samples.length; i++) {
            first += share * (samples[i] - first);
            second += share * (first - second);
            samples[i] = second;
        }
    }

    private static void highPass(float[] samples, double cutoffHz) {
        float share = (float) (1 - Math.exp(-2 * Math.PI * cutoffHz / RATE));
        float low = 0;
        for (int i = 0; i < samples.length; i++) {
            low += share * (samples[i] - low);
            samples[i] -= low;
        }
    }

    /** Eight-bit companding of telephone lines, ITU-T G.711, mu = 255. */
    private static void muLaw(float[] samples) {
        double scale = Math.log(256);
        for (int i = 0; i < samples.length; i++) {
            double magnitude = Math.log1p(255 * Math.min(1, Math.abs(samples[i]))) / scale;
            double rounded = Math.round(magnitude * 127) / 127.0;
            samples[i] = (float) Math.copySign(Math.expm1(rounded * scale) / 255, samples[i]);
        }
    }

    private static void clip(float[] samples, double shareOfPeak) {
        float peak = 0;
        for (float sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        float limit = (float) (peak * shareOfPeak);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = Math.clamp(samples[i], -limit, limit);
        }
    }

    private static void scale(float[] samples, double gain) {
        for (int i = 0; i < samples.length; i++) {
            samples[i] *= (float) gain;
        }
    }

    /** SpecAugment: bands and stretches of time are replaced by the mean of their bin, which the network sees as 0. */
    private void mask(FeatureMatrix features, Random random) {
        int frames = features.frames();
        int bins = features.bins();
        float[] values = features.values();
        if (frames < 10) {
            return;
        }
        float[] means = new float[bins];
        for (int t = 0; t < frames; t++) {
            for (int f = 0; f < bins; f++) {
                means[f] += values[t * bins + f] / frames;
            }
        }
        int bands = (int) Math.round(2 * Math.min(1, strength));
        for (int i = 0; i < bands; i++) {
            int width = random.nextInt(19);
            int start = random.nextInt(bins - width);
            for (int t = 0; t < frames; t++) {
                System.arraycopy(means, start, values, t * bins + start, width);
            }
        }
        int stretches = (int) Math.round(Math.min(1, strength) * Math.min(4, 1 + frames / 200));
        for (int i = 0; i < stretches; i++) {
            int width = random.nextInt(Math.min(26, frames / 8) + 1);
            int start = random.nextInt(frames - width);
            for (int t = start; t < start + width; t++) {
                System.arraycopy(means, 0, values, t * bins, bins);
            }
        }
    }
}
