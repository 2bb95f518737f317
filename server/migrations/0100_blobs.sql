-- Files whose bytes are brought back from an archive, and moving blobs from one store to another.

-- Its bytes are being brought back. Everyone in the room sees it.
alter table file add column restoring boolean not null default false;

-- Who asked for it, and is told when they are there. Key of the room group: room_id.
create table file_restore (
  room_id bigint not null references room,
  file_id bigint not null,
  account_id bigint not null,
  tick bigint not null,
  asked_at timestamptz not null,
  primary key (room_id, file_id, account_id)
);

-- Whose bytes these are: asked once for each blob that is moved.
create index file_blob on file (blob);
