-- The tables of the search index in a database of their own (SEARCH_DATABASE_URL): what migrations 0010 and 0026 make in the
-- product's. A test compares the two.

-- What search knows of messages: derived from `message` alone, kept by a reactor, at any time to be made again. Key of the room
-- group: room_id. No foreign keys: their checks would lock the room's row, for which those who send wait.

-- How far each room is indexed.
create table search_room (
  room_id bigint primary key,
  -- Every change of a message up to this room clock is in the two tables below.
  tick bigint not null,
  indexed_at timestamptz not null,
  -- The rules by which all of the room is written; empty when it is to be written anew.
  built_by text not null
);

-- The newest messages of a room, up to 31.
create table search_tail (
  room_id bigint not null,
  number bigint not null,
  -- Room clock of the message.
  tick bigint not null,
  -- Milliseconds since 1970.
  sent_at bigint not null,
  -- Folded words and marks.
  line text not null,
  primary key (room_id, number)
) with (autovacuum_vacuum_scale_factor = 0.05);

-- 32 consecutive messages of a room: `first_number` is 1, 33, 65 …
create table search_segment (
  room_id bigint not null,
  first_number bigint not null,
  -- Room clock of the last change when this was written.
  tick bigint not null,
  first_at bigint not null,
  last_at bigint not null,
  sent_at bigint[] not null,
  -- The lines, U+0001 between them; empty ones for what is deleted.
  lines text not null,
  primary key (room_id, first_number)
  -- The lines lie apart from their row, so that choosing segments reads few pages.
) with (toast_tuple_target = 512);
-- Not compressed: PGLZ costs 90 us a segment each time it is read, and LZ4 is not in every build of PostgreSQL.
alter table search_segment alter column lines set storage external;
create index search_segment_time on search_segment (room_id, last_at) include (first_number, first_at);

-- What the index finds texts by: every character above U+0020, and every two that are neighbours, as a << 21 | b. Of index
-- and query alike. Doubles are left to GIN, which drops them. 30 us a message; the cost keeps it out of filters.
create function search_grams(text) returns bigint[]
language sql immutable strict parallel safe cost 100000
return (
  select coalesce(array_agg(a) filter (where a > 32), '{}')
    || coalesce(array_agg(b << 21 | a) filter (where a > 32 and b > 32), '{}')
  from (
    select ascii(c)::bigint as a, lag(ascii(c)::bigint) over () as b from string_to_table($1, null) as s (c)
  ) as pair
);
create index search_segment_grams on search_segment using gin (search_grams(lines));
-- With statistics on grams that are everywhere the planner filters instead of using the index: 4 s instead of 20 ms.
alter index search_segment_grams alter column 1 set statistics 0;

-- Those of two characters: what a query asks for, when it has any.
create function search_pairs(text) returns bigint[]
language sql immutable strict parallel safe
return array(select g from unnest(search_grams($1)) as g where g >= 1 << 21);

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
