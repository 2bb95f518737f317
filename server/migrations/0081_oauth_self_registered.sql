-- Applications that registered themselves (RFC 7591) are nobody's.
alter table oauth_app alter column account_id drop not null;

-- Whether people of the organization may let such applications act for them.
alter table organization add column self_registered_apps boolean not null default true;
