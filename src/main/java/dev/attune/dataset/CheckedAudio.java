package dev.attune.dataset;

import dev.attune.speech.audio.AudioClip;
import org.jspecify.annotations.Nullable;

/**
 * Audio that can be used.
 *
 * @param sampleRateHz of what will be stored
 * @param converted what to store instead of the file, 16 kHz; null if the file is fine as it is
 */
record CheckedAudio(double seconds, int sampleRateHz, @Nullable AudioClip converted) {}
