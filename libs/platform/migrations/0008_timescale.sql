-- Ready for hypertables: plain SQL that every PostgreSQL runs. Whether the tables become hypertables is decided at each start (database/timescale.ts),
-- so that an installation which gets the extension later is converted then.

-- A hypertable's unique index must hold the time column. In this order the newest row of a unit is the first one of an ordered walk from the newest chunk backwards.
alter table score_history drop constraint score_history_pkey;
alter table score_history add primary key (board, unit, at, seq);

-- The newest arrival of all is asked with every scoring and every poll; looked up here it costs one step, whatever the number of chunks.
create index tally_arrived on tally (last_arrived) where outcome = 'counted';

-- Units that left a board: who was ever on it is in `score` or here, without a walk through its whole history.
create index score_history_left on score_history (board, unit) where row = 'null'::jsonb;
