package dev.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ScoreCommandTest {

    @TempDir
    Path folder;

    private Path write(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    }

    private JsonNode score(Path reference, Path hypothesis, String... options) {
        Object[] arguments = new Object[7 + options.length];
        System.arraycopy(
                new Object[] {"score", "--reference", reference, "--hypothesis", hypothesis, "--format", "json"},
                0,
                arguments,
                0,
                7);
        System.arraycopy(options, 0, arguments, 7, options.length);
        return CommandRun.of(arguments).succeeded().json();
    }

    @ParameterizedTest
    @CsvSource({ // reference, hypothesis, words, correct, substitutions, deletions, insertions, rate, sentence rate
        "the cat sat,        the cat sat,             3, 3, 0, 0, 0, 0,    0",
        "the cat sat,        the hat sat,             3, 2, 1, 0, 0, 0.3333333333333333, 1",
        "the cat sat,        the cat,                 3, 2, 0, 1, 0, 0.3333333333333333, 1",
        "the cat sat,        the cat sat down,        3, 3, 0, 0, 1, 0.3333333333333333, 1",
        "yes,                no no no,                1, 0, 1, 0, 2, 3,    1",
        "'The cat, sat!',    THE CAT SAT,             3, 3, 0, 0, 0, 0,    0",
        "21 rolls,           twenty one rolls,        3, 3, 0, 0, 0, 0,    0",
        "two rolls,          '',                      2, 0, 0, 2, 0, 1,    1"
    })
    void countsByHandWorkedTables(
            String reference,
            String hypothesis,
            int words,
            int correct,
            int substitutions,
            int deletions,
            int insertions,
            double rate,
            double sentenceRate)
            throws IOException {
        JsonNode figures = score(write("r.tsv", "a.wav\t" + reference), write("h.tsv", "a.wav\t" + hypothesis));

        assertEquals(rate, figures.get("wordErrorRate").asDouble(), 1e-12);
        assertEquals(words, figures.get("words").asInt());
        assertEquals(correct, figures.get("correct").asInt());
        assertEquals(substitutions, figures.get("substitutions").asInt());
        assertEquals(deletions, figures.get("deletions").asInt());
        assertEquals(insertions, figures.get("insertions").asInt());
        assertEquals(1, figures.get("utterances").asInt());
        assertEquals(sentenceRate, figures.get("sentenceErrorRate").asDouble(), 1e-12);
    }

    /** Adds counts and divides once: 1 error in 1 word and none in 3 are 25 %, not the mean of 100 % and 0 %. */
    @Test
    void dividesTheSums() throws IOException {
        Path reference = write("r.tsv", "a.wav\tyes", "b.wav\ttwo rye loaves");
        Path hypothesis = write("h.tsv", "b.wav\ttwo rye loaves", "a.wav\tno");

        JsonNode figures = score(reference, hypothesis);

        assertEquals("en-US 2", figures.get("normalization").asString());
        assertEquals(0.25, figures.get("wordErrorRate").asDouble(), 0);
        assertEquals(0.5, figures.get("sentenceErrorRate").asDouble(), 0);
        assertEquals(2, figures.get("utterances").asInt());
    }

    /** Two substitutions cost 2 without weights, as much as an insertion and a deletion around the common word; with sclite's 8 against 6. */
    @Test
    void knowsBothAlignments() throws IOException {
        Path reference = write("r.tsv", "a\tx b");
        Path hypothesis = write("h.tsv", "a\tb y");

        JsonNode levenshtein = score(reference, hypothesis, "--alignment", "levenshtein");
        JsonNode sclite = score(reference, hypothesis, "--alignment", "sclite");

        assertEquals(2, levenshtein.get("substitutions").asInt());
        assertEquals(0, levenshtein.get("correct").asInt());
        assertEquals(1, sclite.get("correct").asInt());
        assertEquals(1, sclite.get("deletions").asInt());
        assertEquals(1, sclite.get("insertions").asInt());
    }

    @Test
    void takesWordsAsTheyAreWithoutNormalization() throws IOException {
        Path reference = write("r.tsv", "a\tThe cat.");
        Path hypothesis = write("h.tsv", "a\tthe cat");

        JsonNode figures = score(reference, hypothesis, "--normalization", "none");

        assertEquals(2, figures.get("substitutions").asInt());
        assertEquals("none", figures.get("normalization").asString());
    }

    @Test
    void writesSentences() throws IOException {
        Path reference = write("r.tsv", "a\tthe cat sat");
        Path hypothesis = write("h.tsv", "a\tthe hat");

        CommandRun run = CommandRun.of("score", "--reference", reference, "--hypothesis", hypothesis)
                .succeeded();

        assertEquals(
                """
                Word error rate 66.67 %: 2 errors in 3 words.
                1 correct, 1 substituted, 1 deleted, 0 inserted.
                1 utterances, 100.00 % of them with an error.
                """,
                run.out());
    }

    @Test
    void aSecondViewTakesEquivalentFormsForEqual() throws IOException {
        Path reference = write("r.tsv", "a\tIt's gate 105.", "b\tI do not know");
        Path hypothesis = write("h.tsv", "a\tit is gate one oh five", "b\ti don't no");

        JsonNode figures = score(reference, hypothesis, "--equivalents");

        assertEquals(0, score(reference, hypothesis).path("equivalentForms").size());
        assertEquals(
                score(reference, hypothesis).get("wordErrorRate").asDouble(),
                figures.get("wordErrorRate").asDouble(),
                0);
        assertEquals(1, figures.get("equivalentForms").get("substitutions").asInt());
        assertEquals(10, figures.get("equivalentForms").get("words").asInt());
        assertEquals(0, figures.get("equivalentForms").get("deletions").asInt());
        assertTrue(CommandRun.of("score", "--reference", reference, "--hypothesis", hypothesis, "--equivalents")
                .succeeded()
                .out()
                .contains("With number words equal to digits and contractions to full forms: Word error rate 10.00 %"));
    }

    @Test
    void matchesPathsByTheirFileNames() throws IOException {
        Path reference = write("r.tsv", "a.wav\tone", "b.wav\ttwo");
        Path hypothesis = write("h.tsv", "audio/b.wav\ttwo", "C:\\audio\\a.wav\tone");

        assertEquals(2, score(reference, hypothesis).get("correct").asInt());
    }

    @Test
    void countsAMissingTextAsEmptyAndSaysSo() throws IOException {
        Path reference = write("r.tsv", "a\tone", "b\ttwo three");
        Path hypothesis = write("h.tsv", "a\tone", "z\tzero");

        CommandRun run = CommandRun.of(
                        "score", "--reference", reference, "--hypothesis", hypothesis, "--format", "json")
                .succeeded();

        assertEquals(2, run.json().get("deletions").asInt());
        assertEquals(
                """
                Left out: 1 of the recognised texts, whose files are not in the reference.
                Counted as empty: 1 utterances of the reference, for which there is no recognised text.
                """,
                run.err());
    }

    @Test
    void readsTablesWithByteOrderMarkAndEmptyLines() throws IOException {
        Path reference = write("r.tsv", "\uFEFFa\tone", "", "b\ttwo");
        Path hypothesis = write("h.tsv", "a\tone", "b\ttwo");

        assertEquals(2, score(reference, hypothesis).get("correct").asInt());
    }

    @Test
    void namesTheLineWithoutTab() throws IOException {
        Path reference = write("r.tsv", "a\tone", "b two");
        Path hypothesis = write("h.tsv", "a\tone");

        CommandRun.of("score", "--reference", reference, "--hypothesis", hypothesis)
                .failedWith(reference + ":2: expected \"file TAB text\", found no name before a tab; add it.");
    }

    @Test
    void refusesTheSameFileTwice() throws IOException {
        Path reference = write("r.tsv", "a\tone", "a\ttwo");
        Path hypothesis = write("h.tsv", "a\tone");

        CommandRun.of("score", "--reference", reference, "--hypothesis", hypothesis)
                .failedWith(reference + ":2: \"a\" occurs a second time; leave one of the two lines out.");
    }

    @Test
    void refusesTablesWithNothingInCommon() throws IOException {
        Path reference = write("r.tsv", "a\tone");
        Path hypothesis = write("h.tsv", "b\tone");

        CommandRun run = CommandRun.of("score", "--reference", reference, "--hypothesis", hypothesis);

        assertEquals(1, run.status());
        assertTrue(run.err().startsWith("attune: No name of " + hypothesis + " occurs in " + reference), run.err());
    }

    @Test
    void saysWhichFileIsMissing() throws IOException {
        Path reference = write("r.tsv", "a\tone");
        Path missing = folder.resolve("missing.tsv");

        CommandRun.of("score", "--reference", reference, "--hypothesis", missing)
                .failedWith("There is no file " + missing + "; check the path.");
    }

    @Test
    void refusesWhatIsNotUtf8() throws IOException {
        Path reference = folder.resolve("r.tsv");
        Files.write(reference, new byte[] {'a', '\t', (byte) 0xE9, '\n'});

        CommandRun.of("score", "--reference", reference, "--hypothesis", reference)
                .failedWith(reference + ": not UTF-8 text; save it as UTF-8 and try again.");
    }
}
