-- Tokens for programs that act in somebody's name. Like a session's, a token holds the account's id and a secret, and only its
-- SHA-256 is kept.
create table api_token (
  account_id bigint not null,
  id bigint not null,
  token_hash text not null,
  name text not null,
  -- How the token begins, for people.
  hint text not null,
  -- Null: whatever its owner may.
  scopes text[],
  status text not null check (status in ('active', 'waiting', 'rejected')),
  created_at timestamptz not null,
  last_used_at timestamptz,
  expires_at timestamptz,
  primary key (account_id, id),
  unique (account_id, token_hash)
);

-- 'approval': tokens that members make wait for an administrator.
alter table organization add column token_policy text not null default 'open' check (token_policy in ('open', 'approval'));
