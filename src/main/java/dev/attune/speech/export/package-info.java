/**
 * Models in the forms of other programs, each checked by running it: the letter head for sherpa-onnx; language model, lexicon and letter-to-sound
 * model as text files.
 *
 * <p>May be called by commands and features; uses the rest of the engine. What cannot be exported, and what fails its check, ends in an
 * {@link dev.attune.speech.export.ExportException}; callers write into a folder of another name, so that nothing half-done is left.
 */
@NullMarked
package dev.attune.speech.export;

import org.jspecify.annotations.NullMarked;
