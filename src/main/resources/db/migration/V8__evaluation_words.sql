-- Portable SQL: H2 and PostgreSQL.

-- Names and products whose recognition matters to a project, as the person wrote them; position is dense from 0.
create table project_terms (
    project_id uuid not null references projects (id) on delete cascade,
    position   integer not null,
    term       varchar(200) not null,
    primary key (project_id, position)
);

-- Words of the test set that a model's vocabulary lacks. unknown_words counts every place; it is null where the vocabulary is open
-- (a model that spells) or was not looked at.
alter table evaluation_models add column unknown_words integer;

create table evaluation_unknown_words (
    evaluation_id uuid not null references evaluations (id) on delete cascade,
    model_index   integer not null,
    word          varchar(1000000) not null,
    occurrences   integer not null
);

create index evaluation_unknown_words_of_model on evaluation_unknown_words (evaluation_id, model_index);
