package dev.attune.speech;

import dev.attune.speech.display.DisplayFormatter;
import dev.attune.speech.display.DisplayRules;
import dev.attune.speech.display.DisplayRulesReader;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.PackageEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** How a model's words are shown: the rules in its package and those of its language. */
public final class ModelDisplay {

    private ModelDisplay() {}

    /** The rules that came with the model's training; none in a baseline. */
    public static DisplayRules rules(ModelPackage model) throws IOException {
        Optional<Path> file = model.find(PackageEntry.DISPLAY_RULES);
        if (file.isEmpty()) {
            return DisplayRules.NONE;
        }
        return DisplayRulesReader.read(
                        DisplayRulesReader.number(Files.readAllLines(file.get(), StandardCharsets.UTF_8)),
                        model.description().locale())
                .rules();
    }

    public static DisplayFormatter formatter(ModelPackage model) throws IOException {
        return DisplayFormatter.of(model.description().locale(), rules(model));
    }
}
