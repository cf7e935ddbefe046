/**
 * Exports as jobs of the workbench: a model of the library becomes a zip for sherpa-onnx, checked before it is offered. The work itself is the engine's
 * ({@code speech.export}). May use {@code model}, {@code dataset}, {@code project}, {@code job} and {@code shared}.
 */
@NullMarked
package dev.attune.export;

import org.jspecify.annotations.NullMarked;
