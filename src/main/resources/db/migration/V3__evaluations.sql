-- Portable SQL: H2 and PostgreSQL.

-- Names of data set and models are copied and refer to nothing: results stay readable after those are deleted.
create table evaluations (
    id            uuid primary key,
    project_id    uuid not null references projects (id) on delete cascade,
    name          varchar(200) not null,
    description   varchar(4000) not null,
    dataset_id    uuid not null,
    dataset_name  varchar(200) not null,
    locale        varchar(20) not null,
    utterances    integer not null,
    audio_seconds double precision not null,
    status        varchar(20) not null,
    failure       varchar(4000),
    created       timestamp with time zone not null
);

create index evaluations_of_project on evaluations (project_id, created);

-- The figures are null until the evaluation has succeeded.
create table evaluation_models (
    evaluation_id           uuid not null references evaluations (id) on delete cascade,
    model_index             integer not null,
    model_id                varchar(60) not null,
    name                    varchar(200) not null,
    kind                    varchar(30) not null,
    word_hits               integer,
    word_substitutions      integer,
    word_deletions          integer,
    word_insertions         integer,
    character_hits          integer,
    character_substitutions integer,
    character_deletions     integer,
    character_insertions    integer,
    wrong_utterances        integer,
    interval_low            double precision,
    interval_high           double precision,
    primary key (evaluation_id, model_index)
);

create table evaluation_pairs (
    evaluation_id              uuid not null references evaluations (id) on delete cascade,
    model_a                    integer not null,
    model_b                    integer not null,
    difference                 double precision not null,
    interval_low               double precision not null,
    interval_high              double precision not null,
    probability_of_improvement double precision not null,
    segments                   integer not null,
    p_value                    double precision not null,
    a_better                   integer not null,
    b_better                   integer not null,
    equally_good               integer not null,
    sign_p_value               double precision not null,
    primary key (evaluation_id, model_a, model_b)
);

-- row_index is dense from 0. The last two columns are what lists are sorted by; they hold when the evaluation has succeeded.
create table evaluation_utterances (
    evaluation_id uuid not null references evaluations (id) on delete cascade,
    row_index     integer not null,
    file_name     varchar(1000) not null,
    audio_path    varchar(2000) not null,
    transcript    varchar(1000000) not null,
    reference     varchar(1000000) not null,
    seconds       double precision not null,
    speaker       varchar(200),
    errors        integer not null,
    change_errors integer not null,
    primary key (evaluation_id, row_index)
);

-- edits: one letter a column of the alignment of reference and hypothesis, H hit, S substitution, D deletion, I insertion.
-- words: what the recogniser gave, as JSON with times in seconds and confidence.
create table evaluation_results (
    evaluation_id          uuid not null,
    row_index              integer not null,
    model_index            integer not null,
    recognized             varchar(1000000) not null,
    hypothesis             varchar(1000000) not null,
    words                  text not null,
    edits                  varchar(1000000) not null,
    errors                 integer not null,
    character_hits          integer not null,
    character_substitutions integer not null,
    character_deletions     integer not null,
    character_insertions    integer not null,
    primary key (evaluation_id, row_index, model_index),
    foreign key (evaluation_id, row_index) references evaluation_utterances (evaluation_id, row_index) on delete cascade
);

create index evaluation_results_of_model on evaluation_results (evaluation_id, model_index, row_index);
