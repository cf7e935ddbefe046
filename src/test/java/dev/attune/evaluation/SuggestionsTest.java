package dev.attune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.speech.score.Aligner;
import dev.attune.speech.score.CorpusScore;
import dev.attune.speech.score.UtteranceScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SuggestionsTest {

    /** References and hypotheses in turn. */
    private static CorpusScore score(String... texts) {
        List<UtteranceScore> scores = new ArrayList<>();
        for (int i = 0; i < texts.length; i += 2) {
            scores.add(UtteranceScore.of(String.valueOf(i), texts[i], texts[i + 1], Aligner.sclite()));
        }
        return new CorpusScore(scores);
    }

    private static final CorpusScore ORDERS = score(
            "a velquor please", "a velcro please",
            "the velquor is on", "the vel core is on",
            "crate nine is on", "crate line is on",
            "crate nine please", "crate nine please",
            "nine please", "line please");

    @Test
    void newWordsComeFirstThenThoseThatAreMostlyWrong() {
        Set<String> known = Set.of("a", "please", "the", "is", "on", "crate", "nine");

        List<Suggestion> found = Suggestions.of(ORDERS, known::contains, 10);

        assertThat(found)
                .containsExactly(
                        new Suggestion("velquor", 2, 2, true, List.of("velcro", "vel core")),
                        new Suggestion("nine", 3, 2, false, List.of("line")));
    }

    @Test
    void withoutAVocabularyOnlyWhatIsMostlyWrong() {
        assertThat(Suggestions.of(ORDERS, null, 10))
                .extracting(Suggestion::word)
                .containsExactly("nine", "velquor");
        assertThat(Suggestions.of(ORDERS, null, 1)).hasSize(1);
    }

    @Test
    void oneMissOfAKnownWordIsChance() {
        CorpusScore once = score("good bread", "good bed");

        assertThat(Suggestions.of(once, word -> true, 10)).isEmpty();
        assertThat(Suggestions.of(once, word -> false, 10))
                .containsExactly(new Suggestion("bread", 1, 1, true, List.of("bed")));
    }

    @Test
    void deletedWordsWereHeardAsNothing() {
        CorpusScore deleted = score("go now", "go", "now please", "please");

        assertThat(Suggestions.of(deleted, word -> true, 10))
                .containsExactly(new Suggestion("now", 2, 2, false, List.of()));
    }
}
