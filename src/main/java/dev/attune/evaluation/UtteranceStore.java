package dev.attune.evaluation;

import dev.attune.shared.DataDirectory;
import dev.attune.speech.score.EditStep;
import dev.attune.speech.score.Tokens;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the utterances of evaluations as pages and charts want them, and keeps the columns that they are grouped by. */
@Repository
class UtteranceStore {

    private static final int BATCH = 1000;
    private static final String ERRORS_OF =
            "(select r.errors from evaluation_results r where r.evaluation_id = u.evaluation_id"
                    + " and r.row_index = u.row_index and r.model_index = %d)";
    private static final String HYPOTHESIS_OF =
            "(select r.hypothesis from evaluation_results r where r.evaluation_id = u.evaluation_id"
                    + " and r.row_index = u.row_index and r.model_index = %d)";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final DataDirectory home;

    UtteranceStore(JdbcClient jdbc, JdbcTemplate batches, DataDirectory home) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.home = home;
    }

    /** Keeps the content of each utterance's columns, one map an utterance, in the order of the test set; what was kept before is replaced. */
    void keepColumns(EvaluationId id, List<? extends Map<String, String>> columns) {
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int row = i;
            columns.get(i).forEach((name, content) -> rows.add(new Object[] {id.value(), name, row, content}));
        }
        jdbc.sql("delete from evaluation_columns where evaluation_id = ?")
                .param(id.value())
                .update();
        for (int from = 0; from < rows.size(); from += BATCH) {
            batches.batchUpdate(
                    "insert into evaluation_columns (evaluation_id, name, row_index, content) values (?, ?, ?, ?)",
                    rows.subList(from, Math.min(rows.size(), from + BATCH)));
        }
    }

    /** Keeps the signal-to-noise ratio of a recording. */
    void keepNoise(EvaluationId id, int row, double snrDb) {
        jdbc.sql("update evaluation_utterances set snr_db = ? where evaluation_id = ? and row_index = ?")
                .params(snrDb, id.value(), row)
                .update();
    }

    /** The contents of each column, most frequent first. */
    SortedMap<String, List<String>> columns(EvaluationId id) {
        SortedMap<String, List<String>> columns = new TreeMap<>();
        jdbc.sql("select name, content, count(*) as uses from evaluation_columns where evaluation_id = ?"
                        + " group by name, content order by name, uses desc, content")
                .param(id.value())
                .query(row -> {
                    columns.computeIfAbsent(row.getString("name"), name -> new ArrayList<>())
                            .add(row.getString("content"));
                });
        return columns;
    }

    /** A page of utterances with all their readings. */
    List<EvaluatedUtterance> page(EvaluationId id, UtteranceQuery query, int offset, int limit) {
        List<Object> parameters = new ArrayList<>();
        String where = where(id, query, parameters);
        parameters.add(offset);
        parameters.add(limit);
        List<EvaluatedUtterance> bare = jdbc.sql(
                        "select row_index, file_name, audio_path, transcript, reference, seconds, speaker, snr_db"
                                + " from evaluation_utterances u" + where + order(query)
                                + " offset ? rows fetch next ? rows only")
                .params(parameters)
                .query((row, number) -> utterance(row))
                .list();
        Map<Integer, List<EvaluatedUtterance.Reading>> readings = readings(id, bare);
        Map<Integer, SortedMap<String, String>> columns = columnsOf(id, bare);
        return bare.stream()
                .map(utterance -> utterance.with(
                        columns.getOrDefault(utterance.index(), Collections.emptySortedMap()),
                        readings.getOrDefault(utterance.index(), List.of())))
                .toList();
    }

    int count(EvaluationId id, UtteranceQuery query) {
        List<Object> parameters = new ArrayList<>();
        String where = where(id, query, parameters);
        return jdbc.sql("select count(*) from evaluation_utterances u" + where)
                .params(parameters)
                .query(Integer.class)
                .single();
    }

    /** The whole test set as charts need it, in its order. */
    List<UtteranceFigures> figures(EvaluationId id) {
        Map<Integer, SortedMap<String, String>> columns = new HashMap<>();
        jdbc.sql("select row_index, name, content from evaluation_columns where evaluation_id = ?")
                .param(id.value())
                .query(row -> {
                    columns.computeIfAbsent(row.getInt("row_index"), index -> new TreeMap<>())
                            .put(row.getString("name"), row.getString("content"));
                });
        Map<Integer, List<Integer>> errors = new HashMap<>();
        jdbc.sql("select row_index, errors from evaluation_results where evaluation_id = ?"
                        + " order by row_index, model_index")
                .param(id.value())
                .query(row -> {
                    errors.computeIfAbsent(row.getInt("row_index"), index -> new ArrayList<>())
                            .add(row.getInt("errors"));
                });
        return jdbc.sql("select row_index, file_name, seconds, snr_db, reference from evaluation_utterances"
                        + " where evaluation_id = ? order by row_index")
                .param(id.value())
                .query((row, number) -> new UtteranceFigures(
                        row.getInt("row_index"),
                        row.getString("file_name"),
                        row.getDouble("seconds"),
                        noise(row),
                        Tokens.words(row.getString("reference")).size(),
                        errors.getOrDefault(row.getInt("row_index"), List.of()),
                        columns.getOrDefault(row.getInt("row_index"), Collections.emptySortedMap())))
                .list();
    }

    /** How far each model's confidence can be believed. Readings whose words normalisation has joined or split are left out. */
    List<Calibration> calibration(EvaluationId id, int models) {
        List<Calibration.Counter> counters = new ArrayList<>();
        for (int i = 0; i < models; i++) {
            counters.add(new Calibration.Counter());
        }
        jdbc.sql("select r.model_index, r.words, r.edits from evaluation_results r where r.evaluation_id = ?")
                .param(id.value())
                .query(row -> {
                    List<EvaluatedWord> words = RecognizedWords.read(row.getString("words"));
                    String spoken = row.getString("edits").replace("D", "");
                    counters.get(row.getInt("model_index"))
                            .addAll(
                                    words.stream()
                                            .map(EvaluatedWord::confidence)
                                            .toList(),
                                    spoken.chars().mapToObj(edit -> edit == 'H').toList());
                });
        return counters.stream().map(Calibration.Counter::result).toList();
    }

    /** What one model made of the test set so far, as it is scored, in its order. */
    List<String> hypotheses(EvaluationId id, int model) {
        return jdbc.sql("select hypothesis from evaluation_results where evaluation_id = ? and model_index = ?"
                        + " order by row_index")
                .params(id.value(), model)
                .query(String.class)
                .list();
    }

    private Map<Integer, List<EvaluatedUtterance.Reading>> readings(
            EvaluationId id, List<EvaluatedUtterance> utterances) {
        Map<Integer, List<EvaluatedUtterance.Reading>> readings = new HashMap<>();
        if (utterances.isEmpty()) {
            return readings;
        }
        jdbc.sql("select u.row_index, u.reference, r.hypothesis, r.recognized, r.edits, r.words"
                        + " from evaluation_results r"
                        + " join evaluation_utterances u on u.evaluation_id = r.evaluation_id and u.row_index = r.row_index"
                        + " where r.evaluation_id = :id and r.row_index in (:rows) order by r.row_index, r.model_index")
                .param("id", id.value())
                .param("rows", indexes(utterances))
                .query(row -> {
                    readings.computeIfAbsent(row.getInt("row_index"), index -> new ArrayList<>())
                            .add(new EvaluatedUtterance.Reading(
                                    row.getString("hypothesis"),
                                    row.getString("recognized"),
                                    RecognizedWords.read(row.getString("words")),
                                    EditCode.read(
                                            row.getString("edits"),
                                            row.getString("reference"),
                                            row.getString("hypothesis"))));
                });
        return readings;
    }

    private Map<Integer, SortedMap<String, String>> columnsOf(EvaluationId id, List<EvaluatedUtterance> utterances) {
        Map<Integer, SortedMap<String, String>> columns = new HashMap<>();
        if (!utterances.isEmpty()) {
            jdbc.sql("select row_index, name, content from evaluation_columns"
                            + " where evaluation_id = :id and row_index in (:rows)")
                    .param("id", id.value())
                    .param("rows", indexes(utterances))
                    .query(row -> {
                        columns.computeIfAbsent(row.getInt("row_index"), index -> new TreeMap<>())
                                .put(row.getString("name"), row.getString("content"));
                    });
        }
        return columns;
    }

    private static List<Integer> indexes(List<EvaluatedUtterance> utterances) {
        return utterances.stream().map(EvaluatedUtterance::index).toList();
    }

    private static String where(EvaluationId id, UtteranceQuery query, List<Object> parameters) {
        parameters.add(id.value());
        StringBuilder where = new StringBuilder(" where u.evaluation_id = ?");
        where.append(
                switch (query.filter()) {
                    case ALL -> "";
                    case WITH_ERRORS -> " and u.errors > 0";
                    case IMPROVED -> " and " + change(query) + " < 0";
                    case WORSENED -> " and " + change(query) + " > 0";
                    case DIFFERENT ->
                        " and " + HYPOTHESIS_OF.formatted(query.a()) + " <> " + HYPOTHESIS_OF.formatted(query.b());
                });
        if (query.error() != null) {
            where.append(" and exists (select 1 from evaluation_results r where r.evaluation_id = u.evaluation_id"
                    + " and r.row_index = u.row_index and r.edits like '%" + letter(query.error()) + "%')");
        }
        if (!query.column().isEmpty()) {
            parameters.add(query.column());
            parameters.add(query.content());
            where.append(" and exists (select 1 from evaluation_columns c where c.evaluation_id = u.evaluation_id"
                    + " and c.row_index = u.row_index and c.name = ? and c.content = ?)");
        }
        if (!query.rows().isEmpty()) {
            parameters.addAll(query.rows());
            where.append(" and u.row_index in (")
                    .append(String.join(", ", Collections.nCopies(query.rows().size(), "?")))
                    .append(')');
        }
        String pattern = pattern(query.search());
        if (pattern != null) {
            parameters.add(pattern);
            parameters.add(pattern);
            where.append(" and ((' ' || u.reference || ' ') like ? escape '!' or exists (select 1 from"
                    + " evaluation_results r where r.evaluation_id = u.evaluation_id and r.row_index = u.row_index"
                    + " and (' ' || r.hypothesis || ' ') like ? escape '!'))");
        }
        return where.toString();
    }

    private static @Nullable String pattern(String search) {
        String wanted = search.strip().toLowerCase(Locale.ROOT);
        boolean whole = wanted.length() > 2 && wanted.startsWith("\"") && wanted.endsWith("\"");
        String text = whole ? wanted.substring(1, wanted.length() - 1).strip() : wanted;
        if (text.isEmpty()) {
            return null;
        }
        String escaped = text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
        return "% " + escaped + (whole ? " %" : "%");
    }

    private static char letter(EditStep.Kind kind) {
        return switch (kind) {
            case HIT -> 'H';
            case SUBSTITUTION -> 'S';
            case DELETION -> 'D';
            case INSERTION -> 'I';
        };
    }

    /** Errors that model b has more than model a; kept ready for the first two. */
    private static String change(UtteranceQuery query) {
        return query.a() == 0 && query.b() == 1
                ? "u.change_errors"
                : "(" + ERRORS_OF.formatted(query.b()) + " - " + ERRORS_OF.formatted(query.a()) + ")";
    }

    private static String order(UtteranceQuery query) {
        return " order by "
                + switch (query.order()) {
                    case POSITION -> "";
                    case ERRORS -> "u.errors desc, ";
                    case IMPROVEMENT -> change(query) + ", ";
                    case DECLINE -> change(query) + " desc, ";
                    case LENGTH -> "u.seconds desc, ";
                    case CONFIDENCE ->
                        "coalesce((select avg(r.confidence) from evaluation_results r where r.evaluation_id ="
                                + " u.evaluation_id and r.row_index = u.row_index), 2), ";
                }
                + "u.row_index";
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
                noise(row),
                Collections.emptySortedMap(),
                List.of());
    }

    private static @Nullable Double noise(ResultSet row) throws SQLException {
        double snr = row.getDouble("snr_db");
        return row.wasNull() ? null : snr;
    }
}
