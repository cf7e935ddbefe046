/** Trainings of custom models. May use {@code model}, {@code dataset}, {@code project}, {@code job}, {@code shared} and the engine. */
@NullMarked
package dev.attune.training;

import org.jspecify.annotations.NullMarked;
