-- Organizations and accounts. Key of the account group: account_id (account.id). `organization` is a small reference
-- table; `login`, `handle` and `link` tables are look-ups, each keyed by what is looked up.

create table organization (
  id bigint primary key,
  name text not null,
  created_at timestamptz not null
);

create table account (
  id bigint primary key,
  organization_id bigint not null references organization,
  organization_role text not null check (organization_role in ('administrator', 'member')),
  -- The account's clock: grows by one with every change to what is its own.
  tick bigint not null default 0,
  -- Clock of the last change to the columns below.
  me_tick bigint not null default 0,
  my_room_id bigint not null,
  login_mail text not null,
  password_hash text not null,
  name text not null,
  chatwork_id text not null default '',
  department text not null default '',
  title text not null default '',
  url text not null default '',
  introduction text not null default '',
  mail text not null default '',
  tel_organization text not null default '',
  tel_extension text not null default '',
  tel_mobile text not null default '',
  skype text not null default '',
  facebook text not null default '',
  twitter text not null default '',
  avatar text,
  settings jsonb not null default '{}',
  created_at timestamptz not null
);
create index account_organization on account (organization_id, name);

-- Who signs in with an address. The address is the key, so that it is unique wherever the account's row lies.
create table login (
  email text primary key,
  account_id bigint not null
);

create table handle (
  chatwork_id text primary key,
  account_id bigint not null
);

-- The cookie holds the account's id and a random token; only the token's SHA-256 is kept.
create table session (
  account_id bigint not null,
  id bigint not null,
  token_hash text not null,
  user_agent text not null,
  address text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, token_hash)
);

-- Secrets sent by mail or handed over as links: invitations, sign-ups that wait for confirmation, password resets.
create table ticket (
  token_hash text primary key,
  id bigint not null,
  purpose text not null check (purpose in ('invitation', 'sign_up', 'reset')),
  organization_id bigint,
  account_id bigint,
  email text,
  -- What a sign-up will become: name, language, password hash, organization's name.
  details jsonb not null default '{}',
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index ticket_organization on ticket (organization_id, purpose);
create index ticket_expiry on ticket (expires_at);

-- Small pictures (avatars, room icons, link previews), by the SHA-256 of their bytes.
create table image (
  hash text primary key,
  type text not null,
  width int not null,
  height int not null,
  bytes bytea not null,
  created_at timestamptz not null
);

-- One row per server: the restore epoch.
create table server_state (
  name text primary key,
  value text not null
);
insert into server_state (name, value) values ('epoch', gen_random_uuid()::text);
