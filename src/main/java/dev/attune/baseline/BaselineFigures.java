package dev.attune.baseline;

import dev.attune.speech.score.BootstrapInterval;
import dev.attune.speech.score.CorpusScore;
import java.util.Locale;

/**
 * How well a baseline did on one set.
 *
 * @param set name of the set
 * @param speech what kind of speech it is, for people
 * @param greedy score of the best letter of each frame, without lexicon and language model
 * @param beam score of the beam search
 */
record BaselineFigures(String set, String speech, CorpusScore greedy, CorpusScore beam) {

    static final String HEADER =
            """
            | Set | Speech | Utterances | Words | WER, beam | 95 % interval | CER, beam | WER, greedy |
            | --- | --- | ---: | ---: | ---: | --- | ---: | ---: |
            """;

    String row() {
        BootstrapInterval interval = beam.interval();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d | %d | %.1f %% | %.1f to %.1f | %.1f %% | %.1f %% |%n",
                set,
                speech,
                beam.utterances().size(),
                beam.words().words(),
                100 * beam.wordErrorRate(),
                100 * interval.low(),
                100 * interval.high(),
                100 * beam.characterErrorRate(),
                100 * greedy.wordErrorRate());
    }
}
