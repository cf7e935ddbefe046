/**
 * How well a hypothesis fits its reference: alignment, error counts and rates, and how sure a rate or a difference of two is.
 *
 * <p>Everything works on token lists, so words and characters share one routine. Rates are fractions and may exceed 1; over a corpus the
 * counts are added and divided once. Anyone may call it; it uses the JDK and, for display
 * text, the normalisers of {@code text}.
 */
@NullMarked
package dev.attune.speech.score;

import org.jspecify.annotations.NullMarked;
