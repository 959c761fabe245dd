-- What who holds number and code may know of a reminder: until when it must be answered, that it was, and by when the office means to be
-- done. The office's words stay in the dossier: they may name somebody.
create view dossiers.public_reminder as
  select case_id, day, sent_at, due_at, answered_at, expected_on from dossiers.reminder;
grant select on dossiers.public_reminder to motcua_app;
