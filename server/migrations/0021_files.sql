-- Files and uploads. The bytes lie in the blob store; a file names its blob, which is its own alone.

-- Bytes its people may keep here; null: what NANIWA_QUOTA_GB says.
alter table organization add column quota_bytes bigint check (quota_bytes >= 0);

-- What each organization's people have sent (`used`) and are sending (`reserved`), so that uploads at the same time cannot fill
-- it beyond its quota together. A look-up by organization, made with the first upload.
create table organization_storage (
  organization_id bigint primary key references organization,
  used bigint not null default 0 check (used >= 0),
  reserved bigint not null default 0 check (reserved >= 0)
);

-- Files in rooms. Key of the room group: room_id.
create table file (
  room_id bigint not null references room,
  id bigint not null,
  tick bigint not null,
  account_id bigint not null,
  -- Whose storage it takes: the sender's organization when it was sent.
  organization_id bigint not null references organization,
  message_id bigint not null,
  name text not null,
  -- The name as search compares names.
  folded_name text not null,
  size bigint not null,
  type text not null,
  -- Of plain text.
  charset text,
  kind text not null check (kind in ('image', 'document', 'media', 'other')),
  sha256 text not null,
  blob text not null,
  preview_state text not null check (preview_state in ('waiting', 'none', 'ready')),
  preview jsonb,
  created_at timestamptz not null,
  deleted_at timestamptz,
  primary key (room_id, id),
  check ((preview_state = 'ready') = (preview is not null))
);
create index file_changes on file (room_id, tick);

-- Blobs of deleted files, which are removed later than any backup of the database that still names them.
create table blob_garbage (
  room_id bigint not null references room,
  blob text not null,
  tick bigint not null,
  due_at timestamptz not null,
  primary key (room_id, blob)
);
create index blob_garbage_due on blob_garbage (due_at);

-- Uploads under way: one's own until they are finished. Key of the account group: account_id.
create table upload (
  account_id bigint not null,
  id bigint not null,
  room_id bigint not null,
  organization_id bigint not null references organization,
  name text not null,
  size bigint not null,
  -- As announced at the beginning.
  sha256 text,
  blob text not null,
  -- By which the blob store knows it.
  handle text not null,
  -- The file it has become. Kept until its time is over, so that finishing it again is answered the same.
  file_id bigint,
  -- What has arrived is being dropped.
  given_up boolean not null default false,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (account_id, id)
);
create index upload_expiry on upload (expires_at);
