-- Whether the sentences of the text are also spoken by the machine's synthesizers.
alter table trainings add column speak_text boolean default false not null;
