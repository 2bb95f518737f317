-- Webhooks: what happens in a room, or is addressed to somebody, told to a program elsewhere.

-- What somebody outside wants to know of: a small reference table, asked by every statement that changes a room, so that rooms
-- nobody watches leave no trace. Kept with the webhook itself.
create table watch (
  kind text not null check (kind in ('room', 'account')),
  subject_id bigint not null,
  account_id bigint not null,
  webhook_id bigint not null,
  primary key (kind, subject_id, account_id, webhook_id)
);

-- Key of the account group: account_id.
create table webhook (
  account_id bigint not null,
  id bigint not null,
  name text not null,
  url text not null,
  -- The room it is about; null: what is addressed to its owner, wherever.
  watched_room bigint,
  events text[] not null,
  retries boolean not null,
  state text not null check (state in ('on', 'off', 'stopped')),
  -- Base64 of the key that signs, and of the one that takes over from it.
  token text not null,
  next_token text,
  next_token_at timestamptz,
  -- The last attempts, oldest first: o arrived, x failed.
  recent text not null default '',
  -- A slow or dead receiver waits in a queue of its own kind.
  pace text not null default 'quick' check (pace in ('quick', 'slow')),
  -- When it was last queued for delivering; null once that has begun.
  queued_at timestamptz,
  created_at timestamptz not null,
  primary key (account_id, id),
  check ((next_token is null) = (next_token_at is null))
);

-- What was sent, is to be sent, or failed.
create table webhook_delivery (
  account_id bigint not null,
  id bigint not null,
  webhook_id bigint not null,
  -- The change it tells of: handled again, it is the same delivery.
  key text not null,
  event text not null,
  -- The room whose content it holds; null for a trial.
  about_room bigint,
  body text not null,
  state text not null check (state in ('waiting', 'delivered', 'failed')),
  attempts int not null default 0,
  -- When the next attempt is due; null when there is none.
  due_at timestamptz,
  tried_at timestamptz,
  milliseconds int,
  -- The answer, or why there was none.
  status int,
  problem text,
  answer text not null default '',
  created_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, webhook_id, key),
  check ((state = 'waiting') = (due_at is not null))
);
create index webhook_delivery_list on webhook_delivery (account_id, webhook_id, created_at, id);
-- Its reader asks for what is due with all accounts.
create index webhook_delivery_due on webhook_delivery (due_at) where due_at is not null;
create index webhook_delivery_age on webhook_delivery (created_at);
