/** Whole journeys of a user through the running workbench, in a real browser. */
@NullMarked
package dev.attune.journey;

import org.jspecify.annotations.NullMarked;
