package dev.attune.model;

import dev.attune.project.ProjectId;
import dev.attune.speech.modelpackage.ModelDescription;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code models}. */
@Repository
class ModelStore {

    private final JdbcClient jdbc;

    ModelStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(ModelDescription model, ModelOrigin origin) {
        jdbc.sql("insert into models (id, project_id, name, parent, training, created) values (?, ?, ?, ?, ?, ?)")
                .params(
                        model.id(),
                        origin.project().value(),
                        model.name(),
                        origin.parent(),
                        origin.training(),
                        model.created().atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<ModelOrigin> find(String id) {
        return jdbc.sql("select project_id, parent, training from models where id = ?")
                .param(id)
                .query(ModelStore::origin)
                .optional();
    }

    /** Ids of a project's models. */
    List<String> idsOf(ProjectId project) {
        return jdbc.sql("select id from models where project_id = ? order by created desc, id")
                .param(project.value())
                .query(String.class)
                .list();
    }

    Optional<String> ofTraining(UUID training) {
        return jdbc.sql("select id from models where training = ? order by created desc, id fetch first 1 rows only")
                .param(training)
                .query(String.class)
                .optional();
    }

    void delete(String id) {
        jdbc.sql("delete from models where id = ?").param(id).update();
    }

    private static ModelOrigin origin(ResultSet row, int number) throws SQLException {
        @Nullable UUID training = row.getObject("training", UUID.class);
        return new ModelOrigin(
                new ProjectId(row.getObject("project_id", UUID.class)), row.getString("parent"), training);
    }
}
