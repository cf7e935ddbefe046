/** Pages of trainings. */
@NullMarked
package dev.attune.training.ui;

import org.jspecify.annotations.NullMarked;
