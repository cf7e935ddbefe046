-- Portable SQL: H2 and PostgreSQL.

-- What a model showed of an utterance, with capitals, marks and numbers; no row where the model made no display text.
create table evaluation_display_texts (
    evaluation_id uuid not null,
    row_index     integer not null,
    model_index   integer not null,
    display       varchar(1000000) not null,
    primary key (evaluation_id, row_index, model_index),
    foreign key (evaluation_id, row_index) references evaluation_utterances (evaluation_id, row_index) on delete cascade
);

-- Token errors of a model's display text, with the edits of each class; no row where they mean nothing.
create table evaluation_token_errors (
    evaluation_id              uuid not null references evaluations (id) on delete cascade,
    model_index                integer not null,
    hits                       integer not null,
    substitutions              integer not null,
    deletions                  integer not null,
    insertions                 integer not null,
    capitalization             integer not null,
    punctuation                integer not null,
    inverse_text_normalization integer not null,
    lexical                    integer not null,
    others                     integer not null,
    primary key (evaluation_id, model_index)
);
