package dev.attune.model;

import dev.attune.project.ProjectDeleting;
import dev.attune.project.ProjectId;
import dev.attune.shared.ProblemException;
import dev.attune.speech.modelpackage.ModelDescription;
import dev.attune.speech.modelpackage.ModelPackage;
import dev.attune.speech.modelpackage.ModelPackageException;
import dev.attune.speech.modelpackage.ModelPackageReader;
import dev.attune.speech.modelpackage.ModelPackageWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;

/**
 * The models that a project can use: the baselines, which belong to everybody, and its own. Thread-safe.
 *
 * <p>The packages lie in the {@link ModelLibrary}; a row says to which project a model belongs.
 */
@Service
public class ModelService {

    private static final Logger LOG = LoggerFactory.getLogger(ModelService.class);
    private static final String CUSTOM = "custom";

    private final ModelLibrary library;
    private final ModelStore store;
    private final ApplicationEventPublisher events;

    ModelService(ModelLibrary library, ModelStore store, ApplicationEventPublisher events) {
        this.library = library;
        this.store = store;
        this.events = events;
    }

    /** Baselines newest first, then the project's own models, newest first. */
    public List<ModelDescription> list(ProjectId project) {
        Set<String> own = new HashSet<>(store.idsOf(project));
        Comparator<ModelDescription> newestFirst =
                Comparator.comparing(ModelDescription::created).reversed();
        List<ModelDescription> all =
                entries().stream().map(ModelLibrary.Entry::description).toList();
        return Stream.concat(
                        all.stream().filter(ModelService::isForAll).sorted(newestFirst),
                        all.stream()
                                .filter(model -> !isForAll(model) && own.contains(model.id()))
                                .sorted(newestFirst))
                .toList();
    }

    /** The models that belong to everybody, newest first. */
    public List<ModelDescription> baselines() {
        return entries().stream()
                .map(ModelLibrary.Entry::description)
                .filter(ModelService::isForAll)
                .sorted(Comparator.comparing(ModelDescription::created).reversed())
                .toList();
    }

    /** By id; empty if it was deleted. */
    public Optional<ModelDescription> find(String id) {
        return entry(id).map(ModelLibrary.Entry::description);
    }

    /** Where a project's own model belongs; empty for baselines. */
    public Optional<ModelOrigin> origin(String id) {
        return store.find(id);
    }

    /** Id of the model that a training has made. */
    public Optional<String> ofTraining(UUID training) {
        return store.ofTraining(training);
    }

    /**
     * The zip of a model.
     *
     * @throws ProblemException {@code ModelNotFound}
     */
    public Path file(String id) {
        return entry(id)
                .map(ModelLibrary.Entry::zip)
                .orElseThrow(() -> new ProblemException("ModelNotFound", "This model does not exist any more."));
    }

    /**
     * Unpacked and checked.
     *
     * @throws ProblemException {@code ModelNotFound}, or {@code ModelUnreadable} if the package is damaged
     */
    public ModelPackage open(String id) throws IOException {
        try {
            return library.open(file(id));
        } catch (ModelPackageException e) {
            throw new ProblemException("ModelUnreadable", String.valueOf(e.getMessage()), e);
        }
    }

    /** As {@link #register(ProjectId, Path, UUID)}, for a model that no training of this workbench has made. */
    public ModelDescription register(ProjectId project, Path zip) throws IOException {
        return register(project, zip, null);
    }

    /**
     * Moves a new package into the library and makes it a model of this project. One that is registered already stays as it is.
     *
     * @param training the training that made it
     * @throws ProblemException {@code ModelUnreadable} if the zip is no model package, {@code ProjectNotFound}
     */
    public ModelDescription register(ProjectId project, Path zip, @Nullable UUID training) throws IOException {
        ModelDescription model;
        try {
            model = ModelPackageReader.describe(zip);
        } catch (ModelPackageException e) {
            throw new ProblemException("ModelUnreadable", String.valueOf(e.getMessage()), e);
        }
        Path target = library.fileFor(model.id());
        if (store.find(model.id()).isPresent() && Files.exists(target)) {
            return model;
        }
        Files.createDirectories(target.toAbsolutePath().getParent());
        Path partial = target.resolveSibling(target.getFileName() + ".part");
        Files.move(zip, partial, StandardCopyOption.REPLACE_EXISTING);
        Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
        List<String> parents = model.provenance().parents();
        try {
            store.insert(model, new ModelOrigin(project, parents.isEmpty() ? null : parents.getFirst(), training));
        } catch (DataIntegrityViolationException e) {
            Files.deleteIfExists(target);
            throw new ProblemException("ProjectNotFound", "The project of this model does not exist any more.", e);
        }
        return model;
    }

    /**
     * Gives a model of a project other default options of the decoder, with how they came about. The package is replaced at once; who has opened it goes
     * on with the former one. Scores that the package tells of stay, as they were measured.
     *
     * @param options by name, as {@link dev.attune.speech.decode.BeamOptions#toMap} has them
     * @param dataHashes what the options were found on, added to the provenance
     * @param settings how they were found, likewise
     * @throws ProblemException {@code BaselineStays} for models that serve every project, {@code ModelNotFound}, {@code ModelUnreadable}
     */
    public synchronized ModelDescription keepDecoder(
            ProjectId project,
            String id,
            Map<String, Double> options,
            Map<String, String> dataHashes,
            Map<String, String> settings)
            throws IOException {
        Optional<ModelOrigin> origin = store.find(id);
        if (origin.isEmpty() && find(id).isPresent()) {
            throw new ProblemException(
                    "BaselineStays",
                    "Baselines belong to all projects and stay as they were measured. Train a model from it, or use these settings with each request.");
        }
        if (origin.isEmpty() || !origin.get().project().equals(project)) {
            throw new ProblemException("ModelNotFound", "This model does not exist any more.");
        }
        ModelPackage model = open(id);
        ModelDescription before = model.description();
        return ModelPackageWriter.write(
                before.withDecoder(options, before.provenance().with(dataHashes, settings)), model.files(), file(id));
    }

    /**
     * Deletes a model of a project, or an imported baseline, with its package; a missing one is fine.
     *
     * @throws ProblemException if it is a baseline, belongs to another project, or somebody still needs it; then it stays
     */
    public void delete(ProjectId project, String id) {
        Optional<ModelOrigin> origin = store.find(id);
        if (origin.isEmpty()) {
            Optional<ModelDescription> shared = find(id);
            if (shared.map(ModelService::isImported).orElse(false)) {
                events.publishEvent(new ModelDeleting(project, id));
                deleteFile(id);
                return;
            }
            if (shared.isPresent()) {
                throw new ProblemException(
                        "BaselineStays", "Baselines belong to all projects and cannot be deleted from one of them.");
            }
            return;
        }
        if (!origin.get().project().equals(project)) {
            throw new ProblemException("ModelNotFound", "This model belongs to another project.");
        }
        events.publishEvent(new ModelDeleting(project, id));
        store.delete(id);
        deleteFile(id);
    }

    @EventListener
    void onDeleting(ProjectDeleting event) {
        for (String id : store.idsOf(event.project())) {
            store.delete(id);
            deleteFile(id);
        }
    }

    private void deleteFile(String id) {
        try {
            Files.deleteIfExists(library.fileFor(id));
        } catch (IOException e) {
            LOG.warn("The package of model {} could not be deleted", id, e);
        }
    }

    /** Baselines, imported ones too, serve every project; whatever else has a row belongs to one. */
    private static boolean isForAll(ModelDescription model) {
        return !model.kind().equals(CUSTOM);
    }

    /** Imported baselines came through a page, so they may go through one. */
    public static boolean isImported(ModelDescription model) {
        return model.kind().equals("imported");
    }

    private Optional<ModelLibrary.Entry> entry(String id) {
        return entries().stream()
                .filter(entry -> entry.description().id().equals(id))
                .findFirst();
    }

    /** Without doubles: a shipped package may lie in the home folder as well. */
    private List<ModelLibrary.Entry> entries() {
        try {
            Map<String, ModelLibrary.Entry> byId = new LinkedHashMap<>();
            library.list().forEach(entry -> byId.putIfAbsent(entry.description().id(), entry));
            return List.copyOf(byId.values());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
