/**
 * Model packages: everything that recognition, further training and export of one model need, in one zip.
 *
 * <p>File format, version 1. Entries, in the root of the zip, those of display text in {@code display/}: {@code model.json} (see
 * {@link dev.attune.speech.modelpackage.ModelDescription}) and the files of {@link dev.attune.speech.modelpackage.PackageEntry}.
 * {@code model.json} lists every other entry with its SHA-256; an entry that is not listed, or whose sum differs, makes the package invalid.
 * The zip's own times are constant, so that equal content gives an equal file.
 *
 * <p>Version 2 is that of packages with a network that was made elsewhere: {@code model.json} also tells how it is fed and read
 * ({@link dev.attune.speech.acoustic.ImportedNetwork}), {@code tokens.txt} are its tokens in our form, and the lexicon is written in them. Packages with a
 * network of our own stay version 1.
 *
 * <p>May use the JDK and Jackson. Called by the recogniser, trainings, exports and commands.
 */
@NullMarked
package dev.attune.speech.modelpackage;

import org.jspecify.annotations.NullMarked;
