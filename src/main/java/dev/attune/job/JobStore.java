package dev.attune.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code jobs}. The remaining time is not stored. */
@Repository
class JobStore {

    private static final String SELECT =
            "select id, kind, subject, state, progress, phase, failure, created, started, finished from jobs";

    private final JdbcClient jdbc;

    JobStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Job job, String parameters) {
        jdbc.sql(
                        "insert into jobs (id, kind, subject, parameters, state, progress, phase, failure, created, started, finished)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        job.id().value(),
                        job.kind(),
                        job.subject(),
                        parameters,
                        job.state().name(),
                        job.progress(),
                        job.phase(),
                        job.failure(),
                        offset(job.created()),
                        offset(job.started()),
                        offset(job.finished()))
                .update();
    }

    /** Stores all that changes in a job's life. */
    void update(Job job) {
        jdbc.sql(
                        "update jobs set state = ?, progress = ?, phase = ?, failure = ?, started = ?, finished = ? where id = ?")
                .params(
                        job.state().name(),
                        job.progress(),
                        job.phase(),
                        job.failure(),
                        offset(job.started()),
                        offset(job.finished()),
                        job.id().value())
                .update();
    }

    Optional<Job> find(JobId id) {
        return jdbc.sql(SELECT + " where id = ?")
                .param(id.value())
                .query(JobStore::map)
                .optional();
    }

    Optional<Job> latestFor(String subject) {
        return jdbc.sql(SELECT + " where subject = ? order by created desc, id fetch first 1 rows only")
                .param(subject)
                .query(JobStore::map)
                .optional();
    }

    List<Job> ofSubject(String subject) {
        return jdbc.sql(SELECT + " where subject = ? order by created desc, id")
                .param(subject)
                .query(JobStore::map)
                .list();
    }

    /** Newest first. */
    List<Job> list() {
        return jdbc.sql(SELECT + " order by created desc, id")
                .query(JobStore::map)
                .list();
    }

    /** Queued and running jobs, oldest first. */
    List<Job> unfinished() {
        return jdbc.sql(SELECT + " where state in ('NOT_STARTED', 'RUNNING') order by created, id")
                .query(JobStore::map)
                .list();
    }

    String parameters(JobId id) {
        return jdbc.sql("select parameters from jobs where id = ?")
                .param(id.value())
                .query(String.class)
                .single();
    }

    void delete(JobId id) {
        jdbc.sql("delete from jobs where id = ?").param(id.value()).update();
    }

    private static Job map(ResultSet row, int number) throws SQLException {
        Instant created = instant(row, "created");
        if (created == null) {
            throw new SQLException("jobs.created is null");
        }
        return new Job(
                new JobId(row.getObject("id", UUID.class)),
                row.getString("kind"),
                row.getString("subject"),
                JobState.valueOf(row.getString("state")),
                row.getDouble("progress"),
                row.getString("phase"),
                null,
                row.getString("failure"),
                created,
                instant(row, "started"),
                instant(row, "finished"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static @Nullable OffsetDateTime offset(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
