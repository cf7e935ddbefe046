package dev.attune.evaluation;

import dev.attune.project.ProjectId;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/** The table {@code project_terms}. */
@Repository
class TermStore {

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final TransactionOperations transactions;

    TermStore(JdbcClient jdbc, JdbcTemplate batches, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.transactions = transactions;
    }

    List<String> list(ProjectId project) {
        return jdbc.sql("select term from project_terms where project_id = ? order by position")
                .param(project.value())
                .query(String.class)
                .list();
    }

    /** Puts a list in the place of the one before, all or nothing. */
    void replace(ProjectId project, List<String> terms) {
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            rows.add(new Object[] {project.value(), i, terms.get(i)});
        }
        transactions.executeWithoutResult(status -> {
            jdbc.sql("delete from project_terms where project_id = ?")
                    .param(project.value())
                    .update();
            batches.batchUpdate("insert into project_terms (project_id, position, term) values (?, ?, ?)", rows);
        });
    }
}
