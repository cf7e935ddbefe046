package dev.attune.cli;

import dev.attune.model.ModelLibrary;
import dev.attune.shared.ProblemException;
import dev.attune.speech.ModelDisplay;
import dev.attune.speech.display.DisplayFormatter;
import dev.attune.speech.display.DisplayOptions;
import dev.attune.speech.display.DisplayText;
import dev.attune.speech.display.ProfanityMode;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.score.TokenErrorClass;
import dev.attune.speech.score.TokenErrors;
import dev.attune.speech.score.TokenScore;
import dev.attune.speech.text.TextNormalizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** Shows texts as a model would, without any recording. */
@Command(
        name = "display",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the display text of words that were said: \"file TAB text\" lines in, the same lines out.",
            "With --reference it counts the token errors instead, and says what they are about."
        })
final class DisplayCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private HomeOption home;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "MODEL",
            description = "Name or id of a model, or the path of a model package.")
    private String model;

    @Option(
            names = "--reference",
            paramLabel = "TSV",
            description = "\"file TAB text\" lines as people write them; prints JSON with the token error rate.")
    private @Nullable Path reference;

    @Option(
            names = "--profanity",
            paramLabel = "masked|removed|raw|tags",
            description = "What becomes of profanity (default: masked).")
    private ProfanityMode profanity = ProfanityMode.MASKED;

    @Parameters(paramLabel = "TSV", description = "The words that were said.")
    private Path said;

    @Override
    public Integer call() throws IOException {
        ModelLibrary library = home.library();
        ModelPackage opened = library.open(library.find(model));
        DisplayFormatter formatter = ModelDisplay.formatter(opened);
        TextNormalizer normalizer =
                TextNormalizer.forLocale(opened.description().locale());
        Map<String, String> texts = TextFiles.table(said);
        Map<String, String> references = reference == null ? Map.of() : TextFiles.table(reference);
        PrintWriter out = spec.commandLine().getOut();
        TokenErrors errors = TokenErrors.NONE;
        for (Map.Entry<String, String> text : texts.entrySet()) {
            // As recognition gives it: lower case, without marks.
            DisplayText shown =
                    formatter.format(normalizer.normalize(text.getValue()), new DisplayOptions(profanity, true, true));
            if (reference == null) {
                out.println(text.getKey() + "\t" + shown.display());
            } else {
                String expected = references.get(text.getKey());
                if (expected == null) {
                    throw new ProblemException(
                            "NothingInCommon",
                            said + ": \"" + text.getKey() + "\" is not in " + reference
                                    + "; both must name the same files in their first column.");
                }
                errors = errors.plus(
                        TokenScore.of(expected, shown.display(), normalizer).errors());
            }
        }
        if (reference != null) {
            out.println(Json.pretty(json(errors)));
        }
        return 0;
    }

    private static ObjectNode json(TokenErrors errors) {
        ObjectNode node = Json.object()
                .put("tokenErrorRate", errors.rate())
                .put("tokens", errors.tokens().words())
                .put("correct", errors.tokens().correct())
                .put("substitutions", errors.tokens().substitutions())
                .put("deletions", errors.tokens().deletions())
                .put("insertions", errors.tokens().insertions());
        ObjectNode classes = node.putObject("tokenErrors");
        for (TokenErrorClass each : TokenErrorClass.values()) {
            classes.putObject(each.apiName())
                    .put("numberOfEdits", errors.edits().get(each))
                    .put("percentageOfAllEdits", errors.percentageOfAllEdits(each));
        }
        return node;
    }
}
