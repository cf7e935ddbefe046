package dev.attune.evaluation;

import dev.attune.dataset.DatasetId;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/** The table {@code decoder_searches}: the last search for each model of an evaluation. */
@Repository
class SearchStore {

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    SearchStore(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** Puts a result in the place of the one before. */
    void keep(EvaluationId id, int model, FoundSettings found) {
        transactions.executeWithoutResult(status -> {
            jdbc.sql("delete from decoder_searches where evaluation_id = ? and model_index = ?")
                    .params(id.value(), model)
                    .update();
            jdbc.sql("insert into decoder_searches (evaluation_id, model_index, dataset_id, dataset_name, dataset_hash,"
                            + " utterances, trials, words, errors_before, errors_after, lm_weight, word_bonus,"
                            + " blank_penalty) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                    .params(
                            id.value(),
                            model,
                            found.dataset().value(),
                            found.datasetName(),
                            found.datasetHash(),
                            found.utterances(),
                            found.trials(),
                            found.words(),
                            found.errorsBefore(),
                            found.errorsAfter(),
                            found.lmWeight(),
                            found.wordBonus(),
                            found.blankPenalty())
                    .update();
        });
    }

    Optional<FoundSettings> find(EvaluationId id, int model) {
        return jdbc.sql("select dataset_id, dataset_name, dataset_hash, utterances, trials, words, errors_before,"
                        + " errors_after, lm_weight, word_bonus, blank_penalty from decoder_searches"
                        + " where evaluation_id = ? and model_index = ?")
                .params(id.value(), model)
                .query((row, number) -> new FoundSettings(
                        new DatasetId(row.getObject("dataset_id", UUID.class)),
                        row.getString("dataset_name"),
                        row.getString("dataset_hash"),
                        row.getInt("utterances"),
                        row.getInt("trials"),
                        row.getInt("words"),
                        row.getInt("errors_before"),
                        row.getInt("errors_after"),
                        row.getDouble("lm_weight"),
                        row.getDouble("word_bonus"),
                        row.getDouble("blank_penalty")))
                .optional();
    }
}
