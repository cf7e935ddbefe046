-- Portable SQL: H2 and PostgreSQL.

-- Name and version of the rules that references and hypotheses went through; null for tests of before.
alter table evaluations add column normalization varchar(60);
