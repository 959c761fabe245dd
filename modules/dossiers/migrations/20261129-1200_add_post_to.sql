-- The result is wanted by post: to whom and where. Gone with what the dossier was about.
alter table dossiers.dossier add column post_to jsonb;   -- { name, phone, address }
