-- Which blobs hold the access log: what people and programs called, hour by hour. `raw`: lines of one process, as they were
-- written. `parquet`: those of an hour put together. `spent`: replaced or too old, to be dropped. Small, and on every shard.
create table access_file (
  blob text primary key,
  -- The beginning of the hour.
  hour timestamptz not null,
  kind text not null check (kind in ('raw', 'parquet', 'spent')),
  bytes bigint not null,
  made_at timestamptz not null
);
create index access_file_hour on access_file (hour);
