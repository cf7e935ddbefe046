/** The network in PyTorch through DJL: needed for training only. Arrays never leave this package and {@code speech.train}. */
@NullMarked
package dev.attune.speech.acoustic.djl;

import org.jspecify.annotations.NullMarked;
