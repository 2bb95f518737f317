-- What was found when all of an upload was read: its hash and what it is. A large one takes longer than an answer may.
alter table upload add column examined jsonb;
