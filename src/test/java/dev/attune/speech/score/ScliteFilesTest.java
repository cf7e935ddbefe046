package dev.attune.speech.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScliteFilesTest {

    private static final Instant CREATED = Instant.parse("2026-11-05T01:52:59Z");

    /** What sclite 2.10 printed for the transcripts of this test. */
    @Test
    void writesWhatScliteWrites() {
        CorpusScore score = score("the cat sat down", "the hat sat", "", "x y", "a b c", "a b b c d", "", "");
        ScliteFiles files = ScliteFiles.of(score, Arrays.asList("Jo-Ann", null, "Jo-Ann", null));

        assertThat(files.referenceTrn())
                .isEqualTo("the cat sat down (jo_ann-0.wav)\n(spk-1.wav)\na b c (jo_ann-2.wav)\n(spk-3.wav)\n");
        assertThat(files.hypothesisTrn())
                .isEqualTo("the hat sat (jo_ann-0.wav)\nx y (spk-1.wav)\na b b c d (jo_ann-2.wav)\n(spk-3.wav)\n");
        assertThat(files.pra("mine.trn"))
                .isEqualTo(
                        """


                        \t\tDUMP OF SYSTEM ALIGNMENT STRUCTURE

                        System name:   mine.trn

                        Speakers:\s
                            0:  jo_ann
                            1:  spk

                        Speaker sentences   0:  jo_ann   #utts: 2
                        id: (jo_ann-0.wav)
                        Scores: (#C #S #D #I) 2 1 1 0
                        REF:  the CAT sat DOWN\s
                        HYP:  the HAT sat ****\s
                        Eval:     S       D   \s

                        id: (jo_ann-2.wav)
                        Scores: (#C #S #D #I) 3 0 0 2
                        REF:  a * b c *\s
                        HYP:  a B b c D\s
                        Eval:   I     I\s

                        Speaker sentences   1:  spk   #utts: 2
                        id: (spk-1.wav)
                        Scores: (#C #S #D #I) 0 0 0 2
                        REF:  * *\s
                        HYP:  X Y\s
                        Eval: I I\s

                        id: (spk-3.wav)
                        Scores: (#C #S #D #I) 0 0 0 0


                        """);
        assertThat(files.sgml("mine.trn", "ref.trn", "mine.trn", CREATED))
                .startsWith("<SYSTEM title=\"mine.trn\" ref_fname=\"ref.trn\" hyp_fname=\"mine.trn\""
                        + " creation_date=\"Thu Nov  5 01:52:59 2026\" format=\"2.4\"")
                .contains("<PATH id=\"(jo_ann-0.wav)\" word_cnt=\"4\" sequence=\"0\">\n"
                        + "C,\"the\",\"the\":S,\"cat\",\"hat\":C,\"sat\",\"sat\":D,\"down\",\n</PATH>\n")
                .contains("<PATH id=\"(spk-1.wav)\" word_cnt=\"2\" sequence=\"1\">\nI,,\"x\":I,,\"y\"\n</PATH>\n")
                .contains("<PATH id=\"(spk-3.wav)\" word_cnt=\"0\" sequence=\"3\">\n\n</PATH>\n")
                .endsWith("</SPEAKER>\n</SYSTEM>\n");
    }

    @Test
    void namesThatWouldBeTheSameGetANumber() {
        CorpusScore score = new CorpusScore(List.of(
                UtteranceScore.of("a b.wav", "x", "x", Aligner.sclite()),
                UtteranceScore.of("a(b.wav", "x", "x", Aligner.sclite())));

        assertThat(ScliteFiles.of(score, Arrays.asList(null, " ")).referenceTrn())
                .isEqualTo("x (spk-a_b.wav)\nx (_-a_b.wav)\n");
        assertThat(ScliteFiles.of(score, Arrays.asList(null, null)).referenceTrn())
                .isEqualTo("x (spk-a_b.wav)\nx (spk-a_b.wav_2)\n");
    }

    /** Byte for byte, with empty sides, several speakers, letters outside ASCII, and many ties. */
    @ParameterizedTest
    @ValueSource(longs = {31, 32})
    void equalsTheProgramOnRandomPairs(long seed, @TempDir Path folder) throws Exception {
        Sctk.assume();
        SplittableRandom random = new SplittableRandom(seed);
        List<UtteranceScore> scores = new ArrayList<>();
        List<String> speakers = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            scores.add(UtteranceScore.of(
                    "%05d.wav".formatted(i),
                    words(random, random.nextInt(15)),
                    words(random, random.nextInt(15)),
                    Aligner.sclite()));
            speakers.add("s" + random.nextInt(12));
        }
        assertEqualsTheProgram(ScliteFiles.of(new CorpusScore(scores), speakers), folder);
    }

    /** sclite breaks its lines at 1000 bytes. */
    @Test
    void equalsTheProgramOnVeryLongUtterances(@TempDir Path folder) throws Exception {
        Sctk.assume();
        SplittableRandom random = new SplittableRandom(33);
        List<UtteranceScore> scores = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            scores.add(UtteranceScore.of(
                    i + ".wav", words(random, 300 + i), words(random, 300 + random.nextInt(60)), Aligner.sclite()));
        }
        scores.add(UtteranceScore.of("ones.wav", "x " + "y ".repeat(1200), "x " + "y ".repeat(1200), Aligner.sclite()));
        scores.add(
                UtteranceScore.of("twos.wav", "xx " + "y ".repeat(1200), "xx " + "y ".repeat(1200), Aligner.sclite()));
        assertEqualsTheProgram(ScliteFiles.of(new CorpusScore(scores), Collections.nCopies(42, null)), folder);
    }

    private static void assertEqualsTheProgram(ScliteFiles files, Path folder) throws Exception {
        Files.writeString(folder.resolve("ref.trn"), files.referenceTrn());
        Files.writeString(folder.resolve("hyp.trn"), files.hypothesisTrn());

        Sctk.run(
                folder, "sclite", "-r", "ref.trn", "trn", "-h", "hyp.trn", "trn", "-i", "rm", "-f", "0", "-o", "pra",
                "sgml");

        // Compared as lists, so that a difference is shown by its line.
        assertThat(files.pra("hyp.trn").lines().toList())
                .isEqualTo(
                        Files.readString(folder.resolve("hyp.trn.pra")).lines().toList());
        assertThat(undated(files.sgml("hyp.trn", "ref.trn", "hyp.trn", CREATED)))
                .isEqualTo(undated(Files.readString(folder.resolve("hyp.trn.sgml"))));
    }

    private static List<String> undated(String sgml) {
        return sgml.lines()
                .map(line -> line.replaceAll("creation_date=\"[^\"]*\"", "creation_date"))
                .toList();
    }

    private static String words(SplittableRandom random, int count) {
        String[] vocabulary = {"a", "the", "it's", "boat", "boats", "na\u00efve", "caf\u00e9", "\u65e5\u672c"};
        return random.ints(count, 0, vocabulary.length)
                .mapToObj(i -> vocabulary[i])
                .collect(Collectors.joining(" "));
    }

    private static CorpusScore score(String... texts) {
        List<UtteranceScore> scores = new ArrayList<>();
        for (int i = 0; i < texts.length; i += 2) {
            scores.add(UtteranceScore.of(i / 2 + ".wav", texts[i], texts[i + 1], Aligner.sclite()));
        }
        return new CorpusScore(scores);
    }
}
