-- What was written around a dossier whose case has been let go: opinions, answers, ratings, the filing by photographs. When, by which
-- office, and with which marks stays, for the figures. It holds the guard itself: the application can empty no other dossier.
create function dossiers.expire_words(expiring uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from kernel.case where id = expiring and expired_at is not null) then return; end if;
  update dossiers.opinion set question = '', answer = null where case_id = expiring;
  update dossiers.reminder set answer = null where case_id = expiring;
  update dossiers.rating set words = null where case_id = expiring;
  update dossiers.photo_filing set phone = '', names = '', note = null, photos = '[]', objection = null, filing = case when filing is null then null else '{}'::jsonb end
   where id = expiring;
  delete from dossiers.printed_paper where case_id = expiring;
end $$;
revoke all on function dossiers.expire_words(uuid) from public;
grant execute on function dossiers.expire_words(uuid) to motcua_app;
