-- A link may confirm a new address to sign in with.
alter table ticket drop constraint ticket_purpose_check;
alter table ticket add constraint ticket_purpose_check check (purpose in ('invitation', 'sign_up', 'reset', 'address'));
-- An account's links end with its password, its address and itself.
create index ticket_account on ticket (account_id) where account_id is not null;
