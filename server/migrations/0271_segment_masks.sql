-- A segment's masks lie in its own row: to look each up in a table of its own cost more than all else that choosing segments does. Of a line's
-- marks they tell each as a whole: the pairs that every author's mark begins with filled the buckets they were in. Fewer of them,
-- so that four rows fill a page still. The version before, which may run beside this one, finds the same without any: `search_mask` is
-- empty from now on, but for what that version writes. Rooms are written anew by their rules (`RULES`).
alter table search_segment
  -- For each bucket which lines hold something in it, bit 0 is the first (`masks.ts`). Null until this version has written them.
  add column masks integer[],
  -- The segment's `tick` that they were made at: others tell nothing.
  add column masks_tick bigint;
alter table search_segment alter column masks set storage plain, alter column sent_at set storage main;
-- Only the lines lie apart.
alter table search_segment set (toast_tuple_target = 2032);
truncate search_mask;
