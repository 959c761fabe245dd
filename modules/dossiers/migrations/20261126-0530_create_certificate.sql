-- Sổ chứng thực: one number per kind of paper certified, 1 … to the end of the year, per office (Decree 23/2015/ND-CP art. 13, Circular
-- 01/2020/TT-BTP art. 4). The key is what makes a number unique, the counter only finds the next; its row is locked until the commit.
create table dossiers.certificate_counter (
  office_id int not null references kernel.office,
  year      int not null,
  last      int not null,
  primary key (office_id, year)
);
create table dossiers.certificate (
  office_id  int not null references kernel.office,
  year       int not null,
  no         int not null check (no > 0),
  dossier_id uuid not null references dossiers.dossier,
  requester  text not null,
  paper      jsonb not null,                          -- the row of the form: title, pages, copies
  fee        int not null check (fee >= 0),
  signer_id  uuid not null references kernel.person,  -- who signed by hand, at the desk
  given_at   timestamptz not null,
  primary key (office_id, year, no)
);
create index certificate_of_dossier on dossiers.certificate (dossier_id);

-- The signer's word that the signature on the copies is theirs: given afterwards, for many at once, or denied.
create table dossiers.signature (
  dossier_id  uuid primary key references dossiers.dossier,
  office_id   int not null references kernel.office,
  signer_id   uuid not null references kernel.person,
  signed_at   timestamptz not null,
  answered_at timestamptz,
  theirs      boolean,
  check ((answered_at is null) = (theirs is null))
);
create index signature_open on dossiers.signature (signer_id, signed_at) where answered_at is null;

alter table dossiers.certificate enable row level security;
create policy certificate_seen on dossiers.certificate using (
  office_id = any (kernel.my_offices()) or current_setting('motcua.reach', true) = 'province');
alter table dossiers.signature enable row level security;
create policy signature_seen on dossiers.signature using (
  office_id = any (kernel.my_offices()) or current_setting('motcua.reach', true) = 'province');
grant select, insert, update on dossiers.certificate_counter, dossiers.signature to motcua_app;
grant select, insert on dossiers.certificate to motcua_app;
