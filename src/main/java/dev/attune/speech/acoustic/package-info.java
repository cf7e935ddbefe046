/**
 * What a network is (its description, its weights as named tensors) and what it says (log probabilities), without any library that runs one.
 * May use {@code speech.audio} and {@code speech.text}.
 */
@NullMarked
package dev.attune.speech.acoustic;

import org.jspecify.annotations.NullMarked;
