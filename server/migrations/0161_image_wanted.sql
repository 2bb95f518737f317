-- When somebody last chose the picture, or it was last seen to be named somewhere. Some days later it is looked at again, and deleted
-- if nothing names it.
alter table image add column wanted_at timestamptz not null default now();
create index image_wanted on image (wanted_at);
