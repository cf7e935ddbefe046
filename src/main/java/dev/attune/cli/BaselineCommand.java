package dev.attune.cli;

import dev.attune.baseline.BaselineBuilder;
import dev.attune.baseline.BaselineConfig;
import dev.attune.baseline.FinishedBaseline;
import dev.attune.baseline.PunctuationBuilder;
import dev.attune.speech.corpus.Utterance;
import dev.attune.speech.display.PunctuationFigures;
import dev.attune.speech.modelpackage.ModelPackageReader;
import dev.attune.speech.train.TrainingFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Work on the models that are shipped. */
@Command(
        name = "baseline",
        mixinStandardHelpOptions = true,
        description = "Makes the models that others start from.",
        subcommands = {BaselineCommand.Build.class, BaselineCommand.Measure.class, BaselineCommand.Punctuation.class})
final class BaselineCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: attune baseline build, attune baseline measure, or attune baseline punctuation.");
    }

    /** Trains a baseline from scratch. */
    @Command(
            name = "build",
            mixinStandardHelpOptions = true,
            description = "Trains a baseline from scratch; takes hours, and goes on where it was stopped.")
    static final class Build implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Option(names = "--config", required = true, paramLabel = "FILE", description = "What it is made of, JSON.")
        private Path config;

        @Option(names = "--output", required = true, paramLabel = "ZIP", description = "The model package to write.")
        private Path output;

        @Option(
                names = "--resume",
                paramLabel = "DIR",
                description = "Work folder of an earlier build to go on with (default: a new one beside the output).")
        private @Nullable Path resume;

        @Option(
                names = "--keep-aside",
                paramLabel = "NAME",
                description = "Recordings of the configuration that are not trained on but measured; may be repeated.")
        private List<String> keepAside = List.of();

        @Option(
                names = "--measured-by",
                paramLabel = "DIR",
                description =
                        "Work folder of a build of the same configuration with --keep-aside, whose figures go into the card; may be repeated.")
        private List<Path> measuredBy = List.of();

        @Override
        public Integer call() throws IOException, InterruptedException, TrainingFailedException {
            PrintWriter err = spec.commandLine().getErr();
            if (resume != null && !Files.isDirectory(resume)) {
                throw new ParameterException(spec.commandLine(), "There is no folder " + resume + " to go on with.");
            }
            BaselineConfig read = configuration();
            Path folder = resume != null ? resume : newFolder();
            err.println("Work folder " + folder + "; after an interruption go on with --resume " + folder);
            Outputs.folderOf(output);
            new BaselineBuilder(read, folder, err::println, measuredBy)
                    .build(output, Runtime.getRuntime().availableProcessors());
            spec.commandLine().getOut().println(output);
            return 0;
        }

        private BaselineConfig configuration() throws IOException {
            try {
                return BaselineConfig.read(config).keepingAside(keepAside);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), "--keep-aside: " + e.getMessage() + ".");
            }
        }

        private Path newFolder() throws IOException {
            String name = output.getFileName().toString().replaceFirst("\\.zip$", "");
            return Files.createTempDirectory(Outputs.folderOf(output), name + "-build");
        }
    }

    /** Measures a baseline that is built already. */
    @Command(
            name = "measure",
            mixinStandardHelpOptions = true,
            description = {
                "Measures a baseline on more recordings and writes it with these figures in its card.",
                "DATA is a zip or a folder with recordings and trans.txt or transcripts.tsv (file TAB transcript). What the baseline"
                        + " recognises with stays as it is."
            })
    static final class Measure implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Option(
                names = "--config",
                required = true,
                paramLabel = "FILE",
                description = "What the baseline was made of, JSON.")
        private Path config;

        @Option(names = "--model", required = true, paramLabel = "ZIP", description = "The baseline's package.")
        private Path model;

        @Option(
                names = "--data",
                paramLabel = "DATA",
                description = "Recordings that it did not learn from; may be repeated.")
        private List<Path> data = List.of();

        @Option(
                names = "--measured-by",
                paramLabel = "DIR",
                description =
                        "Work folder of a build that kept recordings aside which this one learnt from; may be repeated.")
        private List<Path> measuredBy = List.of();

        @Option(
                names = "--output",
                required = true,
                paramLabel = "ZIP",
                description = "The package to write; may be the same.")
        private Path output;

        @Override
        public Integer call() throws IOException {
            if (data.isEmpty() && measuredBy.isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "Say what to measure it on with --data, or what has measured it with --measured-by.");
            }
            DataReader reader = new DataReader(spec.commandLine().getErr());
            BaselineConfig read = BaselineConfig.read(config);
            try (WorkFolder work = WorkFolder.in(Outputs.folderOf(output))) {
                FinishedBaseline baseline = new FinishedBaseline(
                        read,
                        ModelPackageReader.unpack(model, work.path().resolve("model")),
                        spec.commandLine().getOut()::println);
                // Quick, and where mistakes show; measuring takes minutes.
                baseline.measuredBy(measuredBy);
                Map<String, List<Utterance>> sets = new LinkedHashMap<>();
                for (Path each : data) {
                    String set = each.toAbsolutePath().normalize().getFileName().toString();
                    baseline.requireNotLearnt(set);
                    sets.put(set, reader.read(each, work.path().resolve("data-" + sets.size())));
                }
                for (Map.Entry<String, List<Utterance>> set : sets.entrySet()) {
                    baseline.measure(set.getKey(), set.getValue());
                }
                baseline.write(work.path(), output);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage() + ".");
            }
            return 0;
        }
    }

    /** Learns where capital letters and marks belong. */
    @Command(
            name = "punctuation",
            mixinStandardHelpOptions = true,
            description = {
                "Learns where capital letters and marks belong from the texts of a baseline's configuration.",
                "Prints how well it does on passages kept aside."
            })
    static final class Punctuation implements Callable<Integer> {

        private static final double PERCENT = 100;

        @Spec
        private CommandSpec spec;

        @Option(names = "--config", required = true, paramLabel = "FILE", description = "Names the texts, JSON.")
        private Path config;

        @Option(names = "--output", required = true, paramLabel = "FILE", description = "The model to write.")
        private Path output;

        @Option(
                names = "--work",
                required = true,
                paramLabel = "DIR",
                description = "Where the texts are fetched to, or lie from an earlier run.")
        private Path work;

        @Option(
                names = "--without",
                paramLabel = "PACKAGE",
                description = "Leaves out the texts of a package of the configuration; may be given several times.")
        private List<String> without = new ArrayList<>();

        @Override
        public Integer call() throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            Outputs.folderOf(output);
            PunctuationFigures figures = new PunctuationBuilder(
                            BaselineConfig.read(config),
                            Set.copyOf(without),
                            work,
                            spec.commandLine().getErr()::println)
                    .build(output);
            out.printf(Locale.ROOT, "words kept aside\t%d%n", figures.words());
            out.println("\tprecision\trecall\tF1");
            figures.marks().forEach((mark, retrieval) -> print(mark.name().toLowerCase(Locale.ROOT), retrieval, out));
            print("all marks", figures.allMarks(), out);
            print("capitals", figures.capitals(), out);
            out.printf(Locale.ROOT, "letters in the right case\t%.1f %%%n", PERCENT * figures.caseAccuracy());
            return 0;
        }

        private static void print(String name, PunctuationFigures.Retrieval retrieval, PrintWriter out) {
            out.printf(
                    Locale.ROOT,
                    "%s\t%.1f %%\t%.1f %%\t%.1f %%%n",
                    name,
                    PERCENT * retrieval.precision(),
                    PERCENT * retrieval.recall(),
                    PERCENT * retrieval.f1());
        }
    }
}
