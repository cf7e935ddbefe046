package dev.attune.dataset;

import dev.attune.project.ProjectId;
import dev.attune.shared.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/** The tables {@code datasets}, {@code dataset_utterances} and {@code dataset_problems}. */
@Repository
class DatasetStore {

    private static final int BATCH = 1000;
    private static final String SELECT =
            "select id, project_id, name, description, kind, locale, status, file_name, bytes,"
                    + " content_hash, accepted, rejected, warnings, audio_seconds, failure, created from datasets";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final TransactionOperations transactions;

    DatasetStore(JdbcClient jdbc, JdbcTemplate batches, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.transactions = transactions;
    }

    void insert(Dataset dataset) {
        jdbc.sql("insert into datasets (id, project_id, name, description, kind, locale, status, file_name, bytes,"
                        + " content_hash, accepted, rejected, warnings, audio_seconds, failure, created)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        dataset.id().value(),
                        dataset.project().value(),
                        dataset.name(),
                        dataset.description(),
                        dataset.kind().name(),
                        dataset.locale(),
                        dataset.status().name(),
                        dataset.fileName(),
                        dataset.bytes(),
                        dataset.contentHash(),
                        dataset.accepted(),
                        dataset.rejected(),
                        dataset.warnings(),
                        dataset.audioSeconds(),
                        dataset.failure(),
                        dataset.created().atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * Stores the outcome of an import, all or nothing.
     *
     * @return false, with nothing changed, if the data set was deleted or ended meanwhile
     */
    boolean finish(Dataset outcome, List<StoredUtterance> utterances, List<Problem> problems) {
        return Boolean.TRUE.equals(transactions.execute(status -> {
            if (!end(outcome)) {
                return false;
            }
            insertUtterances(outcome.id(), utterances);
            insertColumns(outcome.id(), utterances);
            insertProblems(outcome.id(), problems);
            return true;
        }));
    }

    /** Stores an imported data set of lines whose row is not there yet, or replaces the row and its problems; all or nothing. */
    void save(Dataset outcome, List<Problem> problems) {
        transactions.executeWithoutResult(status -> {
            int updated = jdbc.sql(
                            "update datasets set status = ?, bytes = ?, content_hash = ?, accepted = ?, rejected = ?,"
                                    + " warnings = ?, failure = ? where id = ?")
                    .params(
                            outcome.status().name(),
                            outcome.bytes(),
                            outcome.contentHash(),
                            outcome.accepted(),
                            outcome.rejected(),
                            outcome.warnings(),
                            outcome.failure(),
                            outcome.id().value())
                    .update();
            if (updated == 0) {
                insert(outcome);
            }
            jdbc.sql("delete from dataset_problems where dataset_id = ?")
                    .param(outcome.id().value())
                    .update();
            insertProblems(outcome.id(), problems);
        });
    }

    private boolean end(Dataset outcome) {
        return jdbc.sql("update datasets set status = ?, content_hash = ?, accepted = ?, rejected = ?, warnings = ?,"
                                + " audio_seconds = ?, failure = ? where id = ? and status = 'PROCESSING'")
                        .params(
                                outcome.status().name(),
                                outcome.contentHash(),
                                outcome.accepted(),
                                outcome.rejected(),
                                outcome.warnings(),
                                outcome.audioSeconds(),
                                outcome.failure(),
                                outcome.id().value())
                        .update()
                == 1;
    }

    /** Ends a data set that is still being processed; any other stays as it is. */
    void fail(DatasetId id, String failure) {
        jdbc.sql("update datasets set status = 'FAILED', failure = ? where id = ? and status = 'PROCESSING'")
                .params(failure, id.value())
                .update();
    }

    Optional<Dataset> find(DatasetId id) {
        return jdbc.sql(SELECT + " where id = ?")
                .param(id.value())
                .query(DatasetStore::map)
                .optional();
    }

    /** Newest first. */
    List<Dataset> list(ProjectId project) {
        return jdbc.sql(SELECT + " where project_id = ? order by created desc, id")
                .param(project.value())
                .query(DatasetStore::map)
                .list();
    }

    void delete(DatasetId id) {
        jdbc.sql("delete from datasets where id = ?").param(id.value()).update();
    }

    List<StoredUtterance> utterances(DatasetId id, int offset, int limit) {
        int end = (int) Math.min(Integer.MAX_VALUE, (long) offset + limit);
        Map<Integer, SortedMap<String, String>> columns = new HashMap<>();
        jdbc.sql("select row_index, name, content from dataset_columns"
                        + " where dataset_id = ? and row_index >= ? and row_index < ?")
                .params(id.value(), offset, end)
                .query(row -> {
                    columns.computeIfAbsent(row.getInt("row_index"), index -> new TreeMap<>())
                            .put(row.getString("name"), row.getString("content"));
                });
        return jdbc.sql(
                        "select row_index, file_name, transcript, normalized, seconds, sample_rate_hz, speaker, audio_hash"
                                + " from dataset_utterances where dataset_id = ? and row_index >= ? and row_index < ?"
                                + " order by row_index")
                .params(id.value(), offset, end)
                .query((row, number) -> new StoredUtterance(
                        row.getString("file_name"),
                        row.getString("transcript"),
                        row.getString("normalized"),
                        row.getDouble("seconds"),
                        row.getInt("sample_rate_hz"),
                        row.getString("speaker"),
                        row.getString("audio_hash"),
                        columns.getOrDefault(row.getInt("row_index"), Collections.emptySortedMap())))
                .list();
    }

    int countUtterances(DatasetId id) {
        return jdbc.sql("select count(*) from dataset_utterances where dataset_id = ?")
                .param(id.value())
                .query(Integer.class)
                .single();
    }

    /** How many utterances of one data set have the very audio of some utterance of the other. */
    int sharedAudio(DatasetId one, DatasetId other) {
        return jdbc.sql(
                        "select count(*) from dataset_utterances a where a.dataset_id = ? and exists"
                                + " (select 1 from dataset_utterances b where b.dataset_id = ? and b.audio_hash = a.audio_hash)")
                .params(one.value(), other.value())
                .query(Integer.class)
                .single();
    }

    List<Problem> problems(DatasetId id) {
        return jdbc.sql("select code, severity, file_name, line_number, message from dataset_problems"
                        + " where dataset_id = ? order by row_index")
                .param(id.value())
                .query((row, number) -> new Problem(
                        row.getString("code"),
                        Problem.Severity.valueOf(row.getString("severity")),
                        row.getString("file_name"),
                        row.getInt("line_number"),
                        row.getString("message")))
                .list();
    }

    private void insertUtterances(DatasetId id, List<StoredUtterance> utterances) {
        List<Object[]> rows = new ArrayList<>(BATCH);
        for (int i = 0; i < utterances.size(); i++) {
            StoredUtterance utterance = utterances.get(i);
            rows.add(new Object[] {
                id.value(),
                i,
                utterance.file(),
                utterance.transcript(),
                utterance.normalized(),
                utterance.seconds(),
                utterance.sampleRateHz(),
                utterance.speaker(),
                utterance.audioHash()
            });
            if (rows.size() == BATCH || i == utterances.size() - 1) {
                batches.batchUpdate(
                        "insert into dataset_utterances (dataset_id, row_index, file_name, transcript, normalized,"
                                + " seconds, sample_rate_hz, speaker, audio_hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        rows);
                rows.clear();
            }
        }
    }

    private void insertColumns(DatasetId id, List<StoredUtterance> utterances) {
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < utterances.size(); i++) {
            int row = i;
            utterances
                    .get(i)
                    .columns()
                    .forEach((name, content) -> rows.add(new Object[] {id.value(), row, name, content}));
        }
        for (int from = 0; from < rows.size(); from += BATCH) {
            batches.batchUpdate(
                    "insert into dataset_columns (dataset_id, row_index, name, content) values (?, ?, ?, ?)",
                    rows.subList(from, Math.min(rows.size(), from + BATCH)));
        }
    }

    private void insertProblems(DatasetId id, List<Problem> problems) {
        List<Object[]> rows = new ArrayList<>(BATCH);
        for (int i = 0; i < problems.size(); i++) {
            Problem problem = problems.get(i);
            rows.add(new Object[] {
                id.value(),
                i,
                problem.code(),
                problem.severity().name(),
                problem.file(),
                problem.line(),
                problem.message()
            });
            if (rows.size() == BATCH || i == problems.size() - 1) {
                batches.batchUpdate(
                        "insert into dataset_problems (dataset_id, row_index, code, severity, file_name, line_number,"
                                + " message) values (?, ?, ?, ?, ?, ?, ?)",
                        rows);
                rows.clear();
            }
        }
    }

    private static Dataset map(ResultSet row, int number) throws SQLException {
        return new Dataset(
                new DatasetId(row.getObject("id", UUID.class)),
                new ProjectId(row.getObject("project_id", UUID.class)),
                row.getString("name"),
                row.getString("description"),
                DatasetKind.valueOf(row.getString("kind")),
                row.getString("locale"),
                DatasetStatus.valueOf(row.getString("status")),
                row.getString("file_name"),
                row.getLong("bytes"),
                row.getString("content_hash"),
                row.getInt("accepted"),
                row.getInt("rejected"),
                row.getInt("warnings"),
                row.getDouble("audio_seconds"),
                row.getString("failure"),
                row.getObject("created", OffsetDateTime.class).toInstant());
    }
}
