package dev.attune.cli;

import dev.attune.model.ModelLibrary;
import dev.attune.shared.ProblemException;
import dev.attune.speech.ExpectedPhrase;
import dev.attune.speech.ModelDisplay;
import dev.attune.speech.Recognition;
import dev.attune.speech.Recognizer;
import dev.attune.speech.RecognizerOptions;
import dev.attune.speech.audio.AudioFiles;
import dev.attune.speech.display.DisplayOptions;
import dev.attune.speech.display.ProfanityMode;
import dev.attune.speech.modelpackage.ModelPackage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Recognises recordings. */
@Command(
        name = "transcribe",
        mixinStandardHelpOptions = true,
        description = {
            "Writes what was said in recordings of any usual format.",
            "tsv: file TAB lexical text. json: n best readings with lexical, ITN, masked ITN and display text, words, times and"
                    + " confidence. srt, vtt: subtitles of one recording, in display text."
        })
final class TranscribeCommand implements Callable<Integer> {

    enum Format {
        TSV,
        JSON,
        SRT,
        VTT
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

    @Option(names = "--format", paramLabel = "tsv|json|srt|vtt", description = "Default: tsv.")
    private Format format = Format.TSV;

    @Option(
            names = "--decoder",
            paramLabel = "beam|greedy",
            description = "Words by lexicon and language model (default), or the network's letters.")
    private RecognizerOptions.Decoding decoder = RecognizerOptions.Decoding.BEAM;

    @Option(
            names = "--phrase",
            paramLabel = "TEXT",
            description = "Words that may be said, such as a name; may be given several times.")
    private List<String> phrases = new ArrayList<>();

    @Option(
            names = "--phrases",
            paramLabel = "FILE",
            description = "Such phrases, one a line; a weight may follow after a tab (1 if none does, 10 at most).")
    private @Nullable Path phraseFile;

    @Option(
            names = "--profanity",
            paramLabel = "masked|removed|raw|tags",
            description = "What becomes of profanity in masked ITN and display text (default: masked).")
    private ProfanityMode profanity = ProfanityMode.MASKED;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Recordings.")
    private List<String> files;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (files.size() > 1 && (format == Format.SRT || format == Format.VTT)) {
            throw new ParameterException(
                    spec.commandLine(), "Subtitles belong to one recording; give one FILE at a time.");
        }
        List<ExpectedPhrase> expected = expectedPhrases();
        ModelLibrary library = home.library();
        ModelPackage opened = library.open(library.find(model));
        int processors = Runtime.getRuntime().availableProcessors();
        // Several recordings keep the processors busy one each; a single one is spread over them.
        int threads = files.size() > 1 ? 1 : processors;
        try (Recognizer plain = Recognizer.open(opened, new RecognizerOptions(decoder, null, threads))) {
            Recognizer recognizer = expected.isEmpty() ? plain : plain.expecting(expected);
            try (TranscriptPrinter printer = printer(opened);
                    ExecutorService pool = Executors.newFixedThreadPool(files.size() > 1 ? processors : 1)) {
                return transcribe(recognizer, printer, pool);
            }
        }
    }

    private List<ExpectedPhrase> expectedPhrases() throws IOException {
        List<ExpectedPhrase> expected = new ArrayList<>();
        phrases.forEach(phrase -> expected.add(new ExpectedPhrase(phrase)));
        List<String> lines = phraseFile == null ? List.of() : TextFiles.lines(phraseFile);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isBlank()) {
                int tab = line.indexOf('\t');
                String text = tab < 0 ? line : line.substring(0, tab);
                String weight = tab < 0 ? "" : line.substring(tab + 1).strip();
                try {
                    expected.add(
                            weight.isEmpty()
                                    ? new ExpectedPhrase(text)
                                    : new ExpectedPhrase(text, Double.parseDouble(weight)));
                } catch (NumberFormatException e) {
                    throw new ProblemException(
                            "BadWeight",
                            phraseFile + ":" + (i + 1) + ": expected a number after the tab, found \"" + weight
                                    + "\"; write one above 0 and at most 10, or nothing.",
                            e);
                } catch (IllegalArgumentException e) {
                    throw new ProblemException("BadWeight", phraseFile + ":" + (i + 1) + ": " + e.getMessage(), e);
                }
            }
        }
        return expected;
    }

    private int transcribe(Recognizer recognizer, TranscriptPrinter printer, ExecutorService pool)
            throws InterruptedException {
        List<Future<Recognition>> recognitions = new ArrayList<>();
        for (String file : files) {
            recognitions.add(pool.submit(() -> recognizer.recognize(AudioFiles.read(Path.of(file)))));
        }
        int status = 0;
        for (int i = 0; i < files.size(); i++) {
            try {
                printer.print(files.get(i), recognitions.get(i).get());
            } catch (ExecutionException e) {
                String sentence = Failures.sentence(e);
                PrintWriter err = spec.commandLine().getErr();
                err.println(
                        "attune: " + (sentence.contains(fileName(files.get(i))) ? "" : files.get(i) + ": ") + sentence);
                status = 1;
            }
        }
        return status;
    }

    private TranscriptPrinter printer(ModelPackage opened) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.TSV) {
            return new TsvPrinter(out, opened.description().locale());
        }
        Displays displays = new Displays(ModelDisplay.formatter(opened), new DisplayOptions(profanity, true, true));
        return switch (format) {
            case SRT -> new SubtitlePrinter(out, SubtitlePrinter.Kind.SRT, displays);
            case VTT -> new SubtitlePrinter(out, SubtitlePrinter.Kind.VTT, displays);
            case TSV, JSON -> new JsonPrinter(out, displays);
        };
    }

    private static String fileName(String file) {
        return String.valueOf(Path.of(file).getFileName());
    }
}
