/**
 * Decoder settings tried on speech that the network has heard once: scores under any setting, and a search for good ones. May use every other package of
 * the engine but {@code train} and {@code export}.
 */
@NullMarked
package dev.attune.speech.tune;

import org.jspecify.annotations.NullMarked;
