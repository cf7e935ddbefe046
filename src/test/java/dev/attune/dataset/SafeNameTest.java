package dev.attune.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeNameTest {

    @ParameterizedTest
    @CsvSource({
        "take-1 (b).wav, take-1 (b).wav",
        "über.wav, %C3%BCber.wav",
        "..wav, %2E.wav",
        "a/b.wav, a%2Fb.wav",
        "50%.wav, 50%25.wav"
    })
    void writesOddCharactersAsNumbers(String name, String stored) {
        assertThat(SafeName.of(name)).isEqualTo(stored);
    }

    @Test
    void shortensLongNamesWithoutMixingThemUp() {
        String one = SafeName.of("語".repeat(200) + "1.wav");
        String other = SafeName.of("語".repeat(200) + "2.wav");

        assertThat(one).hasSizeLessThan(255).endsWith(".wav").isNotEqualTo(other);
    }
}
