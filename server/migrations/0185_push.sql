-- Where browsers want to be told what is addressed to somebody who has no page open: one place a session, gone with it.
create table push_device (
  account_id bigint not null,
  session_id bigint not null,
  -- The address at the push service of the browser's maker, and the keys that only the browser can read with.
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  which text not null check (which in ('all', 'toMe', 'off')),
  hidden boolean not null,
  -- A slow service waits in a queue of its own kind.
  pace text not null default 'quick' check (pace in ('quick', 'slow')),
  -- Since when nothing arrives there.
  failing_since timestamptz,
  created_at timestamptz not null,
  primary key (account_id, session_id),
  foreign key (account_id, session_id) references session (account_id, id) on delete cascade
);

-- Until when somebody is taken to be at work in the program, where this session is.
alter table session add column here_until timestamptz;
