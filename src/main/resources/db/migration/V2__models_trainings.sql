-- Portable SQL: H2 and PostgreSQL.

-- What a training was made of is copied here, so that it still tells it after the data sets or the baseline are gone.
create table trainings (
    id                uuid primary key,
    project_id        uuid not null references projects (id) on delete cascade,
    name              varchar(200) not null,
    description       varchar(4000) not null,
    baseline          varchar(60) not null,
    baseline_name     varchar(200) not null,
    scenario          varchar(400) not null,
    test_dataset      uuid,
    test_dataset_name varchar(200),
    lm_weight         double precision not null,
    max_minutes       double precision not null,
    seed              bigint not null,
    status            varchar(20) not null,
    failure           varchar(4000),
    model             varchar(60),
    code_version      varchar(60) not null,
    machine           varchar(400) not null,
    created           timestamp with time zone not null,
    started           timestamp with time zone,
    finished          timestamp with time zone
);

create index trainings_of_project on trainings (project_id, created);

create table training_datasets (
    training_id   uuid not null references trainings (id) on delete cascade,
    row_index     integer not null,
    dataset_id    uuid not null,
    name          varchar(200) not null,
    kind          varchar(30) not null,
    content_hash  varchar(64) not null,
    accepted      integer not null,
    audio_seconds double precision not null,
    primary key (training_id, row_index)
);

create index training_datasets_of_dataset on training_datasets (dataset_id);

create table training_metrics (
    training_id uuid not null references trainings (id) on delete cascade,
    metric      varchar(40) not null,
    step        bigint not null,
    amount      double precision not null,
    measured    timestamp with time zone not null,
    primary key (training_id, metric, step)
);

-- What came out in the end, by name.
create table training_figures (
    training_id uuid not null references trainings (id) on delete cascade,
    figure      varchar(60) not null,
    amount      double precision not null,
    primary key (training_id, figure)
);

-- The models of projects; baselines belong to none and have no row.
create table models (
    id         varchar(60) primary key,
    project_id uuid not null references projects (id) on delete cascade,
    name       varchar(200) not null,
    parent     varchar(60),
    training   uuid references trainings (id) on delete set null,
    created    timestamp with time zone not null
);

create index models_of_project on models (project_id, created);
