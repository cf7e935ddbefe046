/** Pages of models. Links to trainings and tests through {@link dev.attune.ui.Routes} only. */
@NullMarked
package dev.attune.model.ui;

import org.jspecify.annotations.NullMarked;
