package dev.attune.speech.acoustic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.speech.acoustic.NetworkDescription.ConformerBlock;
import dev.attune.speech.acoustic.NetworkDescription.Layer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NetworkDescriptionTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "4, 1", "5, 2", "8, 2", "9, 3", "1000, 250"})
    void hasAnOutputFrameForEveryFourBegun(int frames, int outputs) {
        NetworkDescription network = NetworkDescription.timeDelay(16, 2, 32, 42, 29);

        assertThat(network.totalStride()).isEqualTo(4);
        assertThat(network.outputFrames(frames)).isEqualTo(outputs);
        assertThat(network.withPhonesPerFrame(3).phoneFrames(frames)).isEqualTo(3 * outputs);
    }

    /** 80 to 12 channels, 12 to 16, 16 to 16, 16 to 32, and a head with its bias. */
    @Test
    void countsItsWeights() {
        assertThat(NetworkDescription.timeDelay(16, 1, 32, 5, 0).weightCount())
                .isEqualTo(80 * 12 * 5 + 24 + 12 * 16 * 5 + 32 + 16 * 16 * 7 + 32 + 16 * 32 + 64 + 33 * 5);
    }

    @Test
    void countsTheWeightsOfEveryPartOfAFrame() {
        NetworkDescription network = NetworkDescription.timeDelay(16, 1, 32, 5, 3);

        assertThat(network.withPhonesPerFrame(2).weightCount()).isEqualTo(network.weightCount() + 33 * 5);
    }

    @Test
    void countsTheWeightsOfItsConformerBlocks() {
        NetworkDescription network = NetworkDescription.timeDelay(16, 1, 32, 5, 0);
        int normalisations = 8 * 16;
        int linear = (3 + 1) * 16 * 17 + 2 * 16 * 17 + 16 * 17 + 64 * 17 + 16 * 65;

        assertThat(network.withConformerBlocks(2).weightCount())
                .isEqualTo(network.weightCount() + 2 * (normalisations + linear + 16 * 15));
    }

    @Test
    void refusesNetworksThatCannotBe() {
        Layer plain = new Layer(8, 3, 1, 1, false, 0);

        assertThatThrownBy(() -> new Layer(8, 4, 1, 1, false, 0)).hasMessageContaining("an odd kernel");
        assertThatThrownBy(() -> new Layer(8, 3, 1, 1, false, 1)).hasMessage("dropout must be in [0, 1); got 1.0");
        assertThatThrownBy(() -> NetworkDescription.timeDelay(10, 1, 12, 5, 5).withConformerBlocks(1))
                .hasMessage("4 heads cannot share 10 channels evenly");
        assertThatThrownBy(() -> new NetworkDescription(80, List.of(plain), 1, 1).withConformerBlocks(1))
                .hasMessage("conformer blocks need a layer before and one after them");
        assertThatThrownBy(() -> new ConformerBlock(4, 6, 4, 0))
                .hasMessageContaining("an odd kernel; got heads 4, kernel 6");
        assertThatThrownBy(() -> NetworkDescription.timeDelay(10, 1, 12, 5, 5).withPhonesPerFrame(0))
                .hasMessage("phonesPerFrame must be >= 1; got 0");
        assertThatThrownBy(() -> new NetworkDescription(80, List.of(), 1, 1)).hasMessageContaining("0 layers");
        assertThatThrownBy(() -> new NetworkDescription(80, List.of(plain), 0, 0))
                .hasMessageContaining("at least one head");
        assertThatThrownBy(() -> new NetworkDescription(80, List.of(new Layer(8, 3, 1, 1, true, 0)), 1, 0))
                .hasMessage("layer 0 is residual and so needs stride 1 and 80 channels; got stride 1 and 8");
    }
}
