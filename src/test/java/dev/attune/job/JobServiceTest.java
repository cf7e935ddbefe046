package dev.attune.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.Features;
import dev.attune.shared.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JobServiceTest {

    @TempDir
    Path home;

    @Test
    void doesAJobAndKeepsItsStory() {
        FakeHandler handler = new FakeHandler("work", true, context -> {
            assertThat(context.parameters()).isEqualTo("{\"a\":1}");
            assertThat(Files.isDirectory(context.folder())).isTrue();
            context.progress(0.5, "Half way");
            context.log("one\ntwo");
        });
        try (Features features = Features.start(home, handler)) {
            JobService jobs = features.get(JobService.class);
            Job submitted = jobs.submit("work", "subject", "{\"a\":1}");
            assertThat(submitted.state()).isEqualTo(JobState.NOT_STARTED);

            Job done = features.await(submitted.id());

            assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
            assertThat(done.progress()).isEqualTo(1);
            assertThat(done.phase()).isEqualTo("Half way");
            assertThat(done.failure()).isNull();
            assertThat(done.created()).isEqualTo(done.created().truncatedTo(ChronoUnit.MICROS));
            assertThat(done.started()).isBetween(done.created(), done.finished());
            assertThat(jobs.latestFor("subject")).contains(done);
            assertThat(jobs.list()).containsExactly(done);
            assertThat(jobs.log(done.id(), 0)).containsExactly("one two");
            assertThat(jobs.log(done.id(), 1)).isEmpty();
            assertThat(handler.ended).containsExactly(done);
            assertThat(handler.resumed).containsExactly(false);
        }
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ProblemException("Bad", "The file is bad. Mend it."), "The file is bad. Mend it."),
                Arguments.of(
                        new IllegalStateException("wrapped", new ProblemException("Bad", "The cause is bad.")),
                        "The cause is bad."),
                Arguments.of(
                        new IOException("write failed: No space left on device"),
                        "The disk is full. Free some space and start it again."),
                Arguments.of(
                        new IllegalStateException("odd"),
                        "It failed unexpectedly (IllegalStateException: odd). The log tells more."),
                Arguments.of(
                        new NullPointerException(),
                        "It failed unexpectedly (NullPointerException). The log tells more."));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void tellsWhyAJobFailed(Exception failure, String sentence) {
        FakeHandler handler = new FakeHandler("work", true, context -> {
            context.progress(0.25, "Trying");
            throw failure;
        });
        try (Features features = Features.start(home, handler)) {
            JobService jobs = features.get(JobService.class);

            Job failed = features.await(jobs.submit("work", "subject", "").id());

            assertThat(failed.state()).isEqualTo(JobState.FAILED);
            assertThat(failed.failure()).isEqualTo(sentence);
            assertThat(failed.progress()).isEqualTo(0.25);
            assertThat(jobs.log(failed.id(), 0)).containsExactly(sentence);
            assertThat(handler.ended).containsExactly(failed);
        }
    }

    @Test
    void failsJobsThatNobodyKnowsAndThoseOutOfMemory() {
        FakeHandler handler = new FakeHandler("work", true, context -> {
            throw new OutOfMemoryError("made up");
        });
        try (Features features = Features.start(home, handler)) {
            JobService jobs = features.get(JobService.class);

            assertThat(features.await(jobs.submit("unknown", "a", "").id()).failure())
                    .isEqualTo("This version of Attune does not know jobs of kind unknown.");
            assertThat(features.await(jobs.submit("work", "b", "").id()).failure())
                    .startsWith("There was not enough memory.");
        }
    }

    @Test
    void endsAJobEvenIfItsHandlerStumblesOverTheEnd() {
        FakeHandler handler =
                new FakeHandler("work", true, context -> {}).failingAtTheEnd(new IllegalStateException("odd"));
        try (Features features = Features.start(home, handler)) {
            JobService jobs = features.get(JobService.class);

            assertThat(features.await(jobs.submit("work", "a", "").id()).state())
                    .isEqualTo(JobState.SUCCEEDED);
        }
    }

    @Test
    void cancelsARunningJob() throws InterruptedException {
        FakeHandler handler = new FakeHandler("work", true, FakeHandler::untilCancelled);
        try (Features features = Features.start(home, handler)) {
            JobService jobs = features.get(JobService.class);
            Job job = jobs.submit("work", "subject", "");
            handler.begun.await();

            jobs.cancel(job.id());

            Job ended = features.await(job.id());
            assertThat(ended.state()).isEqualTo(JobState.CANCELLED);
            assertThat(ended.failure()).isNull();
            assertThat(handler.ended).containsExactly(ended);
            jobs.cancel(job.id());
            assertThat(jobs.find(job.id())).contains(ended);
        }
    }

    @Test
    void cancelsAQueuedJobWithoutStartingIt() throws InterruptedException {
        FakeHandler handler = new FakeHandler("work", true, FakeHandler::untilCancelled);
        try (Features features = Features.start(home, handler)) {
            JobService jobs = features.get(JobService.class);
            Job first = jobs.submit("work", "a", "");
            Job second = jobs.submit("work", "b", "");
            handler.begun.await();

            jobs.cancel(second.id());

            assertThat(jobs.find(second.id()).orElseThrow().state()).isEqualTo(JobState.CANCELLED);
            assertThat(handler.ended).extracting(Job::id).containsExactly(second.id());
            jobs.cancel(first.id());
            features.await(first.id());
            assertThat(handler.resumed).hasSize(1);
        }
    }

    @Test
    void letsShortWorkPassLongWork() throws InterruptedException {
        FakeHandler slow = new FakeHandler("slow", true, FakeHandler::untilCancelled);
        FakeHandler quick = new FakeHandler("quick", false, context -> {});
        try (Features features = Features.start(home, slow, quick)) {
            JobService jobs = features.get(JobService.class);
            Job blocking = jobs.submit("slow", "a", "");
            slow.begun.await();

            assertThat(features.await(jobs.submit("quick", "b", "").id()).state())
                    .isEqualTo(JobState.SUCCEEDED);

            assertThat(jobs.find(blocking.id()).orElseThrow().state()).isEqualTo(JobState.RUNNING);
        }
    }

    @Test
    void goesOnAfterARestart() throws InterruptedException {
        FakeHandler interrupted = new FakeHandler("work", true, context -> {
            Files.writeString(context.folder().resolve("checkpoint"), "kept");
            context.progress(0.4, "Working");
            FakeHandler.untilCancelled(context);
        });
        JobId running;
        JobId queued;
        try (Features features = Features.start(home, interrupted)) {
            JobService jobs = features.get(JobService.class);
            running = jobs.submit("work", "a", "first").id();
            queued = jobs.submit("work", "b", "second").id();
            Features.await(() -> jobs.find(running).orElseThrow().phase().equals("Working"));
        }
        assertThat(interrupted.ended).isEmpty();

        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        FakeHandler again = new FakeHandler("work", true, context -> {
            boolean checkpoint = Files.exists(context.folder().resolve("checkpoint"));
            seen.add(context.parameters() + (checkpoint ? " goes on" : " begins") + " at "
                    + context.job().progress());
        });
        try (Features features = Features.start(home, again)) {
            assertThat(features.await(running).state()).isEqualTo(JobState.SUCCEEDED);
            assertThat(features.await(queued).state()).isEqualTo(JobState.SUCCEEDED);
        }
        assertThat(seen).containsExactly("first goes on at 0.4", "second begins at 0.0");
        assertThat(again.resumed).containsExactly(true, false);
    }

    @Test
    void keepsEndedJobsOverARestart() {
        FakeHandler handler = new FakeHandler("work", true, context -> {
            throw new ProblemException("Bad", "It is bad.");
        });
        Job failed;
        try (Features features = Features.start(home, handler)) {
            failed = features.await(
                    features.get(JobService.class).submit("work", "a", "").id());
        }
        FakeHandler again = new FakeHandler("work", true, context -> {});
        try (Features features = Features.start(home, again)) {
            assertThat(features.get(JobService.class).find(failed.id())).contains(failed);
        }
        assertThat(again.resumed).isEmpty();
    }

    @Test
    void forgetsEverythingOfASubject() throws InterruptedException {
        FakeHandler handler = new FakeHandler("work", true, context -> {
            context.log("begun");
            FakeHandler.untilCancelled(context);
        });
        try (Features features = Features.start(home, handler)) {
            JobService jobs = features.get(JobService.class);
            Job job = jobs.submit("work", "a", "");
            Job other = jobs.submit("work", "b", "");
            handler.begun.await();

            jobs.forget("a");

            assertThat(jobs.latestFor("a")).isEmpty();
            assertThat(jobs.latestFor("b")).isPresent();
            Features.await(
                    () -> handler.ended.stream().anyMatch(ended -> ended.id().equals(job.id())));
            Features.await(() -> jobs.find(other.id()).orElseThrow().state() == JobState.RUNNING);
        }
    }

    @Test
    void tellsListenersInOrderAndBearsOneThatThrows() {
        FakeHandler handler = new FakeHandler("work", true, context -> {
            context.progress(0.1, "One");
            context.progress(0.2, "Two");
        });
        try (Features features = Features.start(home, handler)) {
            JobService jobs = features.get(JobService.class);
            List<String> heard = Collections.synchronizedList(new ArrayList<>());
            CountDownLatch ended = new CountDownLatch(1);
            jobs.subscribe(job -> {
                throw new IllegalStateException("odd");
            });
            JobService.Subscription subscription = jobs.subscribe(job -> {
                heard.add(job.state() + " " + job.phase());
                if (job.state().isFinal()) {
                    ended.countDown();
                }
            });

            features.await(jobs.submit("work", "a", "").id());
            Features.await(() -> ended.getCount() == 0);
            subscription.close();
            features.await(jobs.submit("work", "b", "").id());

            assertThat(heard).containsExactly("RUNNING ", "RUNNING One", "RUNNING Two", "SUCCEEDED Two");
        }
    }

    @Test
    void knowsWhichJobsChangedSinceAsTheyAreNow() {
        FakeHandler handler = new FakeHandler("work", true, context -> context.progress(0.5, "Half way"));
        try (Features features = Features.start(home, handler)) {
            JobService jobs = features.get(JobService.class);
            long atFirst = jobs.newsCount();
            Job one = done(jobs, "a");
            long afterOne = jobs.newsCount();
            Job two = done(jobs, "b");

            assertThat(jobs.changedSince(atFirst)).containsExactly(one, two);
            assertThat(jobs.changedSince(afterOne)).containsExactly(two);
            assertThat(jobs.changedSince(jobs.newsCount())).isEmpty();
            jobs.forget("b");
            assertThat(jobs.changedSince(atFirst)).containsExactly(one);
        }
    }

    @Test
    void tellsOfAllJobsWhenTooMuchHasHappened() {
        FakeHandler handler = new FakeHandler("work", true, context -> {});
        try (Features features = Features.start(home, handler)) {
            JobService jobs = features.get(JobService.class);
            Job before = done(jobs, "before");
            long heard = jobs.newsCount();
            Job first = done(jobs, "first");
            List<Job> more = IntStream.range(0, 100)
                    .mapToObj(i -> jobs.submit("work", "more", ""))
                    .toList();
            features.await(more.getLast().id());

            assertThat(jobs.changedSince(heard)).hasSize(102).contains(before, first);
        }
    }

    /** A job whose end has been told. */
    private static Job done(JobService jobs, String subject) {
        try (HeldJobs held = new HeldJobs(jobs)) {
            JobId id = jobs.submit("work", subject, "").id();
            held.awaitEnd(subject);
            return jobs.find(id).orElseThrow();
        }
    }
}
