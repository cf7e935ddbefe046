package dev.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attune.speech.Recognition;
import dev.attune.speech.decode.Hypothesis;
import dev.attune.speech.decode.Hypothesis.RecognizedWord;
import dev.attune.speech.display.DisplayFormatter;
import dev.attune.speech.display.DisplayOptions;
import dev.attune.speech.display.DisplayRules;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubtitlePrinterTest {

    private static RecognizedWord word(String text, double start, double end) {
        return new RecognizedWord(text, start, end, 0.9, null);
    }

    private static String print(SubtitlePrinter.Kind kind, RecognizedWord... words) {
        StringWriter out = new StringWriter();
        DisplayFormatter formatter = new DisplayFormatter("en-US", DisplayRules.NONE, null);
        Displays displays = new Displays(formatter, DisplayOptions.DEFAULT);
        try (SubtitlePrinter printer = new SubtitlePrinter(new PrintWriter(out), kind, displays)) {
            printer.print("a.wav", new Recognition(List.of(new Hypothesis(List.of(words), -1, -1, 0)), 4000));
        }
        return out.toString();
    }

    @Test
    void writesSubRipWithACueAfterEachPause() {
        assertEquals(
                """
                1
                00:00:00,400 --> 00:00:01,200
                Gate 9

                2
                01:00:02,005 --> 01:00:02,500
                closed

                """,
                print(
                        SubtitlePrinter.Kind.SRT,
                        word("gate", 0.4, 0.8),
                        word("nine", 0.9, 1.2),
                        word("closed", 3602.005, 3602.5)));
    }

    @Test
    void writesWebVtt() {
        assertEquals(
                """
                WEBVTT

                00:00:00.400 --> 00:00:00.800
                Gate

                """,
                print(SubtitlePrinter.Kind.VTT, word("gate", 0.4, 0.8)));
    }

    /** What stands for several words cannot be parted by a pause. */
    @Test
    void keepsWhatIsWrittenTogether() {
        assertEquals(
                """
                1
                00:00:00,000 --> 00:00:05,500
                On March 3rd, 2024

                """,
                print(
                        SubtitlePrinter.Kind.SRT,
                        word("on", 0, 0.2),
                        word("march", 0.3, 0.5),
                        word("third", 0.6, 0.8),
                        word("twenty", 2.5, 3),
                        word("twenty", 4, 4.5),
                        word("four", 5, 5.5)));
    }

    @Test
    void endsACueBeforeItGetsTooLong() {
        RecognizedWord[] words = new RecognizedWord[20];
        for (int i = 0; i < words.length; i++) {
            words[i] = word("word", i * 0.5, i * 0.5 + 0.4);
        }

        String text = print(SubtitlePrinter.Kind.SRT, words);

        assertEquals(
                List.of("00:00:00,000 --> 00:00:05,900", "00:00:06,000 --> 00:00:09,900"),
                text.lines().filter(line -> line.contains("-->")).toList());
    }

    @Test
    void hasNoCueForSilence() {
        assertEquals("", print(SubtitlePrinter.Kind.SRT));
        assertEquals("WEBVTT\n\n", print(SubtitlePrinter.Kind.VTT));
    }
}
