-- What is no longer kept: everything that happened before these instants may be gone, and nothing is read from before them any more.
create table kept_from (
  what text primary key check (what in ('events', 'identities')),
  instant timestamptz not null
);

-- What was dropped, and when; without `finished_at` it is gone on with.
create table dropped (
  id bigint generated always as identity primary key,
  what text not null check (what in ('events', 'identities')),
  until timestamptz not null,
  begun_at timestamptz not null,
  finished_at timestamptz
);
create index dropped_open on dropped (what) where finished_at is null;

-- A measure that was declared after events were dropped counts all there is from this instant on, and less than there was before it; null: since ever.
alter table measure add column complete_from timestamptz;

-- Identities past their horizon are found by time. They come in nearly by time, so block ranges tell enough: 24 kB for a million where a tree takes 22 MB and slows every batch.
create index ledger_time on ledger using brin (time) with (autosummarize = on);
