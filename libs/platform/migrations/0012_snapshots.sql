-- Snapshots: plans, frozen boards with their life, objections, and what was handed out.

create table snapshot_plan (
  id text primary key,
  version integer not null,
  body jsonb not null,
  origin text not null check (origin in ('file', 'entered')),
  entered_by text not null,
  entered_at timestamptz not null,
  reason text not null,
  removed_at timestamptz,
  -- The stored clock when it began; periods that were over long before are not its own. Null: it has not begun.
  begun timestamptz,
  -- Cut-offs up to this instant have been frozen or passed over with a reason; null: it has not begun.
  done_until timestamptz,
  -- Why its last cut-off could not be frozen, both languages; null where it could.
  fault jsonb
);

-- Every wording of a plan that ever stood.
create table snapshot_plan_history (
  plan text not null references snapshot_plan,
  version integer not null,
  -- Null: it was removed.
  body jsonb,
  entered_by text not null,
  entered_at timestamptz not null,
  reason text not null,
  primary key (plan, version)
);

create table snapshot (
  id bigint generated always as identity primary key,
  plan text references snapshot_plan,
  rubric text not null,
  group_id text not null,
  period text not null,
  -- 1 is the first; a revision takes the place of the one before it.
  revision integer not null,
  revises bigint references snapshot,
  state text not null check (state in ('draft', 'checking', 'objections', 'final', 'issued', 'withdrawn', 'superseded')),
  cutoff timestamptz not null,
  frozen_at timestamptz not null,
  board integer not null references board,
  seq bigint not null,
  rubric_hash text not null,
  algorithm text not null check (algorithm in ('sha256', 'sm3')),
  -- Of the canonical content as it is now; fixed from `final` on.
  hash text not null,
  previous bigint references snapshot,
  -- Place in the chain of its rubric and group, in the order of finalising; null before it is final.
  link integer,
  -- Canonical JSON of everything but the units.
  head text not null,
  -- Titles of the board and its group, as lists show them.
  label jsonb not null,
  units integer not null,
  demo boolean not null,
  -- Days for checking and objections, as the plan had them at the freeze.
  steps jsonb not null,
  -- The next instant at which the plan moves it by itself (end of checking, of objections); null where a person has to.
  due timestamptz
);
-- Never twice: one cut-off of one board has one snapshot a revision.
create unique index snapshot_once on snapshot (rubric, group_id, period, revision);
create unique index snapshot_link on snapshot (rubric, group_id, link);
create index snapshot_due on snapshot (due) where due is not null;

-- One unit in the board's order: the canonical JSON of its three parts, so that rows are read without explanations.
create table snapshot_unit (
  snapshot bigint not null references snapshot,
  place integer not null,
  unit text not null,
  explanation text not null,
  facts text not null,
  "row" text not null,
  primary key (snapshot, place)
);
create unique index snapshot_unit_code on snapshot_unit (snapshot, unit);

create table snapshot_step (
  id bigint generated always as identity primary key,
  snapshot bigint not null references snapshot,
  at timestamptz not null,
  state text not null,
  by text not null,
  note text not null
);
create index snapshot_step_snapshot on snapshot_step (snapshot, id);

create table objection (
  id bigint generated always as identity primary key,
  snapshot bigint not null references snapshot,
  unit text not null,
  indicator text not null,
  entered_by text not null,
  entered_at timestamptz not null,
  reason text not null,
  evidence text not null,
  state text not null check (state in ('open', 'accepted', 'rejected', 'withdrawn')),
  decided_by text,
  decided_at timestamptz,
  decision text,
  -- Signed points; the judgement that carries them into the live boards.
  adjustment numeric,
  judgement bigint references judgement,
  -- The leaf's published points when it was entered, and with the adjustment; as text, for they are printed.
  points_before text,
  points_after text
);
create index objection_snapshot on objection (snapshot);

-- A file that was handed out by itself after issuing.
create table snapshot_delivery (
  id bigint generated always as identity primary key,
  snapshot bigint not null references snapshot,
  target text not null,
  format text not null,
  state text not null check (state in ('waiting', 'sent', 'failed')),
  attempts integer not null default 0,
  due_at timestamptz not null,
  ended_at timestamptz,
  detail text
);
create index snapshot_delivery_waiting on snapshot_delivery (due_at) where state = 'waiting';

insert into revision (topic, n) values ('snapshot', 0);
