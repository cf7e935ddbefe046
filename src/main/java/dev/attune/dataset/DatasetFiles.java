package dev.attune.dataset;

import dev.attune.shared.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.springframework.stereotype.Component;

/** Where the files of a data set lie. */
@Component
class DatasetFiles {

    /** Folder of the audio files in a data set's folder. */
    static final String AUDIO = "audio";

    /** File of the accepted lines in a data set's folder. */
    static final String TEXT = "text.txt";

    private final DataDirectory directory;

    DatasetFiles(DataDirectory directory) {
        this.directory = directory;
    }

    Path folder(DatasetId id) {
        return directory.datasets().resolve(id.toString());
    }

    Path audio(DatasetId id, String file) {
        return folder(id).resolve(AUDIO).resolve(SafeName.of(file));
    }

    Path text(DatasetId id) {
        return folder(id).resolve(TEXT);
    }

    /** The uploaded file, kept until the import has ended. */
    Path upload(DatasetId id) {
        return directory.datasets().resolve(id + ".upload");
    }

    /** Where the data set is built. */
    Path workFolder(DatasetId id) {
        return directory.temporary().resolve("dataset-" + id);
    }

    /** Takes over an uploaded file without copying where the file system can do that; the original stays. */
    void keepUpload(DatasetId id, Path uploaded) throws IOException {
        Path target = upload(id);
        try {
            Files.createLink(target, uploaded.toRealPath());
        } catch (IOException | UnsupportedOperationException e) {
            Files.copy(uploaded, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Puts a finished work folder in its place. */
    void publish(DatasetId id) throws IOException {
        DataDirectory.deleteTree(folder(id));
        Files.move(workFolder(id), folder(id), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes what only an import needs. */
    void deleteImportFiles(DatasetId id) throws IOException {
        DataDirectory.deleteTree(workFolder(id));
        Files.deleteIfExists(upload(id));
    }

    void deleteAll(DatasetId id) throws IOException {
        deleteImportFiles(id);
        DataDirectory.deleteTree(folder(id));
    }
}
