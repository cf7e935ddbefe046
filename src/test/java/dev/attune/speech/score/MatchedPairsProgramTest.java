package dev.attune.speech.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The matched-pairs test against NIST's sc_stats and by simulation. */
class MatchedPairsProgramTest {

    private static final Pattern RESULT = Pattern.compile("# segs: (\\d+)\\).*\\(mean: ([-.\\d]+)\\) "
            + "\\(std dev: ([.\\d]+)\\) \\(Z Stat: ([-.\\d]+)\\) \\(Stat Diff: (\\w+)\\)");

    @ParameterizedTest
    @CsvSource({"41, 0.30, 0.20", "42, 0.10, 0.11", "43, 0.02, 0.30", "44, 0.15, 0.05"})
    void agreesWithTheProgram(long seed, double rateA, double rateB, @TempDir Path folder) throws Exception {
        Sctk.assume();
        SplittableRandom random = new SplittableRandom(seed);
        List<UtteranceScore> a = new ArrayList<>();
        List<UtteranceScore> b = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            List<String> reference = words(random, 3 + random.nextInt(12));
            add(a, i, reference, spoilt(random, reference, rateA, true));
            // What b alone inserts at the end, the program does not see.
            add(b, i, reference, spoilt(random, reference, rateB, false));
        }
        CorpusScore scoreA = new CorpusScore(a);
        CorpusScore scoreB = new CorpusScore(b);

        MatchedPairs ours = PairedComparison.of(scoreA, scoreB).matchedPairs();

        Path both = folder.resolve("both.sgml");
        Files.writeString(both, sgml(scoreA, "a") + sgml(scoreB, "b"));
        String output = Sctk.runWith(folder, both, "sc_stats", "-p", "-t", "mapsswe", "-v", "-n", "out");
        Matcher theirs = RESULT.matcher(
                output + Files.readString(folder.resolve("out.stats.mapsswe"), StandardCharsets.ISO_8859_1));
        assertThat(theirs.find()).as(output).isTrue();
        assertThat(ours.segments()).isEqualTo(Integer.parseInt(theirs.group(1)));
        assertThat(ours.mean()).isCloseTo(Double.parseDouble(theirs.group(2)), within(0.00051));
        assertThat(ours.standardDeviation()).isCloseTo(Double.parseDouble(theirs.group(3)), within(0.00051));
        assertThat(ours.z()).isCloseTo(Double.parseDouble(theirs.group(4)), within(0.00051));
        assertThat(ours.pValue() < 0.05 ? "Yes" : "No").isEqualTo(theirs.group(5));
    }

    /** Of two recognisers that are equally good one seems better 5 times in 100, for the test as for the interval of the difference. */
    @Test
    void raisesFalseAlarmsAsOftenAsItSays() {
        SplittableRandom random = new SplittableRandom(45);
        int alarms = 0;
        int outside = 0;
        int sets = 400;
        for (int set = 0; set < sets; set++) {
            List<UtteranceScore> a = new ArrayList<>();
            List<UtteranceScore> b = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                List<String> reference = words(random, 8);
                // Some utterances are harder than others, for both.
                double rate = random.nextInt(3) == 0 ? 0.4 : 0.1;
                add(a, i, reference, spoilt(random, reference, rate, true));
                add(b, i, reference, spoilt(random, reference, rate, true));
            }
            PairedComparison pair = PairedComparison.of(new CorpusScore(a), new CorpusScore(b));
            alarms += pair.pValue() < 0.05 ? 1 : 0;
            outside += pair.interval().low() > 0 || pair.interval().high() < 0 ? 1 : 0;
        }
        // 20 of 400 are expected; the binomial distribution leaves [9, 34] once in a thousand times.
        assertThat(alarms).isBetween(9, 34);
        assertThat(outside).isBetween(9, 38);
    }

    /** A true difference of 5 points: the interval holds it about 95 times in 100. */
    @Test
    void theIntervalOfTheDifferenceHoldsTheTrueOne() {
        SplittableRandom random = new SplittableRandom(46);
        int held = 0;
        for (int set = 0; set < 400; set++) {
            List<UtteranceScore> a = new ArrayList<>();
            List<UtteranceScore> b = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                List<String> reference = words(random, 8);
                add(a, i, reference, replaced(random, reference, 0.25));
                add(b, i, reference, replaced(random, reference, 0.20));
            }
            BootstrapInterval interval =
                    PairedComparison.of(new CorpusScore(a), new CorpusScore(b)).interval();
            held += interval.low() <= -0.05 && -0.05 <= interval.high() ? 1 : 0;
        }
        assertThat(held).isBetween(362, 391);
    }

    private static String sgml(CorpusScore score, String name) {
        return ScliteFiles.of(score, Collections.nCopies(score.utterances().size(), "s"))
                .sgml(name, "ref.trn", name, Instant.EPOCH);
    }

    private static void add(List<UtteranceScore> scores, int i, List<String> reference, List<String> hypothesis) {
        scores.add(UtteranceScore.of(
                "%04d".formatted(i), String.join(" ", reference), String.join(" ", hypothesis), Aligner.sclite()));
    }

    private static List<String> words(SplittableRandom random, int count) {
        return random.ints(count, 0, 60).mapToObj(i -> "w" + i).toList();
    }

    /** Every word wrong with the same chance, by another word. */
    private static List<String> replaced(SplittableRandom random, List<String> reference, double rate) {
        return reference.stream()
                .map(word -> random.nextDouble() < rate ? "x" : word)
                .toList();
    }

    private static List<String> spoilt(SplittableRandom random, List<String> reference, double rate, boolean endToo) {
        List<String> out = new ArrayList<>();
        for (String word : reference) {
            double chance = random.nextDouble();
            if (chance < rate) {
                out.add("w" + random.nextInt(60));
            } else if (chance >= rate * 1.3) {
                out.add(word);
            }
            if (random.nextDouble() < rate / 4) {
                out.add("w" + random.nextInt(60));
            }
        }
        if (!endToo) {
            // Ends right, so that nothing can be inserted behind it.
            out.addLast(reference.getLast());
            while (out.size() > 1 && out.get(out.size() - 2).equals(reference.getLast())) {
                out.removeLast();
            }
        }
        return out;
    }
}
