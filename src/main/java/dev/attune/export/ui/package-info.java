/** The part of a model's page that exports it. */
@NullMarked
package dev.attune.export.ui;

import org.jspecify.annotations.NullMarked;
