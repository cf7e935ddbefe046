package dev.attune.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.speech.audio.AudioClip;
import dev.attune.speech.audio.TelephoneLine;
import org.junit.jupiter.api.Test;

class ChannelTest {

    @Test
    void aTelephoneIsTheEnginesAndAMicrophoneChangesNothing() {
        AudioClip clip = new AudioClip(new float[] {0, 0.5f, -0.5f, 0.25f, 0.1f, 0.3f}, 16_000);

        assertThat(Channel.TELEPHONE.apply(clip).samples())
                .isEqualTo(TelephoneLine.through(clip).samples());
        assertThat(Channel.WIDEBAND.apply(clip)).isSameAs(clip);
    }
}
