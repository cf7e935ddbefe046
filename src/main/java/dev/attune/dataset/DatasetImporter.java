package dev.attune.dataset;

import dev.attune.job.JobContext;
import dev.attune.shared.Problem;
import dev.attune.shared.Problem.Severity;
import dev.attune.shared.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Reads an uploaded file of any kind, checks it, and builds the data set's folder. */
@Component
class DatasetImporter {

    /** The locale that trainings are for. */
    static final String TRAINED_LOCALE = "en-US";

    private final AudioImport audioImport;
    private final Function<String, Optional<WordKnowledge.Words>> words;

    @Autowired
    DatasetImporter(ObjectProvider<WordKnowledge> knowledge) {
        this(ZipUnpacker.Limits.DEFAULT, locale -> Optional.ofNullable(knowledge.getIfAvailable())
                .flatMap(known -> known.of(locale)));
    }

    DatasetImporter() {
        this(ZipUnpacker.Limits.DEFAULT);
    }

    DatasetImporter(ZipUnpacker.Limits limits) {
        this(limits, locale -> Optional.empty());
    }

    DatasetImporter(ZipUnpacker.Limits limits, Function<String, Optional<WordKnowledge.Words>> words) {
        this.audioImport = new AudioImport(new ZipUnpacker(limits));
        this.words = words;
    }

    /**
     * Faults of the file end up in the result, all of them; only what has nothing to do with it is thrown.
     *
     * @param upload the file as it came
     * @param folder empty; receives what the data set shall hold
     * @throws java.util.concurrent.CancellationException if the job is cancelled
     */
    ImportResult run(Dataset dataset, Path upload, Path folder, JobContext context) throws IOException {
        return run(dataset, upload, folder, (fraction, phase) -> {
            context.cancellation().throwIfCancelled();
            context.progress(fraction, phase);
        });
    }

    /** The same outside a job. */
    ImportResult run(Dataset dataset, Path upload, Path folder, ImportProgress progress) throws IOException {
        ProblemList problems = new ProblemList();
        noteLimits(dataset, problems);
        List<StoredUtterance> utterances = List.of();
        List<String> lines = List.of();
        try {
            checkSize(dataset, Files.size(upload));
            if (dataset.kind().hasAudio()) {
                utterances = audioImport.run(dataset, upload, folder, problems, progress);
            } else {
                lines = importLines(dataset, upload, folder, problems, progress);
            }
        } catch (ProblemException e) {
            e.problems().forEach(problems::add);
        }
        int accepted = dataset.kind().hasAudio() ? utterances.size() : lines.size();
        int rejected = problems.count(Severity.REJECTED);
        noteDoubts(accepted, rejected, problems);
        String hash = dataset.kind().hasAudio() ? ContentHash.ofUtterances(utterances) : ContentHash.ofLines(lines);
        List<Problem> report = problems.all();
        return new ImportResult(hash, accepted, rejected, utterances, report);
    }

    private List<String> importLines(
            Dataset dataset, Path upload, Path folder, ProblemList problems, ImportProgress progress)
            throws IOException {
        String file = dataset.fileName();
        boolean windows1252 =
                TranscriptTable.isEnglish(dataset.locale()) || dataset.kind() == DatasetKind.PRONUNCIATION;
        progress.at(0, "Reading");
        List<TextLine> text = TextDecoder.lines(Files.readAllBytes(upload), file, windows1252, problems);
        List<String> lines = check(dataset).check(text, file, dataset.locale(), problems, progress);
        Files.write(folder.resolve(DatasetFiles.TEXT), lines, StandardCharsets.UTF_8);
        return lines;
    }

    private LineCheck check(Dataset dataset) {
        DatasetKind kind = dataset.kind();
        return switch (kind) {
            case LANGUAGE -> new PlainTextCheck();
            case PRONUNCIATION ->
                new PronunciationCheck(words.apply(dataset.locale()).orElse(null));
            case STRUCTURED -> new StructuredTextCheck();
            case OUTPUT_FORMATTING -> new OutputFormatCheck();
            case ACOUSTIC, AUDIO_FILES -> throw new IllegalArgumentException("kind must be one of text; got " + kind);
        };
    }

    private static void checkSize(Dataset dataset, long bytes) {
        long limit = dataset.kind().maxBytes();
        if (bytes > limit) {
            throw new ProblemException(
                    dataset.kind().hasAudio() ? "ArchiveTooLarge" : "FileTooLarge",
                    String.format(
                            Locale.ROOT,
                            "%s has %.1f MB, the limit for %s is %d MB. Split it into several data sets.",
                            dataset.fileName(),
                            bytes / 1048576.0,
                            dataset.kind().label(),
                            limit >> 20));
        }
    }

    /** What holds for the whole data set, whatever is in it. */
    private static void noteLimits(Dataset dataset, ProblemList problems) {
        if (!dataset.locale().equalsIgnoreCase(TRAINED_LOCALE)) {
            problems.warn(
                    "LocaleNotTrained",
                    null,
                    0,
                    "Training is for " + TRAINED_LOCALE + " for now: this data set (" + dataset.locale()
                            + ") can be looked at and listened to, but not trained with.");
        }
    }

    private static void noteDoubts(int accepted, int rejected, ProblemList problems) {
        double share = accepted / (double) Math.max(1, accepted + rejected);
        if (accepted > 0 && share < ImportResult.DOUBTFUL_BELOW) {
            problems.warn(
                    "ManyLeftOut",
                    null,
                    0,
                    String.format(
                            Locale.ROOT,
                            "Only %d of %d can be used (%.0f %%). Look through this report before you rely on the set.",
                            accepted,
                            accepted + rejected,
                            100 * share));
        }
    }
}
