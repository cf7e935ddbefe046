package dev.attune.cli;

import dev.attune.speech.Recognition;
import dev.attune.speech.decode.Hypothesis.RecognizedWord;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Subtitles: words are gathered into lines that end at pauses and stay short enough to be read. */
final class SubtitlePrinter implements TranscriptPrinter {

    private static final double PAUSE_SECONDS = 0.7;
    private static final double LONGEST_SECONDS = 6;
    private static final int LONGEST_CHARACTERS = 80;

    private final PrintWriter out;
    private final Kind kind;

    /** Formats of subtitles. */
    enum Kind {
        SRT,
        VTT
    }

    SubtitlePrinter(PrintWriter out, Kind kind) {
        this.out = out;
        this.kind = kind;
        if (kind == Kind.VTT) {
            out.print("WEBVTT\n\n");
        }
    }

    @Override
    public void print(String file, Recognition recognition) {
        int number = 0;
        for (List<RecognizedWord> cue : cues(recognition.best().words())) {
            number++;
            if (kind == Kind.SRT) {
                out.print(number + "\n");
            }
            out.print(time(cue.getFirst().startSeconds()) + " --> "
                    + time(cue.getLast().endSeconds()) + "\n");
            out.print(cue.stream().map(RecognizedWord::text).collect(Collectors.joining(" ")) + "\n\n");
        }
    }

    private static List<List<RecognizedWord>> cues(List<RecognizedWord> words) {
        List<List<RecognizedWord>> cues = new ArrayList<>();
        int characters = 0;
        for (RecognizedWord word : words) {
            List<RecognizedWord> last = cues.isEmpty() ? List.of() : cues.getLast();
            characters += 1 + word.text().length();
            if (last.isEmpty()
                    || word.startSeconds() - last.getLast().endSeconds() > PAUSE_SECONDS
                    || word.endSeconds() - last.getFirst().startSeconds() > LONGEST_SECONDS
                    || characters > LONGEST_CHARACTERS) {
                cues.add(new ArrayList<>());
                characters = word.text().length();
            }
            cues.getLast().add(word);
        }
        return cues;
    }

    /** {@code HH:MM:SS,mmm}, with a full stop in place of the comma in WebVTT. */
    private String time(double seconds) {
        long millis = Math.round(seconds * 1000);
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d%s%03d",
                millis / 3_600_000,
                millis / 60_000 % 60,
                millis / 1000 % 60,
                kind == Kind.SRT ? "," : ".",
                millis % 1000);
    }

    @Override
    public void close() {
        out.flush();
    }
}
