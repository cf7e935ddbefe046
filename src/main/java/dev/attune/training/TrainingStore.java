package dev.attune.training;

import dev.attune.dataset.DatasetId;
import dev.attune.dataset.DatasetKind;
import dev.attune.project.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables {@code trainings}, {@code training_datasets}, {@code training_metrics} and {@code training_figures}. */
@Repository
class TrainingStore {

    private static final String COLUMNS =
            "id, project_id, name, description, baseline, baseline_name, scenario, test_dataset, test_dataset_name,"
                    + " lm_weight, max_minutes, seed, speak_text, status, failure, model, code_version, machine, created, started,"
                    + " finished";
    private static final String SELECT = "select " + COLUMNS + " from trainings";
    private static final String DATASET_COLUMNS =
            "d.training_id, d.dataset_id, d.name, d.kind, d.content_hash, d.accepted, d.audio_seconds";

    private final JdbcClient jdbc;

    TrainingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Call it inside a transaction. */
    void insert(Training training) {
        @Nullable
        UUID test =
                training.testDataset() == null ? null : training.testDataset().value();
        jdbc.sql("insert into trainings (" + COLUMNS
                        + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        training.id().value(),
                        training.project().value(),
                        training.name(),
                        training.description(),
                        training.baseline(),
                        training.baselineName(),
                        training.scenario(),
                        test,
                        training.testDatasetName(),
                        training.lmWeight(),
                        training.maxMinutes(),
                        training.seed(),
                        training.speakText(),
                        training.status().name(),
                        training.failure(),
                        training.model(),
                        training.codeVersion(),
                        training.machine(),
                        offset(training.created()),
                        offset(training.started()),
                        offset(training.finished()))
                .update();
        for (int i = 0; i < training.datasets().size(); i++) {
            TrainingDataset dataset = training.datasets().get(i);
            jdbc.sql("insert into training_datasets (training_id, row_index, dataset_id, name, kind, content_hash,"
                            + " accepted, audio_seconds) values (?, ?, ?, ?, ?, ?, ?, ?)")
                    .params(
                            training.id().value(),
                            i,
                            dataset.id().value(),
                            dataset.name(),
                            dataset.kind().name(),
                            dataset.contentHash(),
                            dataset.accepted(),
                            dataset.audioSeconds())
                    .update();
        }
    }

    /** Newest first. */
    List<Training> list(ProjectId project) {
        Map<UUID, List<TrainingDataset>> datasets = jdbc
                .sql("select " + DATASET_COLUMNS
                        + " from training_datasets d join trainings t on t.id = d.training_id where t.project_id = ?"
                        + " order by d.training_id, d.row_index")
                .param(project.value())
                .query(TrainingStore::owned)
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Owned::training, Collectors.mapping(Owned::dataset, Collectors.toList())));
        return jdbc.sql(SELECT + " where project_id = ? order by created desc, id")
                .param(project.value())
                .query((row, number) -> map(row, datasets.getOrDefault(row.getObject("id", UUID.class), List.of())))
                .list();
    }

    Optional<Training> find(TrainingId id) {
        List<TrainingDataset> datasets = jdbc
                .sql("select " + DATASET_COLUMNS
                        + " from training_datasets d where d.training_id = ? order by d.row_index")
                .param(id.value())
                .query(TrainingStore::owned)
                .list()
                .stream()
                .map(Owned::dataset)
                .toList();
        return jdbc.sql(SELECT + " where id = ?")
                .param(id.value())
                .query((row, number) -> map(row, datasets))
                .optional();
    }

    /** Notes where it runs, and when it began if it had not. */
    void begin(TrainingId id, String codeVersion, String machine, Instant at) {
        jdbc.sql("update trainings set code_version = ?, machine = ?, started = coalesce(started, ?) where id = ?")
                .params(codeVersion, machine, offset(at), id.value())
                .update();
    }

    /**
     * Notes the model.
     *
     * @return false, with nothing changed, if it was deleted or has ended meanwhile
     */
    boolean succeed(TrainingId id, String model, Instant at) {
        return jdbc.sql("update trainings set status = 'SUCCEEDED', model = ?, finished = ?"
                                + " where id = ? and status = 'PROCESSING'")
                        .params(model, offset(at), id.value())
                        .update()
                == 1;
    }

    /** Ends a training that is still processing; any other stays as it is. */
    void end(TrainingId id, TrainingStatus status, @Nullable String failure, Instant at) {
        jdbc.sql("update trainings set status = ?, failure = ?, finished = ? where id = ? and status = 'PROCESSING'")
                .params(status.name(), failure, offset(at), id.value())
                .update();
    }

    /** Makes one that failed or was cancelled processing again; false, with nothing changed, for any other. */
    boolean restart(TrainingId id) {
        return jdbc.sql("update trainings set status = 'PROCESSING', failure = null, started = null, finished = null"
                                + " where id = ? and status in ('FAILED', 'CANCELLED')")
                        .param(id.value())
                        .update()
                == 1;
    }

    void delete(TrainingId id) {
        jdbc.sql("delete from trainings where id = ?").param(id.value()).update();
    }

    /** How many trainings that have not ended start from a model. */
    int countUnfinishedFrom(String baseline) {
        return jdbc.sql("select count(*) from trainings where baseline = ? and status = 'PROCESSING'")
                .param(baseline)
                .query(Integer.class)
                .single();
    }

    /** A second value of the same step replaces the first. */
    void addMetric(TrainingId id, TrainingMetric metric, long step, double value, Instant at) {
        int updated = jdbc.sql("update training_metrics set amount = ?, measured = ?"
                        + " where training_id = ? and metric = ? and step = ?")
                .params(value, offset(at), id.value(), metric.name(), step)
                .update();
        if (updated == 0) {
            jdbc.sql(
                            "insert into training_metrics (training_id, metric, step, amount, measured) values (?, ?, ?, ?, ?)")
                    .params(id.value(), metric.name(), step, value, offset(at))
                    .update();
        }
    }

    /** Removes what was measured at this step and later. */
    void deleteMetricsFrom(TrainingId id, long step) {
        jdbc.sql("delete from training_metrics where training_id = ? and step >= ?")
                .params(id.value(), step)
                .update();
    }

    /** By step; metrics without a value are absent. */
    Map<TrainingMetric, List<TrainingMetric.Point>> metrics(TrainingId id) {
        record Row(TrainingMetric metric, TrainingMetric.Point point) {}
        return jdbc
                .sql("select metric, step, amount from training_metrics where training_id = ? order by metric, step")
                .param(id.value())
                .query((row, number) -> new Row(
                        TrainingMetric.valueOf(row.getString("metric")),
                        new TrainingMetric.Point(row.getLong("step"), row.getDouble("amount"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Row::metric,
                        () -> new EnumMap<>(TrainingMetric.class),
                        Collectors.mapping(Row::point, Collectors.toList())));
    }

    void setFigures(TrainingId id, Map<String, Double> figures) {
        jdbc.sql("delete from training_figures where training_id = ?")
                .param(id.value())
                .update();
        new TreeMap<>(figures).forEach((figure, amount) -> jdbc.sql(
                        "insert into training_figures (training_id, figure, amount) values (?, ?, ?)")
                .params(id.value(), figure, amount)
                .update());
    }

    /** By name. */
    Map<String, Double> figures(TrainingId id) {
        Map<String, Double> figures = new LinkedHashMap<>();
        jdbc.sql("select figure, amount from training_figures where training_id = ? order by figure")
                .param(id.value())
                .query(row -> {
                    figures.put(row.getString("figure"), row.getDouble("amount"));
                });
        return figures;
    }

    private record Owned(UUID training, TrainingDataset dataset) {}

    private static Owned owned(ResultSet row, int number) throws SQLException {
        return new Owned(
                row.getObject("training_id", UUID.class),
                new TrainingDataset(
                        new DatasetId(row.getObject("dataset_id", UUID.class)),
                        row.getString("name"),
                        DatasetKind.valueOf(row.getString("kind")),
                        row.getString("content_hash"),
                        row.getInt("accepted"),
                        row.getDouble("audio_seconds")));
    }

    private static Training map(ResultSet row, List<TrainingDataset> datasets) throws SQLException {
        @Nullable UUID test = row.getObject("test_dataset", UUID.class);
        return new Training(
                new TrainingId(row.getObject("id", UUID.class)),
                new ProjectId(row.getObject("project_id", UUID.class)),
                row.getString("name"),
                row.getString("description"),
                row.getString("baseline"),
                row.getString("baseline_name"),
                row.getString("scenario"),
                datasets,
                test == null ? null : new DatasetId(test),
                row.getString("test_dataset_name"),
                row.getDouble("lm_weight"),
                row.getDouble("max_minutes"),
                row.getLong("seed"),
                row.getBoolean("speak_text"),
                TrainingStatus.valueOf(row.getString("status")),
                row.getString("failure"),
                row.getString("model"),
                row.getString("code_version"),
                row.getString("machine"),
                row.getObject("created", OffsetDateTime.class).toInstant(),
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
