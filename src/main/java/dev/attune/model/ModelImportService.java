package dev.attune.model;

import dev.attune.shared.ProblemException;
import dev.attune.speech.modelimport.ImportLanguage;
import dev.attune.speech.modelimport.ImportRefusedException;
import dev.attune.speech.modelimport.ModelImporter;
import dev.attune.speech.modelimport.ModelProbing;
import dev.attune.speech.modelimport.ProbeProcess;
import dev.attune.speech.modelimport.ProbeReport;
import dev.attune.speech.modelimport.ProbeRequest;
import dev.attune.speech.modelpackage.ModelDescription;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** Takes in models that were made elsewhere: first they are tried, then, if the user agrees with what was found, kept. Thread-safe. */
@Service
public class ModelImportService {

    private static final Logger LOG = LoggerFactory.getLogger(ModelImportService.class);

    private final ModelLibrary library;
    private final ModelProbing probing;

    ModelImportService(ModelLibrary library, ObjectProvider<ModelProbing> probing) {
        this.library = library;
        this.probing = probing.getIfAvailable(ProbeProcess::new);
    }

    /** What is told of work that goes on in the background, in its thread; exactly one of the last three comes, and last. */
    public interface Listener<T> {
        void step(String step);

        void done(T result);

        void refused(String sentence);

        void cancelled();
    }

    /** Work that returns something, or says in an exception why not. */
    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    /** Tries a model in the background. */
    public void tryOut(ProbeRequest request, Listener<ProbeReport> listener, BooleanSupplier cancelled) {
        start("model-probe", listener, () -> probing.run(request, listener::step, cancelled));
    }

    /**
     * Writes the package in the background; then the model serves every project of its locale.
     *
     * @param arpa language model, or null for that of the newest baseline of the locale
     * @param arpaName what the user calls that file
     */
    public void keep(
            ProbeReport report,
            Path onnx,
            Path tokens,
            @Nullable Path arpa,
            String arpaName,
            ModelImporter.About about,
            Listener<ModelDescription> listener) {
        start("model-import", listener, () -> {
            listener.step("Reading the language model");
            ImportLanguage language =
                    ModelImports.language(library, arpa == null ? null : arpa.toString(), about.locale());
            if (arpa != null && language != null) {
                language = language.withOrigin(arpaName);
            }
            listener.step("Writing the model");
            return ModelImports.keep(library, report, onnx, tokens, about, language, null);
        });
    }

    /**
     * @throws ProblemException if a model cannot have this name
     */
    public void requireName(String name) throws IOException {
        ModelImports.requireName(library, name);
    }

    /** Name of the baseline whose language model is taken where a user brings none. */
    public Optional<String> lender(String locale) throws IOException {
        return ModelImports.lender(library, locale)
                .map(entry -> entry.description().name());
    }

    private static <T> void start(String name, Listener<T> listener, Work<T> work) {
        Thread.ofVirtual().name(name).start(() -> run(work, listener));
    }

    private static <T> void run(Work<T> work, Listener<T> listener) {
        try {
            listener.done(work.run());
        } catch (CancellationException e) {
            listener.cancelled();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            listener.cancelled();
        } catch (ProblemException | ImportRefusedException e) {
            listener.refused(String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            LOG.warn("An import failed", e);
            listener.refused("The import failed (" + e.getMessage() + "); see the log of the workbench.");
        }
    }
}
