-- What was addressed to somebody and not read soon after: mailed when the first of it is due, all of it in one mail.
create table unread_mail (
  account_id bigint not null,
  room_id bigint not null,
  message_id bigint not null,
  due_at timestamptz not null,
  primary key (account_id, room_id, message_id)
);
create index unread_mail_time on unread_mail (due_at);
