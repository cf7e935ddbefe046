/** Pages of data sets: the list, the upload dialog, and one data set with its validation report. */
@NullMarked
package dev.attune.dataset.ui;

import org.jspecify.annotations.NullMarked;
