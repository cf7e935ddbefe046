package dev.attune.speech.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AlignerTest {

    @ParameterizedTest
    @CsvSource({
        // reference, hypothesis, correct, substitutions, deletions, insertions
        "the cat sat, the cat sat,       3, 0, 0, 0",
        "the cat sat, the hat sat,       2, 1, 0, 0",
        "the cat sat, the cat,           2, 0, 1, 0",
        "the cat,     the big cat,       2, 0, 0, 1",
        "'',          cat,               0, 0, 0, 1",
        "cat,         '',                0, 0, 1, 0",
        "'',          '',                0, 0, 0, 0",
        "a b c d,     b c d e,           3, 0, 1, 1",
        "a b,         c,                 0, 1, 1, 0",
        "a,           b c,               0, 1, 0, 1",
        "a a a,       a a,               2, 0, 1, 0",
        "a b a b,     b a b a,           3, 0, 1, 1",
    })
    void countsEditsAsScliteDoes(
            String reference, String hypothesis, int correct, int substitutions, int deletions, int insertions) {
        ErrorCounts counts = Aligner.sclite()
                .align(Tokens.words(reference), Tokens.words(hypothesis))
                .counts();

        assertThat(counts)
                .isEqualTo(new ErrorCounts(
                        correct + substitutions + deletions, correct, substitutions, deletions, insertions));
    }

    /** Two substitutions cost 8 and a deletion with an insertion 6: with even costs it is the other way round. */
    @Test
    void weighsErrorsDifferentlyFromLevenshtein() {
        List<String> reference = List.of("a", "b");
        List<String> hypothesis = List.of("b", "c");

        assertThat(Aligner.sclite().align(reference, hypothesis).counts()).isEqualTo(new ErrorCounts(2, 1, 0, 1, 1));
        assertThat(Aligner.levenshtein().align(reference, hypothesis).counts().errors())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void costsAsLittleAsTheBestOfAllAlignments(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            List<String> reference = words(random, random.nextInt(6), 3);
            List<String> hypothesis = words(random, random.nextInt(6), 3);
            String place = "seed %d: %s | %s".formatted(seed, reference, hypothesis);

            Alignment sclite = Aligner.sclite().align(reference, hypothesis);
            Alignment levenshtein = Aligner.levenshtein().align(reference, hypothesis);

            assertThat(cost(sclite, 4, 3)).as(place).isEqualTo(leastCost(reference, hypothesis, 0, 0, 4, 3));
            assertThat(cost(levenshtein, 1, 1)).as(place).isEqualTo(leastCost(reference, hypothesis, 0, 0, 1, 1));
            assertThat(side(sclite, true)).as(place).isEqualTo(reference);
            assertThat(side(sclite, false)).as(place).isEqualTo(hypothesis);
        }
    }

    /** The table is cut into blocks where it would get large; that must not show. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 40, 1000})
    void givesTheSameColumnsWithLittleMemory(int tableCells) {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 50; round++) {
            List<String> reference = words(random, random.nextInt(40), 4);
            List<String> hypothesis = words(random, random.nextInt(40), 4);

            assertThat(new Aligner(4, 3, tableCells).align(reference, hypothesis))
                    .isEqualTo(Aligner.sclite().align(reference, hypothesis));
        }
    }

    /** Compares with the program itself, on short vocabularies, where ties are many. */
    @Test
    void countsLikeTheScliteProgram(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/sctk")), "sctk is not installed");
        SplittableRandom random = new SplittableRandom(11);
        StringBuilder references = new StringBuilder();
        StringBuilder hypotheses = new StringBuilder();
        List<ErrorCounts> ours = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            List<String> reference = words(random, 1 + random.nextInt(14), 2 + random.nextInt(6));
            List<String> hypothesis = words(random, random.nextInt(15), 2 + random.nextInt(6));
            String id = " (spk-%04d)%n".formatted(i);
            references.append(String.join(" ", reference)).append(id);
            hypotheses.append(String.join(" ", hypothesis)).append(id);
            ours.add(Aligner.sclite().align(reference, hypothesis).counts());
        }
        Files.writeString(folder.resolve("ref.trn"), references);
        Files.writeString(folder.resolve("hyp.trn"), hypotheses);

        String report = runSclite(folder);

        Matcher scores = Pattern.compile("Scores: \\(#C #S #D #I\\) (\\d+) (\\d+) (\\d+) (\\d+)")
                .matcher(report);
        List<ErrorCounts> theirs = new ArrayList<>();
        while (scores.find()) {
            int correct = Integer.parseInt(scores.group(1));
            int substitutions = Integer.parseInt(scores.group(2));
            int deletions = Integer.parseInt(scores.group(3));
            theirs.add(new ErrorCounts(
                    correct + substitutions + deletions,
                    correct,
                    substitutions,
                    deletions,
                    Integer.parseInt(scores.group(4))));
        }
        assertThat(theirs).isEqualTo(ours);
    }

    private static String runSclite(Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "/usr/bin/sctk",
                        "sclite",
                        "-r",
                        "ref.trn",
                        "trn",
                        "-h",
                        "hyp.trn",
                        "trn",
                        "-i",
                        "rm",
                        "-o",
                        "pralign",
                        "stdout")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String report = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return report;
    }

    private static List<String> words(SplittableRandom random, int count, int vocabulary) {
        return random.ints(count, 0, vocabulary)
                .mapToObj(i -> Character.toString('a' + i))
                .collect(Collectors.toList());
    }

    private static int leastCost(
            List<String> reference, List<String> hypothesis, int i, int j, int substitution, int gap) {
        if (i == reference.size()) {
            return gap * (hypothesis.size() - j);
        }
        if (j == hypothesis.size()) {
            return gap * (reference.size() - i);
        }
        int same = reference.get(i).equals(hypothesis.get(j)) ? 0 : substitution;
        return Math.min(
                same + leastCost(reference, hypothesis, i + 1, j + 1, substitution, gap),
                gap
                        + Math.min(
                                leastCost(reference, hypothesis, i + 1, j, substitution, gap),
                                leastCost(reference, hypothesis, i, j + 1, substitution, gap)));
    }

    private static int cost(Alignment alignment, int substitution, int gap) {
        ErrorCounts counts = alignment.counts();
        return substitution * counts.substitutions() + gap * (counts.deletions() + counts.insertions());
    }

    private static List<String> side(Alignment alignment, boolean reference) {
        List<String> words = new ArrayList<>();
        for (EditStep step : alignment.steps()) {
            String word = reference ? step.reference() : step.hypothesis();
            if (word != null) {
                words.add(word);
            }
        }
        return words;
    }
}
