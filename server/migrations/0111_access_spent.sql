-- Since when a file of the access log is replaced or too old: whoever began to read just before that finds it for a while yet.
alter table access_file add column spent_at timestamptz;
