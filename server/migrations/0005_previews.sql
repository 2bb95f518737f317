-- What a link's page says of itself, by the SHA-256 of its address, so that a popular link is fetched once a day.
-- `preview` is null where there is nothing to show.
create table link_preview (
  url_hash text primary key,
  url text not null,
  fetched_at timestamptz not null,
  preview jsonb
);
create index link_preview_age on link_preview (fetched_at);
