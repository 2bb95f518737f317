-- How many hours of the access log a file holds, from its hour on: the hours of a day that is over are put together.
alter table access_file add column hours int not null default 1;
