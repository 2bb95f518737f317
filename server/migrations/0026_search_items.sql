-- What search knows of tasks and files, one row each: derived from `task` and `file` alone, kept and made again together with
-- what it knows of messages, up to the same clock of `search_room`. Key of the room group: room_id. No foreign keys, for the
-- same reason.
create table search_item (
  room_id bigint not null,
  kind text not null check (kind in ('task', 'file')),
  id bigint not null,
  -- Room clock of the last change when this was written.
  tick bigint not null,
  -- Milliseconds since 1970.
  made_at bigint not null,
  -- Folded words and marks; empty for what is deleted.
  line text not null,
  primary key (room_id, kind, id)
);

-- Rooms with tasks or files that were indexed before there was this table are written anew.
update search_room s set built_by = ''
where exists (select from task where room_id = s.room_id) or exists (select from file where room_id = s.room_id);
