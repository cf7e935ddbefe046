package dev.attune.evaluation;

import dev.attune.speech.score.TokenErrors;
import dev.attune.speech.score.TokenScore;
import dev.attune.speech.text.TextNormalizer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The token error rate of a test set. It means something only where people wrote the transcripts with capitals and marks. */
public final class DisplayScores {

    private DisplayScores() {}

    /**
     * Adds up the token errors of all utterances.
     *
     * @param transcripts as people wrote them
     * @param displays what a model showed of each; null where it made no display text
     * @return empty if a display text is missing, or most transcripts have neither a capital letter nor a mark
     */
    public static Optional<TokenErrors> of(
            List<String> transcripts, List<? extends @Nullable String> displays, TextNormalizer normalizer) {
        if (!areWritten(transcripts)) {
            return Optional.empty();
        }
        TokenErrors sum = TokenErrors.NONE;
        for (int i = 0; i < transcripts.size(); i++) {
            String display = displays.get(i);
            if (display == null) {
                return Optional.empty();
            }
            sum = sum.plus(
                    TokenScore.of(transcripts.get(i), display, normalizer).errors());
        }
        return Optional.of(sum);
    }

    /** Whether most transcripts that hold a word have a capital letter or end with a mark. */
    static boolean areWritten(List<String> transcripts) {
        List<String> said = transcripts.stream()
                .map(String::strip)
                .filter(transcript -> !transcript.isEmpty())
                .toList();
        long written = said.stream()
                .filter(transcript -> transcript.codePoints().anyMatch(Character::isUpperCase)
                        || ".?!".indexOf(transcript.charAt(transcript.length() - 1)) >= 0)
                .count();
        return 2 * written > said.size();
    }
}
