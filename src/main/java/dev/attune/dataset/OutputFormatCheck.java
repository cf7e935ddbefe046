package dev.attune.dataset;

import dev.attune.shared.Problem;
import dev.attune.shared.Problem.Severity;
import dev.attune.speech.display.DisplayFormatter;
import dev.attune.speech.display.DisplayFormatter.FailedTest;
import dev.attune.speech.display.DisplayRulesReader;
import java.util.List;

/** Rules for the display text, as the engine reads them; lines of {@code #test} are tried at once. */
final class OutputFormatCheck implements LineCheck {

    @Override
    public List<String> check(
            List<TextLine> lines, String file, String locale, ProblemList problems, ImportProgress progress) {
        progress.at(0, "Checking lines");
        DisplayRulesReader.Reading reading = DisplayRulesReader.read(
                lines.stream()
                        .map(line -> new DisplayRulesReader.Line(line.number(), line.text()))
                        .toList(),
                locale);
        boolean usable = true;
        for (DisplayRulesReader.Fault fault : reading.faults()) {
            Severity severity = severity(fault.severity());
            problems.add(new Problem(fault.code(), severity, file, fault.line(), fault.message()));
            usable &= severity != Severity.FATAL;
        }
        if (usable) {
            progress.at(0.5, "Trying the lines of #test");
            for (FailedTest failed :
                    DisplayFormatter.of(locale, reading.rules()).failedTests()) {
                int line = failed.test().line();
                problems.warn(
                        "TestFailed",
                        file,
                        line,
                        "Line " + line + ": " + failed.sentence() + ". Correct the rule or the expected text.");
            }
        }
        return reading.accepted();
    }

    private static Severity severity(DisplayRulesReader.Severity severity) {
        return switch (severity) {
            case FATAL -> Severity.FATAL;
            case REJECTED -> Severity.REJECTED;
            case WARNING -> Severity.WARNING;
        };
    }
}
