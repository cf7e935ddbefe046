/**
 * Training of the network and, on top of it, of whole models: examples become augmented features, batches, a CTC loss with its exact gradient, AdamW
 * steps, checkpoints, an ONNX file that is checked against PyTorch. May use every other package of the engine.
 */
@NullMarked
package dev.attune.speech.train;

import org.jspecify.annotations.NullMarked;
