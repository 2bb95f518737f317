-- What the verb of a request answered, as JSON, written with what it did: whoever tries again makes nothing a second time.
alter table api_once add column outcome text;
