-- The same as the product's migration 0270: a test compares the two.

-- Which lines of a full segment hold which pairs of characters, roughly: for each of 480 buckets of pairs, bit 0 is the first line
-- (`masks.ts`). It tells segments that hold several words in different messages from those that hold them in one, without
-- their lines being read. Valid for the segment of the same clock; what has none is found all the same, more slowly:
-- `npx naniwa search rebuild` makes those of segments from before. Key of the room group: room_id. No foreign keys, as before.
create table search_mask (
  room_id bigint not null,
  first_number bigint not null,
  -- Of the segment it was made from.
  tick bigint not null,
  masks integer[] not null,
  primary key (room_id, first_number)
);
alter table search_mask alter column masks set storage plain;
