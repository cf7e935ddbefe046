package dev.attune.speech.train;

import dev.attune.speech.ToneVoice;
import dev.attune.speech.acoustic.NetworkDescription;
import dev.attune.speech.audio.AudioClip;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A toy corpus: words of four tones, one token each, in both heads. */
final class ToneExamples {

    private static final String LETTERS = "adio";

    private ToneExamples() {}

    /** Two heads of blank and four tokens on a few thousand weights. */
    static NetworkDescription network() {
        return NetworkDescription.timeDelay(16, 1, 24, 1 + LETTERS.length(), 1 + LETTERS.length());
    }

    static List<TrainingExample> of(int count, long seed) {
        Random random = new Random(seed);
        List<TrainingExample> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder word = new StringBuilder();
            for (int n = 2 + random.nextInt(4); n > 0; n--) {
                word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            String text = word.toString();
            AudioClip clip = new ToneVoice(i, 1).say(text);
            int[] target = text.chars().map(c -> 1 + LETTERS.indexOf(c)).toArray();
            examples.add(new TrainingExample(text, () -> clip, clip.durationSeconds(), target, target));
        }
        return examples;
    }
}
