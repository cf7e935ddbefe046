package dev.attune.cli;

import dev.attune.speech.Recognition;
import dev.attune.speech.text.TextNormalizer;
import java.io.PrintWriter;

/** {@code file TAB lexical text}, one line a recording. */
final class TsvPrinter implements TranscriptPrinter {

    private final PrintWriter out;
    private final TextNormalizer normalizer;

    TsvPrinter(PrintWriter out, String locale) {
        this.out = out;
        this.normalizer = TextNormalizer.forLocale(locale);
    }

    @Override
    public void print(String file, Recognition recognition) {
        out.println(file + "\t" + normalizer.normalize(recognition.best().text()));
    }

    @Override
    public void close() {
        out.flush();
    }
}
