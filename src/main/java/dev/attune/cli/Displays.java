package dev.attune.cli;

import dev.attune.speech.decode.Hypothesis;
import dev.attune.speech.decode.Hypothesis.RecognizedWord;
import dev.attune.speech.display.DisplayFormatter;
import dev.attune.speech.display.DisplayOptions;
import dev.attune.speech.display.DisplayText;

/** Display text of readings as a command was asked for it. */
record Displays(DisplayFormatter formatter, DisplayOptions options) {

    DisplayText of(Hypothesis reading) {
        return formatter.format(
                reading.words().stream().map(RecognizedWord::text).toList(), options);
    }
}
