/**
 * From the words that were recognised to the text that is shown: numbers, times and money in digits, capitals, punctuation, and a user's own
 * rules.
 *
 * <p>The stages, in their order: lexical words, inverse normalisation of the language, the user's {@code #itn} patterns, capitals and
 * punctuation, {@code #rewrite}, profanity. {@link dev.attune.speech.display.DisplayFormatter} runs them;
 * {@link dev.attune.speech.display.DisplayRulesReader} reads a user's rules, of which the check of an upload and the training use the same.
 * Every token knows the lexical words it was made from, so that shown words keep their times.
 *
 * <p>May use {@code text}, the JDK and, for learning where capitals and marks belong, Tribuo. Anyone may call it.
 */
@NullMarked
package dev.attune.speech.display;

import org.jspecify.annotations.NullMarked;
