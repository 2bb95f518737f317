-- Whom of those named a message of a room addresses: people in it, without its author, in the order they were named. Looks with eyes
-- of its own, which is what `volatile` means: a statement that had to wait for the room's lock does not see who came in meanwhile.
create function addressed(room bigint, named bigint[], author bigint) returns bigint[]
language plpgsql volatile strict as $$
begin
  return array(
    select m.account_id from unnest(named) with ordinality as n (account_id, place)
    join member m on m.room_id = room and m.account_id = n.account_id and m.role is not null
    where n.account_id <> author order by n.place
  );
end
$$;
