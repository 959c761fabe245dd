-- What was told of a case that has been let go names its applicant's telephone and mailbox: it goes with the case.
create or replace function kernel.expire_case(expiring uuid, moment timestamptz) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update kernel.case set subject = '', person_id = null, expired_at = moment
   where id = expiring and stage = 'closed' and expired_at is null and retain_until < (now() at time zone 'Asia/Ho_Chi_Minh')::date;
  if not found then return false; end if;
  update kernel.history set body = null, salt = null where case_id = expiring;
  delete from kernel.case_document where case_id = expiring;
  delete from kernel.case_search where case_id = expiring;
  delete from kernel.delivery using kernel.notice where notice.id = notice_id and notice.case_id = expiring;
  delete from kernel.notice where case_id = expiring;
  return true;
end $$;
