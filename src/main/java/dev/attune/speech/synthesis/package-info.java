/** Speech synthesizers of the machine, for training material. Recognition never needs them. */
@NullMarked
package dev.attune.speech.synthesis;

import org.jspecify.annotations.NullMarked;
