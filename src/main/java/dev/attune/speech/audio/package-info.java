/**
 * From a sound file to log-mel features: reading, writing, resampling, features.
 *
 * <p>Everything here is mono float audio in [-1, 1] ({@link dev.attune.speech.audio.AudioClip}) and [frames, bins] matrices
 * ({@link dev.attune.speech.audio.FeatureMatrix}). Anyone may call it. It uses the JDK, and FFmpeg's libraries in
 * {@link dev.attune.speech.audio.AudioFiles} only.
 */
@NullMarked
package dev.attune.speech.audio;

import org.jspecify.annotations.NullMarked;
