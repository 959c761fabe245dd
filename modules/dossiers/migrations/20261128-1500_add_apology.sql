-- Mẫu 04: a late dossier is apologised for, once, with a new day. What the law had promised stays beside it.
alter table dossiers.dossier add column redated_to timestamptz;
create or replace view dossiers.public_case as
  select c.id, c.number, d.tracking_code, c.state, c.topic, c.office_id, c.holder_id, c.answer_due_at, c.due_at, c.provisional,
         c.opened_at, c.received_at, d.decided_at, d.outcome, d.version_id, d.redated_to
    from kernel.case c join dossiers.dossier d on d.id = c.id;
alter table dossiers.printed_paper drop constraint printed_paper_form_check,
  add constraint printed_paper_form_check check (form in ('01', '02', '03', '04'));
