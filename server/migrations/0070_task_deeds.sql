-- What was done with tasks, and by whom. Key of the room group: room_id. Gone with the task: rows of a deleted one are deleted.
create table task_deed (
  room_id bigint not null references room,
  task_id bigint not null,
  -- Room clock of the task right after it.
  tick bigint not null,
  account_id bigint not null,
  what text not null check (what in ('added', 'changed', 'done', 'reopened', 'followed')),
  -- Of what was changed: fields of the task, whom it was given to, the new due day or time; as the contract has them.
  changes text[] not null default '{}',
  to_account_id bigint,
  due jsonb,
  -- The system message that told of it.
  message_id bigint,
  done_at timestamptz not null,
  primary key (room_id, task_id, tick)
);

-- What is still known of tasks from before there was this table; at clocks below all that follow.
insert into task_deed (room_id, task_id, tick, account_id, what, to_account_id, message_id, done_at)
select t.room_id, t.id, 0, t.assigned_by, 'added', t.account_id, m.id, t.created_at
from task t left join message m on m.room_id = t.room_id and m.id = t.message_id and m.kind = 'system'
where t.deleted_at is null;
insert into task_deed (room_id, task_id, tick, account_id, what, done_at)
select room_id, id, 1, done_by, 'done', done_at from task
where deleted_at is null and status = 'done' and done_by is not null and done_at is not null;

-- The messages that a text points at, as `ROOM-MESSAGE`: by a reply, a quote, or a link. Of index and query alike; the cost keeps
-- it out of filters.
create function message_points(body text) returns text[]
language sql immutable strict parallel safe cost 100000
return array(
  select distinct found[1]
  from regexp_matches(body, '(?:\[(?:rp|qtmeta) (?:[^]\r\n]* )?to=|/#!rid)([0-9]{1,16}-[0-9]{1,19})', 'g') as found
);
