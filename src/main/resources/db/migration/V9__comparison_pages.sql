-- Portable SQL: H2 and PostgreSQL.

-- Further columns of a set beside file, transcript and speaker, such as accent or room.
create table dataset_columns (
    dataset_id uuid not null references datasets (id) on delete cascade,
    row_index  integer not null,
    name       varchar(100) not null,
    content    varchar(400) not null,
    primary key (dataset_id, row_index, name)
);

-- An evaluation takes one or more test sets; evaluations.dataset_id stays the first one, dataset_name the names of all.
alter table evaluations add column kind varchar(20) default 'ACCURACY' not null;

create table evaluation_datasets (
    evaluation_id uuid not null references evaluations (id) on delete cascade,
    position      integer not null,
    dataset_id    uuid not null,
    name          varchar(200) not null,
    primary key (evaluation_id, position)
);

insert into evaluation_datasets (evaluation_id, position, dataset_id, name)
    select id, 0, dataset_id, dataset_name from evaluations;

-- By what utterances can be grouped: the speaker, the test set where there are several, and the sets' own columns.
create table evaluation_columns (
    evaluation_id uuid not null references evaluations (id) on delete cascade,
    name          varchar(100) not null,
    row_index     integer not null,
    content       varchar(400) not null,
    primary key (evaluation_id, name, row_index)
);

insert into evaluation_columns (evaluation_id, name, row_index, content)
    select evaluation_id, 'Speaker', row_index, speaker from evaluation_utterances where speaker is not null;

-- Estimated signal-to-noise ratio of the recording; null where it was not measured.
alter table evaluation_utterances add column snr_db double precision;

-- Mean confidence of the recognised words; null without words or where it was not kept.
alter table evaluation_results add column confidence double precision;
