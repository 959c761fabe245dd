-- A case that belongs to no account yet becomes one's own; its module has made sure whose it is. Runs as the owner: the case is out of
-- sight before.
create function kernel.claim_case(asked uuid, person uuid) returns boolean
language sql volatile security definer set search_path = pg_catalog
begin atomic
  update kernel.case set person_id = person where id = asked and person_id is null returning true;
end;
revoke execute on function kernel.claim_case(uuid, uuid) from public;
grant execute on function kernel.claim_case(uuid, uuid) to motcua_app;
