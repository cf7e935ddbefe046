/**
 * Structured text: lists, sentences that refer to them, and a lexicon of phones, in the vendor's Markdown-like form. May be called by every
 * engine package and feature; uses only {@link dev.attune.speech.text}.
 *
 * <h2>File format</h2>
 *
 * <p>One entry a line. {@code //} at the start of a line or after a blank begins a comment.
 *
 * <pre>
 * &#64; list NAME =              a list follows; letters, digits, underscores, hyphens
 * - ITEM
 * &#64; speech:phoneticlexicon   pronunciations follow
 * - WORD/PHONES               the last slash counts; phones of {@link dev.attune.speech.text.structured.UniversalPhones} between blanks
 * # NAME                      sentences follow; letters, digits, underscores
 * - SENTENCE                  may hold references {&#64;NAME} to lists defined anywhere in the file
 * </pre>
 *
 * <p>The blank after {@code @} and {@code #} may be left out, the two keywords may be in capitals, names are compared as they are. A line that stands
 * twice counts twice.
 */
@NullMarked
package dev.attune.speech.text.structured;

import org.jspecify.annotations.NullMarked;
