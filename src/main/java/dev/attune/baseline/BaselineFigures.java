package dev.attune.baseline;

import dev.attune.speech.score.BootstrapInterval;
import dev.attune.speech.score.CorpusScore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How well a baseline did on one set. Rates are shares of the reference's words or characters, 0.1 is 10 %; NaN where the last three are not known.
 *
 * @param set name of the set
 * @param speech what kind of speech it is, for people
 * @param wordErrorRate of the beam search
 * @param low lower end of its 95 % interval
 * @param high upper end of its 95 % interval
 * @param characterErrorRate of the beam search
 * @param greedyWordErrorRate of the best letter of each frame, without lexicon and language model
 * @param greedyCharacterErrorRate likewise
 */
record BaselineFigures(
        String set,
        String speech,
        int utterances,
        int words,
        double wordErrorRate,
        double low,
        double high,
        double characterErrorRate,
        double greedyWordErrorRate,
        double greedyCharacterErrorRate) {

    static final String HEADER =
            """
            | Set | Speech | Utterances | Words | WER, beam | 95 % interval | CER, beam | WER, greedy | CER, greedy |
            | --- | --- | ---: | ---: | ---: | --- | ---: | ---: | ---: |
            """;

    static BaselineFigures of(String set, String speech, CorpusScore greedy, CorpusScore beam) {
        BootstrapInterval interval = beam.interval();
        return new BaselineFigures(
                set,
                speech,
                beam.utterances().size(),
                beam.words().words(),
                beam.wordErrorRate(),
                interval.low(),
                interval.high(),
                beam.characterErrorRate(),
                greedy.wordErrorRate(),
                greedy.characterErrorRate());
    }

    BaselineFigures withSpeech(String other) {
        return new BaselineFigures(
                set,
                other,
                utterances,
                words,
                wordErrorRate,
                low,
                high,
                characterErrorRate,
                greedyWordErrorRate,
                greedyCharacterErrorRate);
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d | %d | %s | %.1f to %.1f | %s | %s | %s |%n",
                set,
                speech,
                utterances,
                words,
                percent(wordErrorRate),
                100 * low,
                100 * high,
                percent(characterErrorRate),
                percent(greedyWordErrorRate),
                percent(greedyCharacterErrorRate));
    }

    private static String percent(double rate) {
        return Double.isNaN(rate) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * rate);
    }

    /**
     * Keeps figures beside the package, for builds that are measured by this one.
     *
     * @param file JSON, replaced if it exists
     */
    static void write(List<BaselineFigures> figures, Path file) throws IOException {
        Files.writeString(
                file, new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(figures));
    }

    static List<BaselineFigures> read(Path file) throws IOException {
        try {
            return List.of(new JsonMapper().readValue(Files.readString(file), BaselineFigures[].class));
        } catch (JacksonException e) {
            throw new IOException(file + ": not the figures of a build: " + e.getOriginalMessage(), e);
        }
    }
}
