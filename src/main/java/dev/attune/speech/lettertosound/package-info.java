/**
 * Pronunciations of words that no lexicon has: joint-sequence n-grams over pairs of letters and phones.
 *
 * <p>Source: Bisani and Ney, Joint-sequence models for grapheme-to-phoneme conversion, Speech Communication 50(5), 2008. May use {@code text} and
 * {@code lm}.
 */
@NullMarked
package dev.attune.speech.lettertosound;

import org.jspecify.annotations.NullMarked;
