package dev.attune.cli;

import dev.attune.speech.Recognition;
import dev.attune.speech.decode.Hypothesis;
import dev.attune.speech.display.DisplayText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Subtitles of display text: words are gathered into lines that end at pauses and stay short enough to be read. */
final class SubtitlePrinter implements TranscriptPrinter {

    private static final double PAUSE_SECONDS = 0.7;
    private static final double LONGEST_SECONDS = 6;
    private static final int LONGEST_CHARACTERS = 80;

    private final PrintWriter out;
    private final Kind kind;
    private final Displays displays;

    /** Formats of subtitles. */
    enum Kind {
        SRT,
        VTT
    }

    SubtitlePrinter(PrintWriter out, Kind kind, Displays displays) {
        this.out = out;
        this.displays = displays;
        this.kind = kind;
        if (kind == Kind.VTT) {
            out.print("WEBVTT\n\n");
        }
    }

    @Override
    public void print(String file, Recognition recognition) {
        int number = 0;
        for (List<Shown> cue : cues(shown(recognition.best()))) {
            number++;
            if (kind == Kind.SRT) {
                out.print(number + "\n");
            }
            out.print(time(cue.getFirst().startSeconds()) + " --> "
                    + time(cue.getLast().endSeconds()) + "\n");
            out.print(cue.stream().map(Shown::text).collect(Collectors.joining(" ")) + "\n\n");
        }
    }

    /** What is shown for some recognised words, which cannot be parted. */
    private record Shown(String text, double startSeconds, double endSeconds) {}

    private List<Shown> shown(Hypothesis reading) {
        List<Shown> shown = new ArrayList<>();
        int before = -1;
        for (DisplayText.Word word : displays.of(reading).words()) {
            double start = reading.words().get(word.from()).startSeconds();
            double end = reading.words().get(word.to() - 1).endSeconds();
            String text = word.from() == before ? shown.removeLast().text + " " + word.text() : word.text();
            shown.add(new Shown(text, start, end));
            before = word.from();
        }
        return shown;
    }

    private static List<List<Shown>> cues(List<Shown> words) {
        List<List<Shown>> cues = new ArrayList<>();
        int characters = 0;
        for (Shown word : words) {
            List<Shown> last = cues.isEmpty() ? List.of() : cues.getLast();
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
