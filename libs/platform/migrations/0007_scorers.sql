-- What changed rarely and is kept in memory by every process: each change moves the topic's number in its own transaction, so that a process that missed the hint finds it.
create table revision (
  topic text primary key,
  n bigint not null
);
insert into revision (topic, n) values ('directory', 0), ('rubric', 0);

-- The scorers that share the boards. Each raises its own beat; the others watch it by their own clocks, so no two clocks are ever compared.
-- Not logged: nothing of it is worth a flush, and after a crash each puts itself back with its next beat.
create unlogged table scorer (
  id uuid primary key,
  beat bigint not null,
  -- Hashes of the rubrics that its rules folder holds.
  rubrics text[] not null
);

-- Which rubrics have been in force together: a process that brings such a set is an older one, or somebody goes back.
create table rubric_set (
  hash text primary key
);
