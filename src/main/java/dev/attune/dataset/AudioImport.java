package dev.attune.dataset;

import dev.attune.shared.DataDirectory;
import dev.attune.speech.audio.WavWriter;
import dev.attune.speech.modelpackage.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Imports the kinds with audio: unpacks the archive, checks it, and keeps what can be used below {@code audio/}. */
final class AudioImport {

    private final ZipUnpacker unpacker;

    AudioImport(ZipUnpacker unpacker) {
        this.unpacker = unpacker;
    }

    /**
     * @throws dev.attune.shared.ProblemException if the archive as a whole cannot be used
     */
    List<StoredUtterance> run(Dataset dataset, Path upload, Path folder, ProblemList problems, ImportProgress progress)
            throws IOException {
        Path unpacked = folder.resolve("unpacked");
        Path audio = Files.createDirectories(folder.resolve(DatasetFiles.AUDIO));
        List<StoredUtterance> utterances = new ArrayList<>();
        SourceFiles files = unpacker.unpack(upload, dataset.fileName(), unpacked, problems, progress.between(0, 0.3));
        UtteranceReader reader = new UtteranceReader(dataset.fileName(), dataset.locale(), problems);
        UtteranceReader.Sink sink = pair -> utterances.add(store(pair, audio));
        if (dataset.kind() == DatasetKind.ACOUSTIC) {
            reader.read(files, true, progress.between(0.3, 1), sink);
            Files.write(
                    folder.resolve(DatasetFiles.TEXT),
                    utterances.stream().map(StoredUtterance::transcript).toList(),
                    StandardCharsets.UTF_8);
        } else {
            reader.readAudioOnly(files, progress.between(0.3, 1), sink);
        }
        DataDirectory.deleteTree(unpacked);
        return utterances;
    }

    private static StoredUtterance store(UtteranceReader.Pair pair, Path audio) throws IOException {
        CheckedAudio checked = pair.audio();
        String name = pair.file().name();
        Path target;
        if (checked.converted() == null) {
            target = audio.resolve(SafeName.of(name));
            Files.move(pair.file().path(), target, StandardCopyOption.ATOMIC_MOVE);
        } else {
            // What it is called decides how browsers take it.
            name = SourceFile.extension(name).equals("wav") ? name : name + ".wav";
            target = audio.resolve(SafeName.of(name));
            WavWriter.write(checked.converted(), target);
        }
        return new StoredUtterance(
                name,
                pair.transcript(),
                pair.normalized(),
                checked.seconds(),
                checked.sampleRateHz(),
                pair.speaker(),
                Sha256.of(target),
                pair.columns());
    }
}
