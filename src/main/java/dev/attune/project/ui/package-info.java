/** Pages of projects, and what every page inside a project shares. */
@NullMarked
package dev.attune.project.ui;

import org.jspecify.annotations.NullMarked;
