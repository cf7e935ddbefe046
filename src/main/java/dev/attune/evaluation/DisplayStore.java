package dev.attune.evaluation;

import dev.attune.speech.score.ErrorCounts;
import dev.attune.speech.score.TokenErrorClass;
import dev.attune.speech.score.TokenErrors;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/** The tables {@code evaluation_display_texts} and {@code evaluation_token_errors}. */
@Repository
class DisplayStore {

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    DisplayStore(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** Stores what a model showed of an utterance; what was stored before is replaced. */
    void keep(EvaluationId id, int model, int utterance, String display) {
        transactions.executeWithoutResult(status -> {
            jdbc.sql(
                            "delete from evaluation_display_texts where evaluation_id = ? and row_index = ? and model_index = ?")
                    .params(id.value(), utterance, model)
                    .update();
            jdbc.sql("insert into evaluation_display_texts (evaluation_id, row_index, model_index, display)"
                            + " values (?, ?, ?, ?)")
                    .params(id.value(), utterance, model, display)
                    .update();
        });
    }

    /** What a model showed, by place of the utterance. */
    Map<Integer, String> displays(EvaluationId id, int model) {
        Map<Integer, String> displays = new HashMap<>();
        jdbc.sql("select row_index, display from evaluation_display_texts where evaluation_id = ? and model_index = ?")
                .params(id.value(), model)
                .query(row -> {
                    displays.put(row.getInt("row_index"), row.getString("display"));
                });
        return displays;
    }

    /** What the models showed of some utterances: by place of the utterance, then of the model. */
    Map<Integer, Map<Integer, String>> displays(EvaluationId id, List<Integer> utterances) {
        Map<Integer, Map<Integer, String>> displays = new HashMap<>();
        if (!utterances.isEmpty()) {
            jdbc.sql("select row_index, model_index, display from evaluation_display_texts"
                            + " where evaluation_id = :id and row_index in (:rows)")
                    .param("id", id.value())
                    .param("rows", new ArrayList<>(utterances))
                    .query(row -> {
                        displays.computeIfAbsent(row.getInt("row_index"), index -> new HashMap<>())
                                .put(row.getInt("model_index"), row.getString("display"));
                    });
        }
        return displays;
    }

    /** Stores the sum of a model's token errors; what was stored before is replaced. */
    void keepErrors(EvaluationId id, int model, TokenErrors errors) {
        ErrorCounts tokens = errors.tokens();
        transactions.executeWithoutResult(status -> {
            jdbc.sql("delete from evaluation_token_errors where evaluation_id = ? and model_index = ?")
                    .params(id.value(), model)
                    .update();
            jdbc.sql("insert into evaluation_token_errors (evaluation_id, model_index, hits, substitutions, deletions,"
                            + " insertions, capitalization, punctuation, inverse_text_normalization, lexical, others)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                    .params(
                            id.value(),
                            model,
                            tokens.correct(),
                            tokens.substitutions(),
                            tokens.deletions(),
                            tokens.insertions(),
                            errors.edits().get(TokenErrorClass.CAPITALIZATION),
                            errors.edits().get(TokenErrorClass.PUNCTUATION),
                            errors.edits().get(TokenErrorClass.INVERSE_TEXT_NORMALIZATION),
                            errors.edits().get(TokenErrorClass.LEXICAL),
                            errors.edits().get(TokenErrorClass.OTHERS))
                    .update();
        });
    }

    /** The sum of a model's token errors; empty where it means nothing. */
    Optional<TokenErrors> errors(EvaluationId id, int model) {
        return jdbc.sql("select hits, substitutions, deletions, insertions, capitalization, punctuation,"
                        + " inverse_text_normalization, lexical, others from evaluation_token_errors"
                        + " where evaluation_id = ? and model_index = ?")
                .params(id.value(), model)
                .query((row, number) -> errors(row))
                .optional();
    }

    private static TokenErrors errors(ResultSet row) throws SQLException {
        int hits = row.getInt("hits");
        int substitutions = row.getInt("substitutions");
        int deletions = row.getInt("deletions");
        Map<TokenErrorClass, Integer> edits = new EnumMap<>(TokenErrorClass.class);
        edits.put(TokenErrorClass.CAPITALIZATION, row.getInt("capitalization"));
        edits.put(TokenErrorClass.PUNCTUATION, row.getInt("punctuation"));
        edits.put(TokenErrorClass.INVERSE_TEXT_NORMALIZATION, row.getInt("inverse_text_normalization"));
        edits.put(TokenErrorClass.LEXICAL, row.getInt("lexical"));
        edits.put(TokenErrorClass.OTHERS, row.getInt("others"));
        return new TokenErrors(
                new ErrorCounts(
                        hits + substitutions + deletions, hits, substitutions, deletions, row.getInt("insertions")),
                edits);
    }
}
