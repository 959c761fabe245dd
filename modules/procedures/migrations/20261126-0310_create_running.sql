-- How many dossiers of a procedure are under way: a count for whoever changes its rules, who may see no dossier.
create view procedures.running as
  select topic as code, count(*)::int as running from kernel.case
   where state in ('registered', 'received', 'processing', 'awaiting_supplement', 'awaiting_payment')
   group by topic;
grant select on procedures.running to motcua_app;
