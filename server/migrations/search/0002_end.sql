-- The same as the product's migration 0170: a test compares the two.

-- The end of each room's index: how far it is indexed, and its newest messages as a segment that is not full yet, in one row,
-- so that a search of a thousand rooms reads a thousand rows. Takes the place of `search_room` and `search_tail`, which are
-- the version before's, and may be dropped when that is gone. Key of the room group: room_id.
create table search_end (
  room_id bigint primary key,
  -- Every change of a message up to this room clock is in this row or in `search_segment`.
  tick bigint not null default 0,
  indexed_at timestamptz not null default '-infinity',
  -- The rules by which all of the room is written; empty when it is to be written anew.
  built_by text not null,
  -- When the newest message of its full segments was sent, in milliseconds since 1970; 0 when there is none.
  closed_at bigint not null default 0,
  -- The messages behind those, up to 31: number of the first, newest time (0 when there is none), times, and lines as a segment has them.
  first_number bigint not null default 1,
  last_at bigint not null default 0,
  sent_at bigint[] not null default '{}',
  lines text not null default ''
  -- The lines lie in their row, as they are: each search reads all of them.
) with (toast_tuple_target = 8160, autovacuum_vacuum_scale_factor = 0.05);
alter table search_end alter column lines set storage external;

insert into search_end
select r.room_id, r.tick, r.indexed_at, r.built_by, coalesce((select max(last_at) from search_segment s where s.room_id = r.room_id), 0),
  coalesce(t.first_number, (select max(first_number) + 32 from search_segment s where s.room_id = r.room_id), 1),
  coalesce(t.last_at, 0), coalesce(t.sent_at, '{}'), coalesce(t.lines, '')
from search_room r cross join lateral (
  select min(number) as first_number, max(sent_at) as last_at, array_agg(sent_at order by number) as sent_at,
    string_agg(line, E'\x01' order by number) as lines
  from search_tail where room_id = r.room_id
) t;
