package dev.attune.baseline;

import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.TelephoneLine;

/** What all speech of a baseline passes through before the network hears it. */
public enum Channel {

    /** Nothing: a microphone at 16 kHz. */
    WIDEBAND {
        @Override
        AudioClip apply(AudioClip clip) {
            return clip;
        }
    },

    /** A telephone line, as {@link TelephoneLine} has it; given back at the rate it came in. */
    TELEPHONE {
        @Override
        AudioClip apply(AudioClip clip) {
            return TelephoneLine.through(clip);
        }
    };

    abstract AudioClip apply(AudioClip clip);
}
