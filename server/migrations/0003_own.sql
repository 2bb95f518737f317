-- What is one's own about rooms. Key of the account group: account_id; `tick` is the account's clock.

create table account_room (
  account_id bigint not null,
  room_id bigint not null,
  tick bigint not null,
  pinned boolean not null default false,
  muted boolean not null default false,
  category_id bigint,
  -- Set when one is no longer in the room.
  gone boolean not null default false,
  primary key (account_id, room_id)
);
create index account_room_changes on account_room (account_id, tick);

create table category (
  account_id bigint not null,
  id bigint not null,
  tick bigint not null,
  name text not null,
  position int not null,
  collapsed boolean not null default false,
  deleted boolean not null default false,
  primary key (account_id, id)
);

create table draft (
  account_id bigint not null,
  room_id bigint not null,
  tick bigint not null,
  body text not null,
  primary key (account_id, room_id)
);

create table bookmark (
  account_id bigint not null,
  room_id bigint not null,
  message_id bigint not null,
  tick bigint not null,
  created_at timestamptz not null,
  deleted boolean not null default false,
  primary key (account_id, room_id, message_id)
);

create table account_outbox (
  account_id bigint not null,
  id bigint not null,
  topic text not null,
  payload jsonb not null,
  created_at timestamptz not null,
  primary key (account_id, id)
);
