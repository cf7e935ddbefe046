package dev.attune.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobNewsTest {

    private final JobNews news = new JobNews(2);
    private final Job one = job();
    private final Job two = job();
    private final Job three = job();

    @Test
    void knowsEachJobOnceInTheOrderOfItsLastNews() {
        news.publish(one);
        news.publish(two);
        news.publish(one);

        assertThat(news.count()).isEqualTo(3);
        assertThat(news.after(0)).contains(List.of(two.id(), one.id()));
        assertThat(news.after(1)).contains(List.of(two.id(), one.id()));
        assertThat(news.after(2)).contains(List.of(one.id()));
        assertThat(news.after(3)).contains(List.of());
    }

    @Test
    void saysThatItDoesNotKnowRatherThanLeaveOutAJob() {
        news.publish(one);
        news.publish(two);
        news.publish(three);

        assertThat(news.after(0)).isEmpty();
        assertThat(news.after(1)).contains(List.of(two.id(), three.id()));
    }

    @Test
    void countsNewsBeforeItIsTold() {
        List<Long> counts = new ArrayList<>();
        news.subscribe(job -> counts.add(news.count()));

        news.publish(one);
        news.publish(one);

        assertThat(counts).containsExactly(1L, 2L);
    }

    private static Job job() {
        Instant created = Instant.parse("2026-01-01T00:00:00Z");
        return new Job(JobId.random(), "work", "subject", JobState.RUNNING, 0, "", null, null, created, created, null);
    }
}
