package dev.attune.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.dataset.Dataset;
import dev.attune.dataset.DatasetId;
import dev.attune.dataset.DatasetKind;
import dev.attune.dataset.DatasetStatus;
import dev.attune.project.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingEstimateTest {

    private static Dataset of(DatasetKind kind, int accepted, double audioSeconds) {
        return new Dataset(
                DatasetId.random(),
                ProjectId.random(),
                "A",
                "",
                kind,
                "en-US",
                DatasetStatus.SUCCEEDED,
                "a",
                1,
                "",
                accepted,
                0,
                0,
                audioSeconds,
                null,
                Instant.EPOCH);
    }

    @Test
    void growsWithTheAudioAndFromAnHourOnOnlyByWhatReadingTakes() {
        Duration text = TrainingEstimate.of(List.of(of(DatasetKind.LANGUAGE, 1000, 0)), 0, false);
        Duration minutes = TrainingEstimate.of(List.of(of(DatasetKind.ACOUSTIC, 200, 900)), 0, false);
        Duration hour = TrainingEstimate.of(List.of(of(DatasetKind.ACOUSTIC, 900, 3600)), 0, false);
        Duration day = TrainingEstimate.of(List.of(of(DatasetKind.ACOUSTIC, 20_000, 86_400)), 0, false);
        Duration week = TrainingEstimate.of(List.of(of(DatasetKind.ACOUSTIC, 100_000, 7 * 86_400)), 0, false);

        assertThat(text).isPositive().isLessThan(minutes);
        assertThat(minutes).isLessThan(hour);
        assertThat(hour).isLessThan(day);
        assertThat(day.minus(hour)).isLessThan(hour);
        assertThat(week).isBetween(day, Duration.ofHours(1));
        assertThat(TrainingEstimate.of(List.of(of(DatasetKind.LANGUAGE, 1000, 0)), 0, true))
                .isBetween(minutes, hour);
        assertThat(TrainingEstimate.of(List.of(of(DatasetKind.ACOUSTIC, 200, 900)), 0, true))
                .isEqualTo(minutes);
    }

    /** They are learnt alone and one after the other. */
    @Test
    void singleWordsTakeLongerThanAsMuchSpeechInSentences() {
        Duration sentences = TrainingEstimate.of(List.of(of(DatasetKind.ACOUSTIC, 200, 600)), 0, false);
        Duration words = TrainingEstimate.of(List.of(of(DatasetKind.ACOUSTIC, 1500, 600)), 0, false);

        assertThat(words).isBetween(sentences.multipliedBy(3).dividedBy(2), sentences.multipliedBy(2));
    }

    @Test
    void aLittleSpeechInSentencesMayTakeTwiceAsLong() {
        assertThat(mayDouble(of(DatasetKind.ACOUSTIC, 200, 900), 0)).isTrue();
        assertThat(mayDouble(of(DatasetKind.ACOUSTIC, 200, 900), 5))
                .as("with a limit")
                .isFalse();
        assertThat(mayDouble(of(DatasetKind.ACOUSTIC, 900, 3600), 0))
                .as("an hour")
                .isFalse();
        assertThat(mayDouble(of(DatasetKind.ACOUSTIC, 1500, 600), 0))
                .as("single words")
                .isFalse();
        assertThat(mayDouble(of(DatasetKind.LANGUAGE, 1000, 0), 0)).as("text").isFalse();
    }

    private static boolean mayDouble(Dataset dataset, double maxMinutes) {
        return TrainingEstimate.mayTakeTwiceAsLong(List.of(dataset), maxMinutes);
    }

    @Test
    void isBoundByTheTimeLimit() {
        List<Dataset> hour = List.of(of(DatasetKind.ACOUSTIC, 900, 3600));

        assertThat(TrainingEstimate.of(hour, 2, false))
                .isLessThan(TrainingEstimate.of(hour, 0, false))
                .isGreaterThanOrEqualTo(Duration.ofMinutes(2));
    }
}
