-- OAuth 2.0: applications that act in somebody's name, by their leave.

-- A look-up by the name that an application has in the protocol.
create table oauth_app (
  client_id text primary key,
  -- Who registered it.
  account_id bigint not null,
  name text not null,
  kind text not null check (kind in ('confidential', 'public')),
  -- SHA-256 of the secret; null for public ones.
  secret_hash text,
  redirect_uris text[] not null,
  created_at timestamptz not null,
  check ((kind = 'confidential') = (secret_hash is not null))
);
create index oauth_app_account on oauth_app (account_id, created_at);

-- What the provider keeps for a while: requests that wait, codes, refresh tokens. A look-up by kind and name. Names of codes and
-- refresh tokens are kept as their SHA-256.
create table oauth_item (
  kind text not null,
  id text not null,
  payload jsonb not null,
  grant_id text,
  uid text,
  consumed_at timestamptz,
  expires_at timestamptz,
  primary key (kind, id)
);
create index oauth_item_grant on oauth_item (grant_id) where grant_id is not null;
create index oauth_item_uid on oauth_item (uid) where uid is not null;
create index oauth_item_expiry on oauth_item (expires_at);

-- What somebody lets an application do. Key of the account group: account_id.
create table oauth_connection (
  account_id bigint not null,
  client_id text not null,
  grant_id text not null,
  scopes text[] not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  primary key (account_id, client_id)
);
create index oauth_connection_app on oauth_connection (client_id);
