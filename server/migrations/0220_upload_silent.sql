-- When it is looked at whether anything has arrived of an upload; null: something has, or nothing need.
alter table upload add column silent_until timestamptz;
create index upload_silence on upload (silent_until) where silent_until is not null;
