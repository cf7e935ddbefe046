package dev.attune.evaluation;

import dev.attune.dataset.DatasetId;
import dev.attune.project.ProjectId;
import dev.attune.speech.score.ErrorCounts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/** The tables {@code evaluations}, {@code evaluation_models} and {@code evaluation_pairs}. */
@Repository
class EvaluationStore {

    private static final String SELECT = "select id, project_id, name, description, dataset_id, dataset_name, locale,"
            + " utterances, audio_seconds, status, failure, created, kind from evaluations";
    private static final String SELECT_MODELS =
            "select m.evaluation_id, m.model_id, m.name, m.kind, m.word_hits, m.word_substitutions, m.word_deletions,"
                    + " m.word_insertions, m.character_hits, m.character_substitutions, m.character_deletions,"
                    + " m.character_insertions, m.wrong_utterances, m.interval_low, m.interval_high, e.utterances"
                    + " from evaluation_models m join evaluations e on e.id = m.evaluation_id";
    private static final String SELECT_PAIRS =
            "select p.evaluation_id, p.model_a, p.model_b, p.difference, p.interval_low, p.interval_high,"
                    + " p.probability_of_improvement, p.segments, p.p_value, p.a_better, p.b_better, p.equally_good,"
                    + " p.sign_p_value from evaluation_pairs p join evaluations e on e.id = p.evaluation_id";

    /** Room for the names of all test sets in {@code evaluations}. */
    private static final int MOST_NAMES = 200;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final TransactionOperations transactions;

    EvaluationStore(JdbcClient jdbc, JdbcTemplate batches, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.transactions = transactions;
    }

    /** Stores a new evaluation with its models, without figures. */
    void insert(Evaluation evaluation) {
        transactions.executeWithoutResult(status -> {
            jdbc.sql("insert into evaluations (id, project_id, name, description, dataset_id, dataset_name, locale,"
                            + " utterances, audio_seconds, status, failure, created, kind)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                    .params(
                            evaluation.id().value(),
                            evaluation.project().value(),
                            evaluation.name(),
                            evaluation.description(),
                            evaluation.dataset().value(),
                            shortened(evaluation.datasetName()),
                            evaluation.locale(),
                            evaluation.utterances(),
                            evaluation.audioSeconds(),
                            evaluation.status().name(),
                            evaluation.failure(),
                            evaluation.created().atOffset(ZoneOffset.UTC),
                            evaluation.kind().name())
                    .update();
            for (int i = 0; i < evaluation.testSets().size(); i++) {
                TestSet testSet = evaluation.testSets().get(i);
                jdbc.sql("insert into evaluation_datasets (evaluation_id, position, dataset_id, name)"
                                + " values (?, ?, ?, ?)")
                        .params(evaluation.id().value(), i, testSet.dataset().value(), testSet.name())
                        .update();
            }
            for (int i = 0; i < evaluation.models().size(); i++) {
                TestedModel model = evaluation.models().get(i);
                jdbc.sql("insert into evaluation_models (evaluation_id, model_index, model_id, name, kind)"
                                + " values (?, ?, ?, ?, ?)")
                        .params(evaluation.id().value(), i, model.modelId(), model.name(), model.kind())
                        .update();
            }
        });
    }

    /**
     * Stores the outcome, all or nothing.
     *
     * @return false, with nothing changed, if the evaluation was deleted or ended meanwhile
     */
    boolean finish(EvaluationId id, List<ModelFigures> figures, List<ModelPair> pairs) {
        return Boolean.TRUE.equals(transactions.execute(status -> {
            if (!changeStatus(id, EvaluationStatus.PROCESSING, EvaluationStatus.SUCCEEDED, null)) {
                return false;
            }
            for (int i = 0; i < figures.size(); i++) {
                updateFigures(id, i, figures.get(i));
            }
            insertPairs(id, pairs);
            updateSortKeys(id);
            return true;
        }));
    }

    /** Ends or restarts an evaluation if it is in a certain state; returns whether it was. */
    boolean changeStatus(EvaluationId id, EvaluationStatus from, EvaluationStatus to, @Nullable String failure) {
        return jdbc.sql("update evaluations set status = ?, failure = ? where id = ? and status = ?")
                        .params(to.name(), failure, id.value(), from.name())
                        .update()
                == 1;
    }

    Optional<Evaluation> find(EvaluationId id) {
        return list("e.id = ?", " where id = ?", id.value()).stream().findFirst();
    }

    /** Newest first. */
    List<Evaluation> list(ProjectId project) {
        return list("e.project_id = ?", " where project_id = ?", project.value());
    }

    /** The rules of normalisation under which the evaluation is scored; empty before it began, and for those of older versions. */
    String normalization(EvaluationId id) {
        return jdbc.sql("select coalesce(normalization, '') from evaluations where id = ?")
                .param(id.value())
                .query(String.class)
                .optional()
                .orElse("");
    }

    void setNormalization(EvaluationId id, String normalization) {
        jdbc.sql("update evaluations set normalization = ? where id = ?")
                .params(normalization, id.value())
                .update();
    }

    void delete(EvaluationId id) {
        jdbc.sql("delete from evaluations where id = ?").param(id.value()).update();
    }

    private static String shortened(String names) {
        return names.length() <= MOST_NAMES ? names : names.substring(0, MOST_NAMES - 1) + "\u2026";
    }

    private List<Evaluation> list(String childCondition, String condition, UUID parameter) {
        Map<UUID, List<TestedModel>> models = new HashMap<>();
        jdbc.sql(SELECT_MODELS + " where " + childCondition + " order by m.evaluation_id, m.model_index")
                .param(parameter)
                .query(row -> {
                    models.computeIfAbsent(row.getObject("evaluation_id", UUID.class), id -> new ArrayList<>())
                            .add(mapModel(row));
                });
        Map<UUID, List<ModelPair>> pairs = new HashMap<>();
        jdbc.sql(SELECT_PAIRS + " where " + childCondition + " order by p.evaluation_id, p.model_a, p.model_b")
                .param(parameter)
                .query(row -> {
                    pairs.computeIfAbsent(row.getObject("evaluation_id", UUID.class), id -> new ArrayList<>())
                            .add(mapPair(row));
                });
        Map<UUID, List<TestSet>> testSets = new HashMap<>();
        jdbc.sql("select d.evaluation_id, d.dataset_id, d.name from evaluation_datasets d"
                        + " join evaluations e on e.id = d.evaluation_id where " + childCondition
                        + " order by d.evaluation_id, d.position")
                .param(parameter)
                .query(row -> {
                    testSets.computeIfAbsent(row.getObject("evaluation_id", UUID.class), id -> new ArrayList<>())
                            .add(new TestSet(
                                    new DatasetId(row.getObject("dataset_id", UUID.class)), row.getString("name")));
                });
        return jdbc.sql(SELECT + condition + " order by created desc, id")
                .param(parameter)
                .query((row, number) -> map(row, testSets, models, pairs))
                .list();
    }

    private void updateFigures(EvaluationId id, int model, ModelFigures figures) {
        ErrorCounts words = figures.words();
        ErrorCounts characters = figures.characters();
        jdbc.sql("update evaluation_models set word_hits = ?, word_substitutions = ?, word_deletions = ?,"
                        + " word_insertions = ?, character_hits = ?, character_substitutions = ?, character_deletions = ?,"
                        + " character_insertions = ?, wrong_utterances = ?, interval_low = ?, interval_high = ?"
                        + " where evaluation_id = ? and model_index = ?")
                .params(
                        words.correct(),
                        words.substitutions(),
                        words.deletions(),
                        words.insertions(),
                        characters.correct(),
                        characters.substitutions(),
                        characters.deletions(),
                        characters.insertions(),
                        figures.wrongUtterances(),
                        figures.low(),
                        figures.high(),
                        id.value(),
                        model)
                .update();
    }

    private void insertPairs(EvaluationId id, List<ModelPair> pairs) {
        batches.batchUpdate(
                "insert into evaluation_pairs (evaluation_id, model_a, model_b, difference, interval_low, interval_high,"
                        + " probability_of_improvement, segments, p_value, a_better, b_better, equally_good, sign_p_value)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                pairs.stream()
                        .map(pair -> new Object[] {
                            id.value(),
                            pair.a(),
                            pair.b(),
                            pair.difference(),
                            pair.low(),
                            pair.high(),
                            pair.probabilityOfImprovement(),
                            pair.segments(),
                            pair.pValue(),
                            pair.aBetter(),
                            pair.bBetter(),
                            pair.equal(),
                            pair.signPValue()
                        })
                        .toList());
    }

    /** What the list of utterances is sorted and filtered by, so that a page of it is one quick query. */
    private void updateSortKeys(EvaluationId id) {
        String errors =
                "(select r.errors from evaluation_results r where r.evaluation_id = evaluation_utterances.evaluation_id"
                        + " and r.row_index = evaluation_utterances.row_index and r.model_index = %d)";
        jdbc.sql("update evaluation_utterances set errors = (select sum(r.errors) from evaluation_results r"
                        + " where r.evaluation_id = evaluation_utterances.evaluation_id"
                        + " and r.row_index = evaluation_utterances.row_index), change_errors = coalesce("
                        + errors.formatted(1) + " - " + errors.formatted(0) + ", 0) where evaluation_id = ?")
                .param(id.value())
                .update();
    }

    private static Evaluation map(
            ResultSet row,
            Map<UUID, List<TestSet>> testSets,
            Map<UUID, List<TestedModel>> models,
            Map<UUID, List<ModelPair>> pairs)
            throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new Evaluation(
                new EvaluationId(id),
                new ProjectId(row.getObject("project_id", UUID.class)),
                row.getString("name"),
                row.getString("description"),
                EvaluationKind.valueOf(row.getString("kind")),
                testSets.getOrDefault(
                        id,
                        List.of(new TestSet(
                                new DatasetId(row.getObject("dataset_id", UUID.class)),
                                row.getString("dataset_name")))),
                row.getString("locale"),
                row.getInt("utterances"),
                row.getDouble("audio_seconds"),
                EvaluationStatus.valueOf(row.getString("status")),
                row.getString("failure"),
                row.getObject("created", OffsetDateTime.class).toInstant(),
                models.getOrDefault(id, List.of()),
                pairs.getOrDefault(id, List.of()));
    }

    private static TestedModel mapModel(ResultSet row) throws SQLException {
        int hits = row.getInt("word_hits");
        ModelFigures figures = row.wasNull()
                ? null
                : new ModelFigures(
                        counts(row, "word", hits),
                        counts(row, "character", row.getInt("character_hits")),
                        row.getInt("utterances"),
                        row.getInt("wrong_utterances"),
                        row.getDouble("interval_low"),
                        row.getDouble("interval_high"));
        return new TestedModel(row.getString("model_id"), row.getString("name"), row.getString("kind"), figures);
    }

    private static ErrorCounts counts(ResultSet row, String unit, int hits) throws SQLException {
        int substitutions = row.getInt(unit + "_substitutions");
        int deletions = row.getInt(unit + "_deletions");
        return new ErrorCounts(
                hits + substitutions + deletions, hits, substitutions, deletions, row.getInt(unit + "_insertions"));
    }

    private static ModelPair mapPair(ResultSet row) throws SQLException {
        return new ModelPair(
                row.getInt("model_a"),
                row.getInt("model_b"),
                row.getDouble("difference"),
                row.getDouble("interval_low"),
                row.getDouble("interval_high"),
                row.getDouble("probability_of_improvement"),
                row.getInt("segments"),
                row.getDouble("p_value"),
                row.getInt("a_better"),
                row.getInt("b_better"),
                row.getInt("equally_good"),
                row.getDouble("sign_p_value"));
    }
}
