/** Projects: what holds the data sets, models, trainings and tests of one task in one locale. May use {@code shared}. */
@NullMarked
package dev.attune.project;

import org.jspecify.annotations.NullMarked;
