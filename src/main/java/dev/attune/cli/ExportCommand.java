package dev.attune.cli;

import dev.attune.model.ModelLibrary;
import dev.attune.speech.export.CheckData;
import dev.attune.speech.export.CompanionFiles;
import dev.attune.speech.export.EarlierExport;
import dev.attune.speech.export.SherpaOnnxExport;
import dev.attune.speech.modelpackage.ModelPackage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes a model in a form that can be taken elsewhere. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a model into a folder and runs what it wrote before it reports success.",
            "package: the whole model as one zip, for another Attune.",
            "sherpa-onnx: model.onnx and tokens.txt for sherpa-onnx (zipformer CTC route), which decodes letters, with a guide and the files below.",
            "files: what other tools read: language model (ARPA), lexicon, tokens, letter-to-sound model, card, licence, sums."
        })
final class ExportCommand implements Callable<Integer> {

    enum Target {
        PACKAGE("package"),
        SHERPA_ONNX("sherpa-onnx"),
        FILES("files");

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

    @Option(names = "--target", required = true, paramLabel = "package|sherpa-onnx|files", description = "The form.")
    private Target target;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "Folder; made if missing.")
    private Path output;

    @Option(
            names = "--int8",
            description =
                    "With sherpa-onnx: also model.int8.onnx, with weights of 8 bits; measures what it costs and brings.")
    private boolean int8;

    @Option(
            names = "--check",
            paramLabel = "DATA",
            description =
                    "With sherpa-onnx: recordings with transcripts to check on; default: synthetic speech that comes with Attune.")
    private @Nullable Path check;

    @Override
    public Integer call() throws IOException {
        if (target != Target.SHERPA_ONNX && (int8 || check != null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    (int8 ? "--int8" : "--check") + " goes with --target sherpa-onnx only; leave it out.");
        }
        ModelLibrary library = home.library();
        Path zip = library.find(model);
        ModelPackage opened = library.open(zip);
        List<String> found = new ArrayList<>();
        Outputs.Writing writing =
                switch (target) {
                    case PACKAGE -> folder -> PackageExport.write(zip, opened.description(), folder);
                    case SHERPA_ONNX -> {
                        SherpaOnnxExport export = new SherpaOnnxExport(opened);
                        CheckData data = checkData();
                        yield folder -> found.addAll(export.write(folder, int8, data));
                    }
                    case FILES -> folder -> found.addAll(new CompanionFiles(opened).writeAlone(folder));
                };
        // A package lies beside other files without belonging to them.
        List<Path> earlier = target == Target.PACKAGE ? List.of() : EarlierExport.files(output);
        List<Path> written = Outputs.writeFolder(output, writing);
        found.forEach(spec.commandLine().getErr()::println);
        for (Path file : earlier) {
            if (!written.contains(file)) {
                Files.deleteIfExists(file);
                spec.commandLine()
                        .getErr()
                        .println("Removed " + file.getFileName() + ", which an earlier export had left here.");
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        written.forEach(out::println);
        return 0;
    }

    private CheckData checkData() throws IOException {
        if (check == null) {
            return CheckData.builtIn();
        }
        Path parent = Outputs.folderOf(output);
        try (WorkFolder work = WorkFolder.in(parent)) {
            return CheckData.of(
                    String.valueOf(check.toAbsolutePath().normalize().getFileName()),
                    new DataReader(spec.commandLine().getErr()).read(check, work.path()));
        }
    }
}
