--! no-transaction
-- Few messages point at others: the rest is no part of it. Without a list of what is yet to be entered, which each of a thousand
-- look-ups would read through.
create index concurrently if not exists message_points on message using gin (message_points(body)) with (fastupdate = off)
where strpos(body, 'to=') > 0 or strpos(body, '/#!rid') > 0;
-- As with `search_segment_grams`: what statistics say of the pointed-at would make the planner filter instead.
alter index message_points alter column 1 set statistics 0;
