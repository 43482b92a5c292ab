-- Which log a title (a Kafka topic) has named: a topic made again under the same name is another log, and the earlier one is over.
create table log_title (
  log text primary key,
  title text not null,
  adopted_at timestamptz not null,
  over_at timestamptz
);
create unique index log_title_now on log_title (title) where over_at is null;

-- Stored positions that a log cannot serve. Nothing is skipped until somebody has accepted it, with a reason.
create table log_gap (
  id bigint generated always as identity primary key,
  log text not null,
  partition integer not null,
  part integer not null,
  -- trimmed: the log starts above the position. rewound: it ends below it. recreated: the title names another log now.
  kind text not null check (kind in ('trimmed', 'rewound', 'recreated')),
  from_position bigint not null,
  -- Where the log can be gone on with; null where it is over.
  until_position bigint,
  seen_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by text,
  reason text
);
create unique index log_gap_open on log_gap (part) where accepted_at is null;
