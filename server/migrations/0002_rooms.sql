-- Rooms and what is in them. Key of the room group: room_id (room.id). Every table of it carries the room clock (`tick`).

create table room (
  id bigint primary key,
  type text not null check (type in ('my', 'direct', 'group')),
  -- The room's clock: grows by one with every change in the room, under this row's lock.
  tick bigint not null default 0,
  -- Clock of the last change to this row's own columns.
  room_tick bigint not null default 0,
  last_number bigint not null default 0,
  active_at timestamptz not null,
  name text not null default '',
  description text not null default '',
  icon_preset text not null default 'group',
  icon_hue int not null default 1,
  icon_image text,
  link_code text,
  link_need_acceptance boolean not null default true,
  link_description text not null default '',
  deleted_at timestamptz,
  created_at timestamptz not null
);

create table member (
  room_id bigint not null references room,
  account_id bigint not null,
  tick bigint not null,
  -- Null once the person is gone.
  role text check (role in ('admin', 'member', 'readonly')),
  -- Everything up to this number is read.
  read_number bigint not null default 0,
  joined_at timestamptz not null,
  -- Whom the room shows: a copy of the account's row, kept by a reactor, so that reading a room stays inside its group.
  organization_id bigint not null references organization,
  name text not null,
  department text not null,
  title text not null,
  avatar text,
  primary key (room_id, account_id)
);
create index member_changes on member (room_id, tick);

create table message (
  room_id bigint not null references room,
  id bigint not null,
  number bigint not null,
  tick bigint not null,
  account_id bigint not null,
  kind text not null check (kind in ('message', 'system')),
  body text not null,
  mentions bigint[] not null default '{}',
  to_all boolean not null default false,
  self_unread boolean not null default false,
  created_at timestamptz not null,
  edited_at timestamptz,
  deleted_at timestamptz,
  previews jsonb not null default '[]',
  primary key (room_id, id),
  unique (room_id, number)
);
create index message_changes on message (room_id, tick);
create index message_to_all on message (room_id, number) where to_all and deleted_at is null;

-- Rows only for those mentioned; To-all is one column of the message.
create table mention (
  room_id bigint not null references room,
  account_id bigint not null,
  number bigint not null,
  tick bigint not null,
  primary key (room_id, account_id, number)
);

create table reaction (
  room_id bigint not null references room,
  message_id bigint not null,
  emoji text not null,
  account_id bigint not null,
  tick bigint not null,
  created_at timestamptz not null,
  primary key (room_id, message_id, emoji, account_id)
);

create table join_request (
  room_id bigint not null references room,
  account_id bigint not null,
  tick bigint not null,
  requested_at timestamptz not null,
  primary key (room_id, account_id)
);

-- Consequences to come, written with the change itself and read by the relay.
create table outbox (
  room_id bigint not null,
  id bigint not null,
  tick bigint not null,
  topic text not null,
  payload jsonb not null,
  created_at timestamptz not null,
  primary key (room_id, id)
);

-- Look-ups: which room a link's code or a pair of people leads to.
create table room_link (
  code text primary key,
  room_id bigint not null
);

create table direct_room (
  low_account_id bigint not null,
  high_account_id bigint not null,
  room_id bigint not null,
  primary key (low_account_id, high_account_id)
);
