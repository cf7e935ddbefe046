/**
 * Work that takes time: a queue in the database, a few worker threads, progress, log, cancellation, and going on after a restart. Knows no
 * feature: a feature brings a {@link dev.attune.job.JobHandler} bean. May use {@code shared}.
 */
@NullMarked
package dev.attune.job;

import org.jspecify.annotations.NullMarked;
