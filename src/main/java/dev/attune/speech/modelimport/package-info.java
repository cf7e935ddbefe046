/**
 * Takes in CTC models that were made elsewhere: an ONNX graph and its tokens become a model package without trainable weights.
 *
 * <p>A foreign graph may end the process that runs it, so it is tried in one of its own ({@link dev.attune.speech.modelimport.ProbeProcess}); what was
 * found is shown before anything is kept, and {@link dev.attune.speech.modelimport.ModelImporter} writes the package. May use the whole engine but
 * training.
 */
@NullMarked
package dev.attune.speech.modelimport;

import org.jspecify.annotations.NullMarked;
