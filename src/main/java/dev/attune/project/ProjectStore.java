package dev.attune.project;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code projects}. */
@Repository
class ProjectStore {

    private static final String SELECT = "select id, name, description, locale, created from projects";

    private final JdbcClient jdbc;

    ProjectStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Project project) {
        jdbc.sql("insert into projects (id, name, description, locale, created) values (?, ?, ?, ?, ?)")
                .params(
                        project.id().value(),
                        project.name(),
                        project.description(),
                        project.locale(),
                        project.created().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Newest first. */
    List<Project> list() {
        return jdbc.sql(SELECT + " order by created desc, id")
                .query(ProjectStore::map)
                .list();
    }

    Optional<Project> find(ProjectId id) {
        return jdbc.sql(SELECT + " where id = ?")
                .param(id.value())
                .query(ProjectStore::map)
                .optional();
    }

    /** Returns false if there is no such project. */
    boolean update(ProjectId id, String name, String description) {
        return jdbc.sql("update projects set name = ?, description = ? where id = ?")
                        .params(name, description, id.value())
                        .update()
                == 1;
    }

    void delete(ProjectId id) {
        jdbc.sql("delete from projects where id = ?").param(id.value()).update();
    }

    private static Project map(ResultSet row, int number) throws SQLException {
        return new Project(
                new ProjectId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getString("description"),
                row.getString("locale"),
                row.getObject("created", OffsetDateTime.class).toInstant());
    }
}
