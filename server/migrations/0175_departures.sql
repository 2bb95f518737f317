-- Who left: nobody signs in to the account, nothing acts in its name, and it can be given back.
alter table account add column deactivated_at timestamptz;

-- What somebody whose account is deactivated was in a room, and becomes again when they come back.
alter table member add column kept_role text check (kept_role in ('admin', 'member', 'readonly'));
