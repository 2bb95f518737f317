-- People of other organizations one knows. Key of the account group: account_id. Each of two people has a row of their own about
-- the other, so that what one of them sees is read from one place and moves one clock.

create table contact (
  account_id bigint not null,
  person_id bigint not null,
  -- The account's clock.
  tick bigint not null,
  standing text not null check (standing in ('none', 'incoming', 'outgoing', 'contact')),
  request_id bigint,
  message text not null default '',
  room_id bigint,
  since timestamptz not null,
  blocked boolean not null default false,
  -- Who it is: a copy of the other account's row, kept by a reactor, so that reading one's contacts stays inside the group.
  organization_id bigint not null references organization,
  chatwork_id text not null,
  name text not null,
  department text not null,
  title text not null,
  avatar text,
  primary key (account_id, person_id),
  check ((standing in ('incoming', 'outgoing')) = (request_id is not null)),
  check ((standing = 'contact') = (room_id is not null))
);
create index contact_changes on contact (account_id, tick);
-- For carrying a changed profile to those who know its owner.
create index contact_person on contact (person_id);

-- Requests to mail addresses.
create table contact_invitation (
  account_id bigint not null,
  id bigint not null,
  tick bigint not null,
  email text not null,
  message text not null,
  -- Who was found to have the address. Never told to whoever asked.
  person_id bigint,
  -- A mail has gone to the address, or the request to its owner.
  delivered boolean not null default false,
  closed boolean not null default false,
  created_at timestamptz not null,
  primary key (account_id, id)
);
create index contact_invitation_changes on contact_invitation (account_id, tick);
create unique index contact_invitation_open on contact_invitation (account_id, email) where not closed;
-- For whoever signs up with an address that was invited.
create index contact_invitation_email on contact_invitation (email) where not closed;
