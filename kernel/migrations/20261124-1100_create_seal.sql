-- Each seal covers all that was written by the transactions [from_xid, until_xid), and the seal before: what is altered later shows.
create table kernel.seal (
  no        int primary key,
  sealed_at timestamptz not null,
  from_xid  xid8 not null,
  until_xid xid8 not null,
  rows      int not null,
  contents  bytea not null,
  prev      bytea not null,
  hash      bytea not null
);
create index seal_by_time on kernel.seal (sealed_at);

-- The last entry of each case that got one in the batch: who cuts a history short or writes it anew contradicts it.
create table kernel.seal_head (
  seal_no int not null references kernel.seal,
  case_id uuid not null,
  seq     int not null,
  hash    bytea not null,
  primary key (seal_no, case_id)
);

-- Erases the words of one entry where the law demands it; the chain covers only their salted hash and stays whole. For the owner alone.
create function kernel.erase_history_body(of_case uuid, of_seq int) returns void language sql
  begin atomic
    update kernel.history set body = null, salt = null where case_id = of_case and seq = of_seq;
  end;
revoke execute on function kernel.erase_history_body from public;

grant select, insert on kernel.seal, kernel.seal_head to motcua_app;
