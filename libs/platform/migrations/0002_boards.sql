-- Boards at work: which months feed them, which of their units wait to be scored, what was known of a whole board at each seq.

-- The months (first days, Asia/Shanghai, half-open) whose touched units concern a board, and what the board says beside its rows.
alter table board
  add column from_month date not null,
  add column until_month date not null,
  add column summaries jsonb not null,
  -- Newest event time counted in it, and the newest arrival of all, when it was scored.
  add column last_event timestamptz,
  add column last_arrived timestamptz;

-- Digest of the row as it was written, so that an unchanged row is known without reading it.
alter table score add column digest text not null;

-- The newest event of a unit in a month; a unit without a row in a board's months has reported nothing.
create table unit_month (
  unit integer not null,
  month date not null,
  last_event timestamptz not null,
  primary key (unit, month)
);

-- Units of a board that wait to be scored. Touched units are dealt out to boards in a transaction of their own,
-- so that a batch of events never waits for a board to be scored.
create table board_touched (
  board integer not null references board,
  unit integer not null,
  primary key (board, unit)
);

-- The board as a whole at each seq; its rows of then are in score_history, where a null row says that the unit left.
create table board_history (
  board integer not null references board,
  seq bigint not null,
  at timestamptz not null,
  rubric_hash text not null,
  position jsonb not null,
  provisional boolean not null,
  summaries jsonb not null,
  last_event timestamptz,
  last_arrived timestamptz,
  primary key (board, seq)
);
create index board_history_at on board_history (board, at);

-- Boards that somebody asked for and that nobody has made yet.
create table board_wanted (
  rubric text not null,
  group_id text not null,
  period text not null,
  primary key (rubric, group_id, period)
);

-- A judgement is withdrawn at most once.
create unique index judgement_withdraws on judgement (withdraws) where withdraws is not null;
