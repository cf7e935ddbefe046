/**
 * The command line: one class a command. Results go to the standard output, progress and complaints to the standard error; a command ends with 0
 * on success, 1 on a failure, which is told in one line, and 2 for wrong usage.
 *
 * <p>Stands on top of everything: it may use every other package, and none uses it but {@code dev.attune.Application}.
 */
@NullMarked
package dev.attune.cli;

import org.jspecify.annotations.NullMarked;
