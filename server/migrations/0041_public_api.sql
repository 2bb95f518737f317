-- What the Chatwork-compatible API remembers of an account. Key of the account group: account_id.

-- Up to which message of a room was handed out already: a bot that polls gets what is new. Apart from what is read.
create table api_mark (
  account_id bigint not null,
  room_id bigint not null,
  number bigint not null,
  primary key (account_id, room_id)
);

-- Calls counted in a window of time. Lost in a crash, which is no loss.
create unlogged table api_window (
  account_id bigint not null,
  -- `calls`, or `posts:` and a room.
  name text not null,
  ends_at timestamptz not null,
  count int not null,
  primary key (account_id, name)
);
create index api_window_end on api_window (ends_at);

-- Requests that came with a key of their own, so that a repeated one is answered and not done again. Kept for a day.
create table api_once (
  account_id bigint not null,
  key text not null,
  -- SHA-256 of what was asked.
  request text not null,
  -- The id of the message that it sends, if it sends one.
  message_id bigint not null,
  -- Null while it is under way.
  status int,
  body text,
  created_at timestamptz not null,
  primary key (account_id, key)
);
create index api_once_age on api_once (created_at);
