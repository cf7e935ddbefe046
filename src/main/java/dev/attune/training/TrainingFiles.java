package dev.attune.training;

import dev.attune.shared.DataDirectory;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Where a training keeps its data and checkpoints: beside the jobs, as it outlives one that failed. */
@Component
class TrainingFiles {

    private static final Logger LOG = LoggerFactory.getLogger(TrainingFiles.class);

    private final DataDirectory directory;

    TrainingFiles(DataDirectory directory) {
        this.directory = directory;
    }

    Path folder(TrainingId id) {
        return directory.jobs().resolve("training-" + id);
    }

    /** A missing folder is fine; one that cannot be deleted is logged. */
    void delete(TrainingId id) {
        try {
            DataDirectory.deleteTree(folder(id));
        } catch (IOException e) {
            LOG.warn("Files of training {} could not be deleted", id, e);
        }
    }
}
