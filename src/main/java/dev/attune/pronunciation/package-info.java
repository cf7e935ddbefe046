/**
 * How words sound: tries a word on a recording without a training, tells which words of a model are new, and adds corrections to a project's
 * pronunciations. May use {@code dataset}, {@code model}, {@code project} and the engine; {@code dataset} hears of words through
 * {@link dev.attune.dataset.WordKnowledge}.
 */
@NullMarked
package dev.attune.pronunciation;

import org.jspecify.annotations.NullMarked;
