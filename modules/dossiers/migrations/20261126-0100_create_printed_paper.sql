-- The papers that have left the system, by the hash of their bytes: a copy can be told from a forgery, also after a template has changed.
create table dossiers.printed_paper (
  sha256     text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  case_id    uuid not null references kernel.case,
  form       text not null check (form in ('01', '02', '03')),  -- of Circular 01/2018/TT-VPCP
  seq        int not null,                                       -- the entry of the history it was drawn from
  printed_at timestamptz not null
);
create index printed_paper_by_case on dossiers.printed_paper (case_id);

-- Results by the hash of their file, for whoever holds the file and wants to know whether it is genuine.
create index dossier_by_result on dossiers.dossier ((result ->> 'sha256')) where result ->> 'sha256' is not null;
create view dossiers.public_result as
  select id as case_id, result ->> 'sha256' as sha256, decided_at from dossiers.dossier where result ->> 'sha256' is not null;

-- The first letters of the applicant's name: who holds a paper can see whether the name on it was altered, and learns no name from us.
create view dossiers.public_initials as
  select id as case_id, regexp_replace(subject, '(\S)\S*', '\1.', 'g') as initials from kernel.case where kind = 'dossier';

grant select, insert on dossiers.printed_paper to motcua_app;
grant select on dossiers.public_result, dossiers.public_initials to motcua_app;
