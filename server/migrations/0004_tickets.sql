-- A ticket may have several secrets, a row each under one id: it is used up, withdrawn and mailed by that id.
create index ticket_id on ticket (id);
