-- Portable SQL: H2 and PostgreSQL.

-- The last search for decoder settings of a model, with the word errors that it began and ended with. The set may have been deleted since.
create table decoder_searches (
    evaluation_id uuid not null references evaluations (id) on delete cascade,
    model_index   integer not null,
    dataset_id    uuid not null,
    dataset_name  varchar(200) not null,
    dataset_hash  varchar(64) not null,
    utterances    integer not null,
    trials        integer not null,
    words         integer not null,
    errors_before integer not null,
    errors_after  integer not null,
    lm_weight     double precision not null,
    word_bonus    double precision not null,
    blank_penalty double precision not null,
    primary key (evaluation_id, model_index)
);

-- A test of an evaluation's models under degraded sound: how many utterances of the test set, drawn evenly, it took.
create table robustness_tests (
    evaluation_id uuid primary key references evaluations (id) on delete cascade,
    utterances    integer not null,
    created       timestamp with time zone not null
);

-- One model under one condition; the position is its place in the list of conditions, from 0.
create table robustness_figures (
    evaluation_id           uuid not null references robustness_tests (evaluation_id) on delete cascade,
    model_index             integer not null,
    position                integer not null,
    kind                    varchar(20) not null,
    degree                  double precision not null,
    word_hits               integer not null,
    word_substitutions      integer not null,
    word_deletions          integer not null,
    word_insertions         integer not null,
    character_hits          integer not null,
    character_substitutions integer not null,
    character_deletions     integer not null,
    character_insertions    integer not null,
    utterances              integer not null,
    wrong_utterances        integer not null,
    interval_low            double precision not null,
    interval_high           double precision not null,
    primary key (evaluation_id, model_index, position)
);
