package dev.attune.cli;

import dev.attune.model.ModelLibrary;
import dev.attune.speech.modelpackage.ModelPackage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a model in a form that can be taken elsewhere. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a model into a folder and runs what it wrote before it reports success.",
            "package: the whole model as one zip, for another Attune.",
            "sherpa-onnx: model.onnx and tokens.txt for sherpa-onnx (zipformer CTC route); letters only, without lexicon and language model."
        })
final class ExportCommand implements Callable<Integer> {

    enum Target {
        PACKAGE("package"),
        SHERPA_ONNX("sherpa-onnx");

        private final String written;

        Target(String written) {
            this.written = written;
        }

        @Override
        public String toString() {
            return written;
        }
    }

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

    @Option(names = "--target", required = true, paramLabel = "package|sherpa-onnx", description = "The form.")
    private Target target;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "Folder; made if missing.")
    private Path output;

    @Override
    public Integer call() throws IOException {
        ModelLibrary library = home.library();
        Path zip = library.find(model);
        ModelPackage opened = library.open(zip);
        List<Path> written;
        Outputs.Writing writing =
                switch (target) {
                    case PACKAGE -> folder -> PackageExport.write(zip, opened.description(), folder);
                    case SHERPA_ONNX -> folder -> SherpaExport.write(opened, folder);
                };
        written = Outputs.writeFolder(output, writing);
        PrintWriter out = spec.commandLine().getOut();
        written.forEach(out::println);
        return 0;
    }
}
