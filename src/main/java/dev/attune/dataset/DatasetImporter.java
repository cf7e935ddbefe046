package dev.attune.dataset;

import dev.attune.job.JobContext;
import dev.attune.shared.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.stereotype.Component;

/** Reads an uploaded file of any kind, checks it, and builds the data set's folder. */
@Component
class DatasetImporter {

    /**
     * @param upload the file as it came
     * @param folder empty; receives what the data set shall hold
     * @throws ProblemException for a kind that cannot be imported
     */
    ImportResult run(Dataset dataset, Path upload, Path folder, JobContext context) throws IOException {
        throw new ProblemException(
                "KindNotSupported", dataset.kind().label() + " files cannot be imported by this version of Attune.");
    }
}
