package dev.attune.speech.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Keeps about a tenth of the speech aside, at most five minutes: whole speakers where at least three are known, so that the figures are those of voices that were not
 * heard; else single utterances.
 *
 * @param training never empty if there are two examples
 * @param validation the rest
 * @param bySpeaker true if no speaker is in both parts
 */
record SpeakerSplit(List<TrainingExample> training, List<TrainingExample> validation, boolean bySpeaker) {

    private static final double SHARE = 0.1;
    private static final double MOST_SECONDS = 300;
    private static final double LARGEST_SHARE_OF_SPEAKERS = 0.3;
    private static final int FEWEST_SPEAKERS = 3;

    /** The same utterances kept aside, and more to learn from. */
    SpeakerSplit learningAlso(List<TrainingExample> more) {
        List<TrainingExample> all = new ArrayList<>(training);
        all.addAll(more);
        return new SpeakerSplit(all, validation, bySpeaker);
    }

    static SpeakerSplit of(List<UserAudio.Spoken> examples, long seed) {
        double total =
                examples.stream().mapToDouble(each -> each.example().seconds()).sum();
        double wanted = Math.min(MOST_SECONDS, SHARE * total);
        Map<String, List<TrainingExample>> speakers = new LinkedHashMap<>();
        for (UserAudio.Spoken each : examples) {
            String speaker = each.speaker() == null ? "" : each.speaker();
            speakers.computeIfAbsent(speaker, key -> new ArrayList<>()).add(each.example());
        }
        boolean bySpeaker = speakers.size() >= FEWEST_SPEAKERS && !speakers.containsKey("");
        List<List<TrainingExample>> groups = new ArrayList<>();
        if (bySpeaker) {
            groups.addAll(speakers.values());
        } else {
            examples.forEach(each -> groups.add(List.of(each.example())));
        }
        Collections.shuffle(groups, new Random(seed));
        List<TrainingExample> training = new ArrayList<>();
        List<TrainingExample> validation = new ArrayList<>();
        double aside = 0;
        for (List<TrainingExample> group : groups) {
            double seconds =
                    group.stream().mapToDouble(TrainingExample::seconds).sum();
            boolean fits = !bySpeaker || aside + seconds <= Math.max(wanted, LARGEST_SHARE_OF_SPEAKERS * total);
            if (aside < wanted && fits && group != groups.getLast()) {
                validation.addAll(group);
                aside += seconds;
            } else {
                training.addAll(group);
            }
        }
        if (validation.isEmpty() && bySpeaker) {
            // One speaker said nearly everything.
            return of(
                    examples.stream()
                            .map(each -> new UserAudio.Spoken(each.example(), each.words(), null))
                            .toList(),
                    seed);
        }
        return new SpeakerSplit(training, validation, bySpeaker);
    }
}
