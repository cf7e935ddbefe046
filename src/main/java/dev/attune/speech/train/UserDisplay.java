package dev.attune.speech.train;

import dev.attune.speech.ModelDisplay;
import dev.attune.speech.display.DisplayFormatter;
import dev.attune.speech.display.DisplayRules;
import dev.attune.speech.display.DisplayRulesReader;
import dev.attune.speech.display.DisplayRulesReader.Fault;
import dev.attune.speech.display.DisplayRulesReader.Severity;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.PackageEntry;
import dev.attune.speech.train.TrainingFailedException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rules of display text of a new model: those of its baseline and then those of the user's files, all lines of {@code #test} tried. */
final class UserDisplay {

    /** More failures than this tell nothing new in a log. */
    private static final int SHOWN_FAILURES = 20;

    private final DisplayRules rules;
    private final int failedTests;

    private UserDisplay(DisplayRules rules, int failedTests) {
        this.rules = rules;
        this.failedTests = failedTests;
    }

    /**
     * @throws TrainingFailedException if a file as a whole cannot be used ({@link Reason#BAD_DATA}), or none of them has a rule
     */
    static UserDisplay read(ModelPackage baseline, List<Path> files, TrainingListener listener)
            throws TrainingFailedException, IOException {
        String locale = baseline.description().locale();
        DisplayRules own = DisplayRules.NONE;
        for (Path file : files) {
            DisplayRulesReader.Reading reading =
                    DisplayRulesReader.read(DisplayRulesReader.number(UserText.lines(file)), locale);
            for (Fault fault : reading.faults()) {
                String sentence = file.getFileName() + ": " + fault.message();
                if (fault.severity() == Severity.FATAL) {
                    throw new TrainingFailedException(Reason.BAD_DATA, sentence);
                }
                listener.on(new TrainingEvent.Remark(
                        (fault.severity() == Severity.REJECTED ? "Left out, " : "Note: ") + sentence));
            }
            own = own.plus(reading.rules());
        }
        if (own.isEmpty()) {
            throw new TrainingFailedException(
                    Reason.TOO_LITTLE_DATA,
                    "The display files have no rule that can be used: put patterns, rewrites or profanity below #itn,"
                            + " #rewrite or #profanity.");
        }
        DisplayRules all = ModelDisplay.rules(baseline).plus(own);
        List<DisplayFormatter.FailedTest> failed =
                DisplayFormatter.of(locale, all).failedTests();
        failed.stream()
                .limit(SHOWN_FAILURES)
                .forEach(test -> listener.on(new TrainingEvent.Remark(
                        "Display test \"" + test.test().lexical() + "\": " + test.sentence() + ".")));
        listener.on(new TrainingEvent.Remark(String.format(
                Locale.ROOT,
                "Display rules: patterns %d, rewrites %d, profanity %d; tests passed %d of %d.",
                all.itn().size(),
                all.rewrites().size(),
                all.profanity().size(),
                all.tests().size() - failed.size(),
                all.tests().size())));
        return new UserDisplay(all, failed.size());
    }

    Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("displayRules", (double) (rules.itn().size()
                + rules.rewrites().size()
                + rules.profanity().size()));
        figures.put("displayTests", (double) rules.tests().size());
        figures.put("displayTestsFailed", (double) failedTests);
        return figures;
    }

    Path write(Path folder) throws IOException {
        Path file = folder.resolve(PackageEntry.DISPLAY_RULES.fileName());
        Files.createDirectories(file.getParent());
        return Files.write(file, rules.lines(), StandardCharsets.UTF_8);
    }
}
