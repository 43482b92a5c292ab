-- The newest arrival behind a tally, so that a silent source shows since when it has been silent.
alter table tally add column last_arrived timestamptz;
