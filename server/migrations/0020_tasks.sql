-- Tasks of rooms: one person's each. Key of the room group: room_id.
--
-- What is somebody's own across rooms is read through their own rooms (`account_room`), as every list of one's own is: an
-- index entry is sought per room of theirs, never a room of others, and who is no longer in a room finds nothing there. The
-- alternative, a mirror in the account group, would make each change of a task a transaction over two groups (two nodes,
-- once sharded) and could drift; the look-up through 1,000 rooms costs some 5 ms.

create table task (
  room_id bigint not null references room,
  id bigint not null,
  tick bigint not null,
  -- Who is to do it, and who asked for it.
  account_id bigint not null,
  assigned_by bigint not null,
  body text not null,
  -- Due on a day, or at a time, or neither.
  due_on date,
  due_at timestamptz,
  status text not null default 'open' check (status in ('open', 'done')),
  priority text not null check (priority in ('low', 'normal', 'high')),
  -- Items of {id, text, done}; ids are not used again, so that nobody ticks another one than they saw.
  checklist jsonb not null default '[]',
  last_item int not null default 0,
  recurrence jsonb,
  -- The day from which a repeated one's series is counted.
  anchor date,
  reminders jsonb not null default '[]',
  message_id bigint not null,
  created_at timestamptz not null,
  done_at timestamptz,
  done_by bigint,
  deleted_at timestamptz,
  primary key (room_id, id),
  check (due_on is null or due_at is null),
  check (recurrence is null or anchor is not null)
);
create index task_changes on task (room_id, tick);
create index task_list on task (room_id, status, done_at) where deleted_at is null;
create index task_assignee on task (room_id, account_id, status, done_at) where deleted_at is null;
create index task_asker on task (room_id, assigned_by, status, done_at) where deleted_at is null;

-- What is to happen with open tasks at a time: a reminder is given, the next one of a series is made. Written anew with every
-- change that moves it, taken out by what happens. Its reader asks for what is due in all rooms: the one place that does.
create table task_alarm (
  room_id bigint not null references room,
  task_id bigint not null,
  tick bigint not null,
  kind text not null check (kind in ('reminder', 'next')),
  -- Which of the task's reminders; 0 for the next one.
  place int not null,
  at timestamptz not null,
  primary key (room_id, task_id, kind, place)
);
create index task_alarm_time on task_alarm (at);
