-- In which language an SMS about a dossier would go to a person, or null where none would: told to officials before they act. How a person
-- wants to be reached is their own concern, so this runs as the owner and tells no number. The same rule as in delivery.ts.
create function kernel.sms_language(person uuid, typed text) returns text
language sql stable security definer set search_path = pg_catalog
begin atomic
  select case when address not like '02%' then reached.language end
    from (select coalesce(contact.language, 'vi') as language,
                 case when coalesce(by_sms, true) then case when phone_proven_at is null then typed else phone end end as address
            from (values (person)) asked (id) left join kernel.contact on contact.person_id = asked.id) reached;
end;
revoke execute on function kernel.sms_language(uuid, text) from public;
grant execute on function kernel.sms_language(uuid, text) to motcua_app;
