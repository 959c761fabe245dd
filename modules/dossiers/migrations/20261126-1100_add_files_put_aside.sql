-- The files of an intake that was put aside, so that another officer of the desk can go on with what a colleague has scanned.
alter table dossiers.put_aside add column files jsonb not null default '[]'; -- [{ sha256, size, mediaType }]
