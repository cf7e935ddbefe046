package dev.attune.speech;

import dev.attune.speech.audio.AudioClip;
import java.util.Random;

/**
 * Speaks words spelt with the letters {@value #LETTERS} as a tune: one tone of 90 ms a letter, a pause of noise between two words. So the tests have
 * speech that a network of a few thousand weights can learn within seconds.
 *
 * @param number another number is another speaker: other noise, other level, other small changes of speed
 * @param pitch factor of all tones; 1 is the voice that {@link TinyModel} knows, 1.2 a foreign accent
 */
public record ToneVoice(int number, double pitch) {

    /** Every letter stands for one phone; there are no others in this language. */
    public static final String LETTERS = "abdeiklmnostu";

    private static final String[] PHONES = {
        "AA", "B", "D", "EH", "IY", "K", "L", "M", "N", "OW", "S", "T", "UW",
    };

    private static final int RATE = 16_000;
    private static final double LOWEST_HZ = 250;
    private static final double STEP = 1.2;

    /** The voice of {@link TinyModel}. */
    public static ToneVoice standard() {
        return new ToneVoice(1, 1);
    }

    /** Phones of a word, separated by one blank. */
    public static String phones(String word) {
        StringBuilder phones = new StringBuilder();
        for (char letter : word.toCharArray()) {
            phones.append(phones.isEmpty() ? "" : " ").append(PHONES[index(letter)]);
        }
        return phones.toString();
    }

    /**
     * @param text words of {@link #LETTERS} between single blanks
     */
    public AudioClip say(String text) {
        Random random = new Random(number * 31L + text.hashCode());
        double speed = 1 + 0.1 * (random.nextDouble() - 0.5);
        int tone = (int) (0.09 * RATE / speed);
        int gap = (int) (0.03 * RATE / speed);
        int margin = RATE / 5;
        float[] samples = new float[2 * margin + text.length() * (tone + gap)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.003 * random.nextGaussian());
        }
        double level = 0.2 + 0.2 * random.nextDouble();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != ' ') {
                double hertz = LOWEST_HZ * Math.pow(STEP, index(text.charAt(i))) * pitch;
                int from = margin + i * (tone + gap);
                for (int n = 0; n < tone; n++) {
                    double ramp = Math.min(1, Math.min(n, tone - n) / (0.01 * RATE));
                    samples[from + n] += (float) (level * ramp * Math.sin(2 * Math.PI * hertz * n / RATE));
                }
            }
        }
        return new AudioClip(samples, RATE);
    }

    private static int index(char letter) {
        int index = LETTERS.indexOf(letter);
        if (index < 0) {
            throw new IllegalArgumentException("letter must be one of " + LETTERS + "; got " + letter);
        }
        return index;
    }
}
