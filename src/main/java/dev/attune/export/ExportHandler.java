package dev.attune.export;

import dev.attune.dataset.Dataset;
import dev.attune.dataset.DatasetId;
import dev.attune.dataset.DatasetService;
import dev.attune.dataset.DatasetUtterance;
import dev.attune.job.JobContext;
import dev.attune.job.JobHandler;
import dev.attune.model.ModelService;
import dev.attune.shared.DataDirectory;
import dev.attune.shared.ProblemException;
import dev.attune.speech.corpus.Utterance;
import dev.attune.speech.export.CheckData;
import dev.attune.speech.export.ExportException;
import dev.attune.speech.export.SherpaOnnxExport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.stereotype.Component;

/** Makes an export and leaves it, with what its check found, in the job's folder. A job that was interrupted begins again. */
@Component
class ExportHandler implements JobHandler {

    static final String KIND = "model-export";
    static final String ZIP = "sherpa-onnx.zip";
    static final String FOUND = "found.txt";

    /** A check on more takes long and finds no more. */
    private static final int MOST_RECORDINGS = 500;

    private final ModelService models;
    private final DatasetService datasets;

    ExportHandler(ModelService models, DatasetService datasets) {
        this.models = models;
        this.datasets = datasets;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean longRunning() {
        return false;
    }

    @Override
    public void run(JobContext context) throws IOException {
        ExportRequest request = ExportRequest.of(context.parameters());
        Path files = context.folder().resolve("files");
        Path partial = context.folder().resolve(ZIP + ".part");
        DataDirectory.deleteTree(files);
        Files.createDirectories(files);
        try {
            context.progress(0.05, "Writing and checking the network");
            List<String> found =
                    new SherpaOnnxExport(models.open(request.model())).write(files, request.int8(), checkData(request));
            found.forEach(context::log);
            context.cancellation().throwIfCancelled();
            context.progress(0.8, "Packing");
            pack(files, partial);
            Files.write(context.folder().resolve(FOUND), found, StandardCharsets.UTF_8);
            context.cancellation().throwIfCancelled();
            Files.move(partial, context.folder().resolve(ZIP), StandardCopyOption.REPLACE_EXISTING);
        } catch (ExportException e) {
            throw new ProblemException("NotExportable", String.valueOf(e.getMessage()), e);
        } finally {
            DataDirectory.deleteTree(files);
            Files.deleteIfExists(partial);
        }
    }

    private CheckData checkData(ExportRequest request) throws IOException {
        if (request.dataset() == null) {
            return CheckData.builtIn();
        }
        DatasetId id = new DatasetId(request.dataset());
        Dataset dataset = datasets.find(id)
                .orElseThrow(() -> new ProblemException(
                        "DatasetNotFound", "The data set to check on does not exist any more; choose another one."));
        List<Utterance> utterances = datasets.utterances(id, 0, MOST_RECORDINGS).stream()
                .map(ExportHandler::utterance)
                .toList();
        return CheckData.of("\u201c" + dataset.name() + "\u201d", utterances);
    }

    private static Utterance utterance(DatasetUtterance utterance) {
        return new Utterance(utterance.id(), utterance.audio(), utterance.transcript(), utterance.speaker());
    }

    private static void pack(Path folder, Path zip) throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.sorted().toList();
        }
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Path file : files) {
                out.putNextEntry(new ZipEntry(file.getFileName().toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
    }
}
