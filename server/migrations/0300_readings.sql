-- How a name is read: ふりがな, or the name in other letters. People are found by it as by their name. Like the name, rooms and contacts
-- keep a copy, carried there by a reactor.
alter table account add column reading text not null default '';
alter table member add column reading text not null default '';
alter table contact add column reading text not null default '';
