package dev.attune.speech.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class TrainingConfigTest {

    @Test
    void rateRisesToItsHighestAndFallsToItsEnd() {
        TrainingConfig config = TrainingConfig.fromScratch(1000, 1);

        assertThat(config.learningRate(0)).isCloseTo(1.5e-3 / 300, within(1e-12));
        assertThat(config.learningRate(299)).isCloseTo(1.5e-3, within(1e-12));
        assertThat(config.learningRate(300)).isCloseTo(1.5e-3, within(1e-12));
        assertThat(config.learningRate(650)).isCloseTo(1.5e-3 * (0.02 + 0.98 * 0.5), within(1e-9));
        assertThat(config.learningRate(1000)).isCloseTo(1.5e-3 * 0.02, within(1e-12));
        assertThat(config.learningRate(5000)).isEqualTo(config.learningRate(1000));
        for (long step = 1; step < 1000; step++) {
            boolean rising = step < 300;
            assertThat(config.learningRate(step) >= config.learningRate(step - 1))
                    .as("step %d", step)
                    .isEqualTo(rising || step == 300);
        }
    }

    @Test
    void rateStaysWhereWeightsAreAveraged() {
        TrainingConfig config = averaging(0.7);

        assertThat(config.learningRate(99)).isCloseTo(1e-3, within(1e-12));
        assertThat(config.learningRate(999)).isCloseTo(1e-3, within(1e-12));
        assertThat(config.averages(299)).isFalse();
        assertThat(config.averages(300)).isTrue();
        assertThat(averaging(0).averages(999)).isFalse();
        assertThat(averaging(0).learningRate(999)).isLessThan(1e-4);
    }

    private static TrainingConfig averaging(double share) {
        return new TrainingConfig(1000, 0, 60, 1e-3, 100, 0.02, share, 0.01, 10, 0.3, 0, 0, 1, 500, 0, 50, 1);
    }

    @Test
    void refusesSettingsWithoutSense() {
        assertThatThrownBy(() -> TrainingConfig.fromScratch(0, 1)).hasMessage("steps must be >= 1; got 0");
        assertThatThrownBy(() -> TrainingConfig.fineTuning(10, 1).withValidationEvery(0))
                .hasMessageStartingWith("validationEvery and reportEvery must be >= 1");
        assertThatThrownBy(() -> averaging(1.5)).hasMessage("averagedShare must be in [0, 1]; got 1.5");
    }

    @Test
    void changesOneSettingAtATime() {
        TrainingConfig config = TrainingConfig.fineTuning(100, 9);

        assertThat(config.withMaxMinutes(3).maxMinutes()).isEqualTo(3);
        assertThat(config.withMaxMinutes(3).withMaxMinutes(config.maxMinutes())).isEqualTo(config);
        assertThat(config.withValidationEvery(7).validationEvery()).isEqualTo(7);
        assertThat(config.withValidationEvery(7).withValidationEvery(config.validationEvery()))
                .isEqualTo(config);
    }
}
