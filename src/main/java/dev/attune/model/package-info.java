/**
 * Models: the shipped baselines, and those that were trained or imported here. May use {@code project}, {@code job}, {@code shared} and the
 * engine. {@link dev.attune.model.ModelLibrary} serves the command line too, without a database.
 */
@NullMarked
package dev.attune.model;

import org.jspecify.annotations.NullMarked;
