/** Jobs on pages: live progress by server push. Any feature's pages may use it. */
@NullMarked
package dev.attune.job.ui;

import org.jspecify.annotations.NullMarked;
