/**
 * Data sets: import, validation report, and reading back. {@link dev.attune.dataset.Corpora} reads the same files for the command line, without a
 * database. May use {@code project}, {@code job}, {@code shared} and the engine.
 *
 * <p>Formats and rules follow the vendor's documents for Custom Speech. On disk a data set is a folder: {@code audio/} with the audio files as
 * they came (or as 16 kHz WAV where they had to be converted), and {@code text.txt} with the accepted lines, UTF-8. A file in {@code audio/} has the
 * name that it had in the archive; characters that some file system does not take stand as {@code %XX}.
 */
@NullMarked
package dev.attune.dataset;

import org.jspecify.annotations.NullMarked;
