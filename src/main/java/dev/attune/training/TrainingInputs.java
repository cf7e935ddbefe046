package dev.attune.training;

import dev.attune.dataset.DatasetId;
import dev.attune.dataset.DatasetService;
import dev.attune.shared.DataDirectory;
import dev.attune.shared.ProblemException;
import dev.attune.speech.corpus.Manifest;
import dev.attune.speech.corpus.Utterance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The files of the chosen data sets, as the engine takes them.
 *
 * @param audio manifests of recordings
 * @param text one sentence or phrase a line
 * @param pronunciations {@code display TAB spoken} a line
 * @param structured lists, lexicons of phones, and sentences
 * @param display rules of display text
 */
record TrainingInputs(
        List<Path> audio, List<Path> text, List<Path> pronunciations, List<Path> structured, List<Path> display) {

    private static final int MAX_SLUG = 40;

    /**
     * Writes them into a folder. Texts are copied, so that a data set may be deleted meanwhile; recordings stay where they are.
     *
     * @param folder emptied first, as an earlier process may have died in the midst
     * @throws ProblemException if a data set is gone
     */
    static TrainingInputs write(Training training, DatasetService datasets, Path folder) throws IOException {
        DataDirectory.deleteTree(folder);
        Files.createDirectories(folder);
        List<Path> audio = new ArrayList<>();
        List<Path> text = new ArrayList<>();
        List<Path> pronunciations = new ArrayList<>();
        List<Path> structured = new ArrayList<>();
        List<Path> display = new ArrayList<>();
        for (int i = 0; i < training.datasets().size(); i++) {
            TrainingDataset dataset = training.datasets().get(i);
            if (datasets.find(dataset.id()).isEmpty()) {
                throw new ProblemException(
                        "DatasetNotFound",
                        "The data set \"" + dataset.name()
                                + "\" was deleted before the training could use it; start a new training.");
            }
            String name = "%02d-%s".formatted(i + 1, slug(dataset.name()));
            switch (dataset.kind()) {
                case ACOUSTIC -> audio.add(manifest(datasets, dataset.id(), folder.resolve(name + ".tsv")));
                case LANGUAGE -> text.add(copy(datasets, dataset.id(), folder.resolve(name + ".txt")));
                case PRONUNCIATION -> pronunciations.add(copy(datasets, dataset.id(), folder.resolve(name + ".txt")));
                case STRUCTURED -> structured.add(copy(datasets, dataset.id(), folder.resolve(name + ".md")));
                case OUTPUT_FORMATTING -> display.add(copy(datasets, dataset.id(), folder.resolve(name + ".md")));
                case AUDIO_FILES ->
                    throw new ProblemException(
                            "KindNotTrainable", "The data set \"" + dataset.name() + "\" cannot train a model.");
            }
        }
        return new TrainingInputs(audio, text, pronunciations, structured, display);
    }

    private static Path manifest(DatasetService datasets, DatasetId id, Path file) throws IOException {
        List<Utterance> utterances = datasets.allUtterances(id)
                .map(each -> new Utterance(each.id(), each.audio(), each.transcript(), each.speaker()))
                .toList();
        Manifest.write(utterances, file);
        return file;
    }

    private static Path copy(DatasetService datasets, DatasetId id, Path file) throws IOException {
        return Files.copy(datasets.textFile(id), file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** A name for a file that any system takes. */
    static String slug(String name) {
        String plain =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String cut = plain.length() > MAX_SLUG ? plain.substring(0, MAX_SLUG) : plain;
        return cut.isEmpty() ? "data" : cut;
    }
}
