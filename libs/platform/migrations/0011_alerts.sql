-- Alerts: watches, what they know of each unit, alerts with their steps, and the outbox of their messages. Instants come from the caller.

create table watch (
  id text primary key,
  -- Moves with every change; 0 is never used.
  version integer not null,
  body jsonb not null,
  origin text not null check (origin in ('file', 'entered')),
  entered_by text not null,
  entered_at timestamptz not null,
  reason text not null,
  removed_at timestamptz
);

create table watch_history (
  watch text not null,
  version integer not null,
  body jsonb,
  entered_by text not null,
  entered_at timestamptz not null,
  reason text not null,
  primary key (watch, version)
);

-- How far a watch has looked at a board: whoever moves it writes what came of it in the same transaction, and who finds it moved has lost.
create table watch_stand (
  watch text not null references watch,
  board integer not null references board,
  version integer not null,
  seq bigint not null,
  -- The stored clock at which it last looked.
  instant timestamptz not null,
  -- Why it cannot be evaluated, both languages; null where it can.
  fault jsonb,
  primary key (watch, board)
);

-- What a watch knows of a unit. A unit without a row is normal and has never been compared.
create table watch_instance (
  watch text not null references watch,
  board integer not null references board,
  unit integer not null references unit,
  state text not null check (state in ('normal', 'pending', 'alerting', 'recovering', 'no_data', 'error')),
  since timestamptz not null,
  -- The clock alone moves it at this instant (hold or keep-firing over); null where only a board can.
  due timestamptz,
  -- What it is compared with: the last certain tier, seq and instant at which it stood well.
  anchor jsonb not null,
  alert bigint,
  primary key (watch, board, unit)
);
create index watch_instance_due on watch_instance (due) where due is not null;

create table alert (
  id bigint generated always as identity primary key,
  watch text not null references watch,
  watch_version integer not null,
  board integer not null references board,
  unit integer not null references unit,
  severity text not null check (severity in ('notice', 'warning', 'critical')),
  state text not null check (state in ('normal', 'pending', 'alerting', 'recovering', 'no_data', 'error')),
  since timestamptz not null,
  fired_at timestamptz not null,
  ended_at timestamptz,
  ended text check (ended in ('recovered', 'watch_changed', 'watch_removed', 'period_over', 'unit_left')),
  seq bigint not null,
  facts jsonb not null,
  acknowledged jsonb,
  escalations integer not null default 0,
  -- The next escalation, by the stored clock; null where there is none left, or somebody has acknowledged.
  escalates_at timestamptz,
  muted_by bigint references alert
);
create index alert_active on alert (board) where ended_at is null;
create index alert_unit on alert (unit, fired_at desc);
create index alert_fired on alert (fired_at desc, id desc);
create index alert_muted on alert (muted_by) where muted_by is not null;
create index alert_escalates on alert (escalates_at) where escalates_at is not null;

create table alert_step (
  id bigint generated always as identity primary key,
  alert bigint not null references alert,
  at timestamptz not null,
  kind text not null,
  by text,
  text jsonb not null,
  channel text,
  seq bigint
);
create index alert_step_alert on alert_step (alert, id);

create table silence (
  id bigint generated always as identity primary key,
  scope jsonb not null,
  "from" timestamptz not null,
  until timestamptz not null,
  entered_by text not null,
  reason text not null,
  ended_at timestamptz,
  ended_by text
);

create table channel (
  id text primary key,
  body jsonb not null,
  -- Address and secret, sealed.
  target bytea not null,
  -- What may be shown of them.
  masked text not null,
  has_secret boolean not null,
  entered_by text not null,
  entered_at timestamptz not null,
  removed_at timestamptz,
  -- The token bucket, by the machine's time, and until when the other side has barred us.
  tokens double precision,
  filled_at timestamptz,
  barred_until timestamptz
);

-- What a channel is to be told: one step of one alert. Written with the step; gathered into a message when its time has come.
create table notice (
  id bigint generated always as identity primary key,
  channel text not null references channel,
  board integer not null references board,
  alert bigint not null references alert,
  step bigint not null references alert_step,
  -- By the machine's time; quiet hours and the wait for others of the same board are in it.
  due_at timestamptz not null,
  message bigint,
  -- Why it was never put into a message (silenced, muted, channel removed); null where it was or waits.
  dropped text
);
create index notice_waiting on notice (channel, due_at) where message is null and dropped is null;

create table message (
  id bigint generated always as identity primary key,
  channel text not null references channel,
  -- Null where it digests several boards, or is about no board (a test, a file).
  board integer references board,
  subject text not null,
  body jsonb not null,
  -- waiting → sending → sent | failed; a process that dies while sending leaves `sending`, and nobody knows whether it arrived.
  state text not null check (state in ('waiting', 'sending', 'sent', 'failed')),
  attempts integer not null default 0,
  -- It was begun by a process that died, so it may arrive a second time and says so.
  may_repeat boolean not null default false,
  due_at timestamptz not null,
  made_at timestamptz not null,
  claimed_at timestamptz,
  ended_at timestamptz
);
create index message_waiting on message (channel, due_at) where state in ('waiting', 'sending');
alter table notice add foreign key (message) references message;

create table delivery (
  id bigint generated always as identity primary key,
  message bigint not null references message,
  attempt integer not null,
  at timestamptz not null,
  outcome text not null check (outcome in ('sent', 'failed', 'unknown')),
  status integer,
  detail text not null
);
create index delivery_message on delivery (message);

-- A seq of a board that somebody refers to: what was known at it is never thinned away.
create table cited_seq (
  board integer not null references board,
  seq bigint not null,
  primary key (board, seq)
);

insert into revision (topic, n) values ('alert', 0), ('watch', 0);
