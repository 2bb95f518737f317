-- What came in the quiet hours of a device's owner, and is told after them: of each place (a room, a task, the requests) the newest.
create table push_held (
  account_id bigint not null,
  session_id bigint not null,
  -- Where it is shown: another one with the same tag takes its place.
  tag text not null,
  news jsonb not null,
  due_at timestamptz not null,
  primary key (account_id, session_id, tag),
  foreign key (account_id, session_id) references push_device (account_id, session_id) on delete cascade
);
create index push_held_time on push_held (due_at);
