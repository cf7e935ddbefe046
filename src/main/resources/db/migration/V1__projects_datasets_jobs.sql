-- Portable SQL: H2 and PostgreSQL.

create table projects (
    id          uuid primary key,
    name        varchar(200) not null,
    description varchar(4000) not null,
    locale      varchar(20) not null,
    created     timestamp with time zone not null
);

create table datasets (
    id            uuid primary key,
    project_id    uuid not null references projects (id) on delete cascade,
    name          varchar(200) not null,
    description   varchar(4000) not null,
    kind          varchar(30) not null,
    locale        varchar(20) not null,
    status        varchar(20) not null,
    file_name     varchar(1000) not null,
    bytes         bigint not null,
    content_hash  varchar(64) not null,
    accepted      integer not null,
    rejected      integer not null,
    warnings      integer not null,
    audio_seconds double precision not null,
    failure       varchar(4000),
    created       timestamp with time zone not null
);

create index datasets_of_project on datasets (project_id, created);

-- row_index is dense from 0, so a page of any offset is a range of the primary key.
create table dataset_utterances (
    dataset_id     uuid not null references datasets (id) on delete cascade,
    row_index      integer not null,
    file_name      varchar(1000) not null,
    transcript     varchar(1000000) not null,
    normalized     varchar(1000000) not null,
    seconds        double precision not null,
    sample_rate_hz integer not null,
    speaker        varchar(200),
    audio_hash     varchar(64) not null,
    primary key (dataset_id, row_index)
);

create index dataset_utterances_audio on dataset_utterances (dataset_id, audio_hash);

create table dataset_problems (
    dataset_id  uuid not null references datasets (id) on delete cascade,
    row_index   integer not null,
    code        varchar(60) not null,
    severity    varchar(20) not null,
    file_name   varchar(1000),
    line_number integer not null,
    message     varchar(4000) not null,
    primary key (dataset_id, row_index)
);

create table jobs (
    id         uuid primary key,
    kind       varchar(60) not null,
    subject    varchar(60) not null,
    parameters text not null,
    state      varchar(20) not null,
    progress   double precision not null,
    phase      varchar(200) not null,
    failure    varchar(4000),
    created    timestamp with time zone not null,
    started    timestamp with time zone,
    finished   timestamp with time zone
);

create index jobs_of_subject on jobs (subject, created);
create index jobs_by_state on jobs (state, created);
