package dev.attune.speech.train;

import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.LogMelExtractor;
import dev.attune.speech.audio.QuietMargins;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Utterances of a single word or two, said one after the other: heard only alone, between silences, they would teach the network that there is next to
 * nothing to be heard, and it would leave out words of sentences.
 */
final class JoinedUtterances {

    private static final double LONGEST_SECONDS = 4;
    private static final double SHORTEST_PAUSE_SECONDS = 0.05;
    private static final double LONGEST_PAUSE_SECONDS = 0.35;

    private final int phoneBoundary;
    private final int letterBoundary;
    private final Random random;

    /**
     * @param phoneBoundary token between the phones of two words
     * @param letterBoundary token between the letters of two words
     */
    JoinedUtterances(int phoneBoundary, int letterBoundary, long seed) {
        this.phoneBoundary = phoneBoundary;
        this.letterBoundary = letterBoundary;
        this.random = new Random(seed);
    }

    /** All short ones in random order, several in one, each in one alone; none if there is only one. */
    List<TrainingExample> of(List<UserAudio.Spoken> utterances) {
        Map<String, List<TrainingExample>> bySpeaker = new LinkedHashMap<>();
        for (UserAudio.Spoken each : utterances) {
            if (each.example().seconds() < QuietMargins.SHORTEST_SECONDS) {
                String speaker = each.speaker() == null ? "" : each.speaker();
                bySpeaker.computeIfAbsent(speaker, key -> new ArrayList<>()).add(each.example());
            }
        }
        List<TrainingExample> joined = new ArrayList<>();
        for (List<TrainingExample> own : bySpeaker.values()) {
            Collections.shuffle(own, random);
            List<TrainingExample> next = new ArrayList<>();
            double seconds = 0;
            for (TrainingExample each : own) {
                if (seconds + each.seconds() > LONGEST_SECONDS) {
                    joined.add(join(next));
                    next = new ArrayList<>();
                    seconds = 0;
                }
                next.add(each);
                seconds += each.seconds() + (SHORTEST_PAUSE_SECONDS + LONGEST_PAUSE_SECONDS) / 2;
            }
            if (next.size() > 1) {
                joined.add(join(next));
            }
        }
        return joined;
    }

    private TrainingExample join(List<TrainingExample> parts) {
        double[] pauses = new double[parts.size() + 1];
        double seconds = 0;
        for (int i = 0; i < pauses.length; i++) {
            pauses[i] = SHORTEST_PAUSE_SECONDS + (LONGEST_PAUSE_SECONDS - SHORTEST_PAUSE_SECONDS) * random.nextDouble();
            seconds += pauses[i] + (i < parts.size() ? parts.get(i).seconds() : 0);
        }
        List<TrainingExample> own = List.copyOf(parts);
        return new TrainingExample(
                own.getFirst().id() + " and others",
                () -> {
                    List<AudioClip> clips = new ArrayList<>();
                    for (TrainingExample each : own) {
                        clips.add(each.source().read());
                    }
                    return QuietMargins.joined(clips, pauses, LogMelExtractor.SAMPLE_RATE_HZ);
                },
                seconds,
                targets(own.stream().map(TrainingExample::phones).toList(), phoneBoundary),
                targets(own.stream().map(TrainingExample::letters).toList(), letterBoundary));
    }

    /** One after the other, null if one of them is. */
    private static int @Nullable [] targets(List<int @Nullable []> parts, int boundary) {
        List<Integer> all = new ArrayList<>();
        for (int[] part : parts) {
            if (part == null) {
                return null;
            }
            if (!all.isEmpty()) {
                all.add(boundary);
            }
            for (int token : part) {
                all.add(token);
            }
        }
        return all.stream().mapToInt(Integer::intValue).toArray();
    }
}
