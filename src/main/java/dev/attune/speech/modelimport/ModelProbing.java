package dev.attune.speech.modelimport;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Tries models that were made elsewhere; in this process or in one of its own. */
@FunctionalInterface
public interface ModelProbing {

    /**
     * @param progress gets what is being tried, for people
     * @param cancelled asked often; when it says true the probe ends soon
     * @throws ImportRefusedException with what is wrong with the model and what to do
     * @throws java.util.concurrent.CancellationException if it was cancelled
     */
    ProbeReport run(ProbeRequest request, Consumer<String> progress, BooleanSupplier cancelled)
            throws IOException, InterruptedException;
}
