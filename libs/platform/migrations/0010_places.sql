-- A unit's place on a board stands apart from its row: when one unit moves, its neighbours get other ranks and gaps, and nothing else of theirs is written again.
-- Rows stored before hold rank and gap in their JSON (`rank`, `gapAbove`), and what a row says itself goes before what stands here; so nothing that is stored has to be converted.

-- Where each unit stands now. Half of every page is left free, so that a new place is written beside the old one and no index is touched.
create table place (
  board integer not null references board,
  unit integer not null,
  -- Null: not ranked.
  rank integer,
  -- Points to the unit above, as text; null where there is none.
  gap_above text,
  primary key (board, unit)
) with (fillfactor = 50);

-- Where it stood from a seq on, beside its rows in score_history; that a unit left, score_history says for both. In the order of that table's key, and for the same reasons.
create table place_history (
  board integer not null,
  unit integer not null,
  seq bigint not null,
  at timestamptz not null,
  rank integer,
  gap_above text,
  primary key (board, unit, at, seq)
);
create index place_history_at on place_history (board, at);
