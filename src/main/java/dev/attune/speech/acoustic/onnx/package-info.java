/** The network as an ONNX graph: written from named tensors, run by ONNX Runtime. This is the form that is served, evaluated and exported. */
@NullMarked
package dev.attune.speech.acoustic.onnx;

import org.jspecify.annotations.NullMarked;
