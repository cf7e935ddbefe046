/** Pages of evaluations, which the portal calls tests: the list, the dialog that makes one, and one test with its comparison. */
@NullMarked
package dev.attune.evaluation.ui;

import org.jspecify.annotations.NullMarked;
