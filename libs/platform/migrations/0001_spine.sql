-- The spine: clock, log position, units, ledger, events, cases, roll-ups, boards.
-- Plain SQL for PostgreSQL 16 to 18, with and without TimescaleDB. No now(): instants come from the caller.

create table clock (
  single boolean primary key default true check (single),
  instant timestamptz not null
);

create table log_position (
  log text not null,
  part integer not null,
  next bigint not null,
  primary key (log, part)
);

create table measure_set (
  single boolean primary key default true check (single),
  version integer not null
);
insert into measure_set (version) values (0);

-- Who is scored ---------------------------------------------------------------------------------------------------

create table unit (
  id integer generated always as identity primary key,
  code text not null unique,
  name text not null,
  name_en text not null,
  short text not null,
  initials text not null,
  pinyin text not null,
  local boolean not null
);

create table unit_alias (
  alias text primary key,
  unit integer not null references unit,
  reason text not null,
  added_by text not null,
  added_at timestamptz not null
);

create table unit_group (
  id text primary key,
  title jsonb not null,
  note jsonb,
  demo boolean not null
);

create table group_member (
  group_id text not null references unit_group,
  unit integer not null references unit,
  place integer not null,
  primary key (group_id, unit)
);
create index group_member_unit on group_member (unit);

-- Rubrics and the measures that they declare ----------------------------------------------------------------------

create table rubric (
  id text not null,
  hash text not null,
  version text not null,
  body text not null,
  active boolean not null,
  loaded_at timestamptz not null,
  primary key (id, hash)
);

create table measure (
  id integer generated always as identity primary key,
  hash text not null unique,
  declaration jsonb not null,
  state text not null check (state in ('provisional', 'complete')),
  -- Events below `since` (per partition, {"0": 123}) are back-filled; those at or above it are counted live.
  since jsonb not null,
  done jsonb not null,
  added_at timestamptz not null
);

-- Events ----------------------------------------------------------------------------------------------------------

create table ledger (
  identity bytea primary key,
  content bytea not null,
  time timestamptz not null
);

create table event (
  time timestamptz not null,
  part smallint not null,
  position bigint not null,
  unit integer not null,
  type text not null,
  source text not null,
  id text not null,
  subject text not null,
  corrects text,
  arrived timestamptz not null,
  data jsonb not null
);
create unique index event_position on event (part, position, time);
create index event_unit_type_time on event (unit, type, time);

create table tally (
  source text not null,
  hour timestamptz not null,
  outcome text not null check (outcome in ('counted', 'duplicate', 'conflicting', 'quarantined', 'held', 'replay')),
  n bigint not null,
  primary key (source, hour, outcome)
);

create table quarantine (
  id bigint generated always as identity primary key,
  arrived timestamptz not null,
  outcome text not null check (outcome in ('quarantined', 'conflicting', 'held')),
  state text not null default 'open' check (state in ('open', 'replayed', 'expired')),
  code text not null,
  detail text not null,
  source text not null,
  event_id text,
  type text,
  subject text,
  payload jsonb,
  sealed bytea,
  expires timestamptz,
  replayed_at timestamptz
);
create index quarantine_open on quarantine (arrived desc) where state = 'open';

-- Cases -----------------------------------------------------------------------------------------------------------

create table cases (
  kind text not null,
  key text not null,
  unit integer,
  facts jsonb not null,
  -- What this case really added to the roll-ups; a batch applies new minus stored.
  contributions jsonb not null,
  opened_at timestamptz,
  due_at timestamptz,
  closed_at timestamptz,
  flag text,
  -- The next instant at which the clock alone changes the contributions.
  next_tick timestamptz,
  measure_set integer not null,
  primary key (kind, key)
);
create index cases_tick on cases (next_tick) where next_tick is not null;
create index cases_unit on cases (unit, kind, opened_at);
create index cases_flag on cases (flag) where flag is not null;
create index cases_measure_set on cases (measure_set);

-- Roll-ups --------------------------------------------------------------------------------------------------------

-- One hour of one measure of one unit; `key` parts a keyed measure (one facility, one check point), else ''.
create table rollup (
  measure integer not null,
  unit integer not null,
  key text not null default '',
  bucket timestamptz not null,
  value bigint not null,
  primary key (measure, unit, key, bucket)
);

-- The same by day of Asia/Shanghai, so that a year is read in 365 rows.
create table rollup_day (
  measure integer not null,
  unit integer not null,
  key text not null default '',
  bucket date not null,
  value bigint not null,
  primary key (measure, unit, key, bucket)
);

-- Exact distinct members (hashed persons) with every contributing event kept as a count, so that a retraction is exact.
create table distinct_member (
  measure integer not null,
  unit integer not null,
  key text not null default '',
  member bytea not null,
  bucket timestamptz not null,
  n integer not null,
  primary key (measure, unit, key, member, bucket)
);

-- Units whose values changed, with the month (Asia/Shanghai) in which they changed; '-infinity' touches every board.
create table touched (
  unit integer not null,
  month date not null,
  last_event timestamptz,
  primary key (unit, month)
);

-- Judgements and attributes ---------------------------------------------------------------------------------------

create table judgement (
  id bigint generated always as identity primary key,
  rubric text not null,
  period text not null,
  unit integer not null references unit,
  indicator text not null,
  item text,
  kind text not null,
  value text,
  reason text not null,
  evidence text not null,
  entered_by text not null,
  effective date not null,
  withdraws bigint references judgement,
  entered_at timestamptz not null
);
create index judgement_leaf on judgement (rubric, period, unit);

create table attribute (
  id bigint generated always as identity primary key,
  unit integer not null references unit,
  name text not null,
  value numeric not null,
  effective date not null,
  citation text not null,
  entered_by text not null,
  entered_at timestamptz not null
);
create index attribute_unit on attribute (unit, name, effective);

-- Boards ----------------------------------------------------------------------------------------------------------

create table board (
  id integer generated always as identity primary key,
  rubric text not null,
  group_id text not null,
  period text not null,
  seq bigint not null,
  as_of timestamptz not null,
  rubric_hash text not null,
  position jsonb not null,
  provisional boolean not null,
  head jsonb not null,
  unique (rubric, group_id, period)
);

create table score (
  board integer not null references board,
  unit integer not null,
  row jsonb not null,
  primary key (board, unit)
);

-- Changed units of one seq: what was known then. Thinned with age, but for a seq that is cited.
create table score_history (
  board integer not null,
  unit integer not null,
  seq bigint not null,
  at timestamptz not null,
  row jsonb not null,
  primary key (board, unit, seq)
);
create index score_history_at on score_history (board, at);

-- Keys of the door ------------------------------------------------------------------------------------------------

create table api_key (
  id bigint generated always as identity primary key,
  name text not null,
  hash bytea not null unique,
  -- Null means every one.
  sources text[],
  types text[],
  units text[],
  roles text[] not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);
