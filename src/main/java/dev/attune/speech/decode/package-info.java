/**
 * From log probabilities to words: the best letters of each frame, or a beam search with lexicon and language model. May use {@code acoustic},
 * {@code lm} and {@code text}.
 */
@NullMarked
package dev.attune.speech.decode;

import org.jspecify.annotations.NullMarked;
