package dev.attune.evaluation;

import dev.attune.shared.DataDirectory;
import dev.attune.speech.score.Alignment;
import dev.attune.speech.score.CorpusScore;
import dev.attune.speech.score.ErrorCounts;
import dev.attune.speech.score.OutOfVocabulary;
import dev.attune.speech.score.UtteranceScore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/** The tables {@code evaluation_utterances} and {@code evaluation_results}. */
@Repository
class ResultStore {

    private static final int BATCH = 1000;
    private static final String UTTERANCE_COLUMNS =
            "row_index, file_name, audio_path, transcript, reference, seconds, speaker";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final TransactionOperations transactions;
    private final DataDirectory home;

    ResultStore(JdbcClient jdbc, JdbcTemplate batches, TransactionOperations transactions, DataDirectory home) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.transactions = transactions;
        this.home = home;
    }

    /** Stores the test set, all or nothing; readings are left out. */
    void insertUtterances(EvaluationId id, List<EvaluatedUtterance> utterances) {
        transactions.executeWithoutResult(status -> {
            for (int from = 0; from < utterances.size(); from += BATCH) {
                List<Object[]> rows = new ArrayList<>(BATCH);
                for (EvaluatedUtterance utterance :
                        utterances.subList(from, Math.min(utterances.size(), from + BATCH))) {
                    rows.add(new Object[] {
                        id.value(),
                        utterance.index(),
                        utterance.id(),
                        home.home().relativize(utterance.audio()).toString(),
                        utterance.transcript(),
                        utterance.reference(),
                        utterance.seconds(),
                        utterance.speaker()
                    });
                }
                batches.batchUpdate(
                        "insert into evaluation_utterances (evaluation_id, row_index, file_name, audio_path, transcript,"
                                + " reference, seconds, speaker, errors, change_errors)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, 0, 0)",
                        rows);
            }
        });
    }

    /** How many utterances of the test set a model has done; they are the first ones. */
    int countResults(EvaluationId id, int model) {
        return jdbc.sql("select count(*) from evaluation_results where evaluation_id = ? and model_index = ?")
                .params(id.value(), model)
                .query(Integer.class)
                .single();
    }

    void insertResult(
            EvaluationId id,
            int model,
            int utterance,
            String recognized,
            String words,
            UtteranceScore score,
            String hypothesis,
            int errors,
            @Nullable Double confidence) {
        ErrorCounts characters = score.characters();
        jdbc.sql("insert into evaluation_results (evaluation_id, row_index, model_index, recognized, hypothesis, words,"
                        + " edits, errors, character_hits, character_substitutions, character_deletions,"
                        + " character_insertions, confidence) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        id.value(),
                        utterance,
                        model,
                        recognized,
                        hypothesis,
                        words,
                        EditCode.write(score.alignment()),
                        errors,
                        characters.correct(),
                        characters.substitutions(),
                        characters.deletions(),
                        characters.insertions(),
                        confidence)
                .update();
    }

    /** The test set without readings, in its order. */
    List<EvaluatedUtterance> testSet(EvaluationId id) {
        return jdbc.sql("select " + UTTERANCE_COLUMNS
                        + " from evaluation_utterances where evaluation_id = ? order by row_index")
                .param(id.value())
                .query((row, number) -> utterance(row))
                .list();
    }

    /** What a model made of the whole test set. */
    CorpusScore score(EvaluationId id, int model) {
        return new CorpusScore(jdbc.sql("select u.file_name, u.reference, r.hypothesis, r.edits, r.character_hits,"
                        + " r.character_substitutions, r.character_deletions, r.character_insertions"
                        + " from evaluation_results r join evaluation_utterances u"
                        + " on u.evaluation_id = r.evaluation_id and u.row_index = r.row_index"
                        + " where r.evaluation_id = ? and r.model_index = ? order by r.row_index")
                .params(id.value(), model)
                .query((row, number) -> {
                    Alignment alignment = alignment(row);
                    int hits = row.getInt("character_hits");
                    int substitutions = row.getInt("character_substitutions");
                    int deletions = row.getInt("character_deletions");
                    return new UtteranceScore(
                            row.getString("file_name"),
                            alignment,
                            alignment.counts(),
                            new ErrorCounts(
                                    hits + substitutions + deletions,
                                    hits,
                                    substitutions,
                                    deletions,
                                    row.getInt("character_insertions")));
                })
                .list());
    }

    /** Stores which words of the test set a model does not know, all or nothing; what was stored before is replaced. */
    void keepUnknownWords(EvaluationId id, int model, OutOfVocabulary found) {
        transactions.executeWithoutResult(status -> {
            jdbc.sql("delete from evaluation_unknown_words where evaluation_id = ? and model_index = ?")
                    .params(id.value(), model)
                    .update();
            batches.batchUpdate(
                    "insert into evaluation_unknown_words (evaluation_id, model_index, word, occurrences)"
                            + " values (?, ?, ?, ?)",
                    found.unknown().stream()
                            .map(word -> new Object[] {id.value(), model, word.word(), word.count()})
                            .toList());
            jdbc.sql("update evaluation_models set unknown_words = ? where evaluation_id = ? and model_index = ?")
                    .params(found.unknownWords(), id.value(), model)
                    .update();
        });
    }

    /** Which words of the test set a model does not know; empty where that was not found out. */
    Optional<OutOfVocabulary> unknownWords(EvaluationId id, int model, int referenceWords) {
        boolean known = jdbc.sql("select count(unknown_words) from evaluation_models"
                                + " where evaluation_id = ? and model_index = ?")
                        .params(id.value(), model)
                        .query(Integer.class)
                        .single()
                > 0;
        return known
                ? Optional.of(new OutOfVocabulary(
                        referenceWords,
                        jdbc.sql(
                                        "select word, occurrences from evaluation_unknown_words"
                                                + " where evaluation_id = ? and model_index = ? order by occurrences desc, word")
                                .params(id.value(), model)
                                .query((row, number) ->
                                        new OutOfVocabulary.Missing(row.getString("word"), row.getInt("occurrences")))
                                .list()))
                : Optional.empty();
    }

    private EvaluatedUtterance utterance(ResultSet row) throws SQLException {
        return new EvaluatedUtterance(
                row.getInt("row_index"),
                row.getString("file_name"),
                home.home().resolve(row.getString("audio_path")),
                row.getString("transcript"),
                row.getString("reference"),
                row.getDouble("seconds"),
                row.getString("speaker"),
                null,
                Collections.emptySortedMap(),
                List.of());
    }

    private static Alignment alignment(ResultSet row) throws SQLException {
        return EditCode.read(row.getString("edits"), row.getString("reference"), row.getString("hypothesis"));
    }
}
