-- The bytes go into files under DATA_DIR, named by their SHA-256 (documents.ts). What an older version kept here is written out by the next
-- start (`writeOutFiles`); the column goes once no database holds any.
alter table kernel.document alter column bytes drop not null;
alter table kernel.document add column shown_as text; -- media type of the copy that screens show; null where there is none
alter table kernel.document add column pages int;
alter table kernel.document_bringer add column brought_at timestamptz;
update kernel.document_bringer set brought_at = document.stored_at from kernel.document where document.sha256 = document_bringer.sha256;
alter table kernel.document_bringer alter column brought_at set not null;
grant update (bytes, shown_as, pages) on kernel.document to motcua_app;
grant update (brought_at) on kernel.document_bringer to motcua_app;
