package dev.attune.cli;

import dev.attune.model.ModelLibrary;
import dev.attune.speech.modelpackage.ModelDescription;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;

/** Lists the models of a home folder. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Lists the models: id, name, kind, scenario, locale, parent, created; separated by tabs.")
final class ModelsCommand implements Callable<Integer> {

    enum Format {
        TSV,
        JSON
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private HomeOption home;

    @Option(names = "--format", paramLabel = "tsv|json", description = "Default: tsv.")
    private Format format = Format.TSV;

    @Override
    public Integer call() throws IOException {
        List<ModelDescription> models = home.library().list().stream()
                .map(ModelLibrary.Entry::description)
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case TSV -> models.forEach(model -> out.println(row(model)));
            case JSON -> out.println(json(models));
        }
        return 0;
    }

    private static String row(ModelDescription model) {
        String parent = parent(model);
        return String.join(
                "\t",
                List.of(
                                model.id(),
                                model.name(),
                                model.kind(),
                                model.scenario(),
                                model.locale(),
                                parent == null ? "" : parent,
                                model.created().toString())
                        .stream()
                        .map(field -> field.replaceAll("[\\t\\r\\n]+", " "))
                        .toList());
    }

    private static String json(List<ModelDescription> models) {
        ArrayNode list = Json.array();
        for (ModelDescription model : models) {
            list.addObject()
                    .put("id", model.id())
                    .put("name", model.name())
                    .put("kind", model.kind())
                    .put("scenario", model.scenario())
                    .put("locale", model.locale())
                    .put("parent", parent(model))
                    .put("created", model.created().toString());
        }
        return Json.pretty(list);
    }

    private static @Nullable String parent(ModelDescription model) {
        List<String> parents = model.provenance().parents();
        return parents.isEmpty() ? null : parents.getFirst();
    }
}
