package dev.attune.evaluation.ui;

import dev.attune.evaluation.EvaluatedUtterance;
import dev.attune.evaluation.EvaluatedWord;
import dev.attune.speech.score.Aligner;
import dev.attune.speech.score.Alignment;
import dev.attune.speech.score.DisplayTokens;
import dev.attune.speech.score.EditStep;
import dev.attune.speech.score.TokenScore;
import dev.attune.speech.score.Tokens;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One model's text as it is shown.
 *
 * @param alignment with what it is compared with
 * @param times the recognised word behind a step; steps without one cannot be heard
 */
record AlignedReading(Alignment alignment, Map<EditStep, EvaluatedWord> times) {

    /**
     * The very alignment that was counted.
     *
     * @param normalizer that of the scored text
     */
    static AlignedReading scored(EvaluatedUtterance.Reading reading, UnaryOperator<String> normalizer) {
        return new AlignedReading(reading.alignment(), times(reading.alignment(), reading.words(), normalizer));
    }

    /** The transcript and the recognised words as they are, capitals and punctuation and all. */
    static AlignedReading asWritten(String transcript, EvaluatedUtterance.Reading reading) {
        Alignment alignment = Aligner.sclite().align(Tokens.words(transcript), Tokens.words(reading.recognized()));
        return new AlignedReading(alignment, times(alignment, reading.words(), UnaryOperator.identity()));
    }

    /** The tokens of transcript and display text as they were counted; an empty text where the model made none. */
    static AlignedReading display(String transcript, EvaluatedUtterance.Reading reading, @Nullable TokenScore score) {
        Alignment alignment =
                score == null ? Aligner.sclite().align(DisplayTokens.of(transcript), List.of()) : score.alignment();
        return new AlignedReading(alignment, times(alignment, reading.words(), UnaryOperator.identity()));
    }

    /** Compared with another model's text, where there is no transcript. */
    static AlignedReading against(
            EvaluatedUtterance.Reading first, EvaluatedUtterance.Reading reading, UnaryOperator<String> normalizer) {
        Alignment alignment =
                Aligner.sclite().align(Tokens.words(first.hypothesis()), Tokens.words(reading.hypothesis()));
        return new AlignedReading(alignment, times(alignment, reading.words(), normalizer));
    }

    /** Which recognised word stands behind a step; none where the words together normalise to other ones than each alone. */
    private static Map<EditStep, EvaluatedWord> times(
            Alignment alignment, List<EvaluatedWord> words, UnaryOperator<String> normalizer) {
        List<EditStep> spoken = alignment.steps().stream()
                .filter(step -> step.hypothesis() != null)
                .toList();
        List<EvaluatedWord> owners = new ArrayList<>();
        List<String> tokens = new ArrayList<>();
        for (EvaluatedWord word : words) {
            for (String token : Tokens.words(normalizer.apply(word.text()))) {
                owners.add(word);
                tokens.add(token);
            }
        }
        Map<EditStep, EvaluatedWord> times = new IdentityHashMap<>();
        if (tokens.equals(spoken.stream().map(EditStep::hypothesis).toList())) {
            for (int i = 0; i < spoken.size(); i++) {
                times.put(spoken.get(i), owners.get(i));
            }
        }
        return times;
    }
}
