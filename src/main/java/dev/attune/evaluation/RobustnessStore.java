package dev.attune.evaluation;

import dev.attune.speech.audio.Degradation;
import dev.attune.speech.score.ErrorCounts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/** The tables {@code robustness_tests} and {@code robustness_figures}. */
@Repository
class RobustnessStore {

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    RobustnessStore(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** Makes room for a new one, all or nothing; what was measured before is removed. */
    void begin(EvaluationId id, int utterances, Instant created) {
        transactions.executeWithoutResult(status -> {
            jdbc.sql("delete from robustness_tests where evaluation_id = ?")
                    .param(id.value())
                    .update();
            jdbc.sql("insert into robustness_tests (evaluation_id, utterances, created) values (?, ?, ?)")
                    .params(id.value(), utterances, created.atOffset(ZoneOffset.UTC))
                    .update();
        });
    }

    /** How many utterances the test takes; empty if there is none. */
    OptionalInt utterances(EvaluationId id) {
        return jdbc
                .sql("select utterances from robustness_tests where evaluation_id = ?")
                .param(id.value())
                .query(Integer.class)
                .list()
                .stream()
                .mapToInt(Integer::intValue)
                .findFirst();
    }

    void insert(EvaluationId id, int model, int position, Degradation condition, ModelFigures figures) {
        ErrorCounts words = figures.words();
        ErrorCounts characters = figures.characters();
        jdbc.sql("insert into robustness_figures (evaluation_id, model_index, position, kind, degree, word_hits,"
                        + " word_substitutions, word_deletions, word_insertions, character_hits,"
                        + " character_substitutions, character_deletions, character_insertions, utterances,"
                        + " wrong_utterances, interval_low, interval_high)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        id.value(),
                        model,
                        position,
                        condition.kind().name(),
                        condition.level(),
                        words.correct(),
                        words.substitutions(),
                        words.deletions(),
                        words.insertions(),
                        characters.correct(),
                        characters.substitutions(),
                        characters.deletions(),
                        characters.insertions(),
                        figures.utterances(),
                        figures.wrongUtterances(),
                        figures.low(),
                        figures.high())
                .update();
    }

    /** What was measured, by condition and by the model's place. */
    Map<Degradation, Map<Integer, ModelFigures>> figures(EvaluationId id) {
        Map<Degradation, Map<Integer, ModelFigures>> figures = new HashMap<>();
        jdbc.sql("select * from robustness_figures where evaluation_id = ?")
                .param(id.value())
                .query(row -> {
                    Degradation condition =
                            new Degradation(Degradation.Kind.valueOf(row.getString("kind")), row.getDouble("degree"));
                    figures.computeIfAbsent(condition, any -> new HashMap<>()).put(row.getInt("model_index"), map(row));
                });
        return figures;
    }

    /** The measurement so far, with gaps where it has not come yet; empty if none was begun. */
    Optional<Robustness> find(Evaluation evaluation) {
        if (utterances(evaluation.id()).isEmpty()) {
            return Optional.empty();
        }
        Map<Degradation, Map<Integer, ModelFigures>> figures = figures(evaluation.id());
        List<Robustness.Row> rows = Degradation.standard().stream()
                .map(condition -> new Robustness.Row(
                        condition,
                        IntStream.range(0, evaluation.models().size())
                                .mapToObj(model -> figures.getOrDefault(condition, Map.of())
                                        .get(model))
                                .toList()))
                .toList();
        return Optional.of(new Robustness(
                evaluation.models().stream().map(TestedModel::name).toList(), rows));
    }

    private static ModelFigures map(ResultSet row) throws SQLException {
        return new ModelFigures(
                counts(row, "word"),
                counts(row, "character"),
                row.getInt("utterances"),
                row.getInt("wrong_utterances"),
                row.getDouble("interval_low"),
                row.getDouble("interval_high"));
    }

    private static ErrorCounts counts(ResultSet row, String unit) throws SQLException {
        int hits = row.getInt(unit + "_hits");
        int substitutions = row.getInt(unit + "_substitutions");
        int deletions = row.getInt(unit + "_deletions");
        return new ErrorCounts(
                hits + substitutions + deletions, hits, substitutions, deletions, row.getInt(unit + "_insertions"));
    }
}
