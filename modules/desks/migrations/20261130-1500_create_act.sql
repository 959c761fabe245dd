-- What was done with each number, in the order in which it happened: a desk without a line brings its calls in later, and what became of a
-- number follows from all of it (modules/desks/rules/calls.ts). Only ever added to; it goes with its number.
create table desks.act (
  id         uuid primary key,                                   -- made where it was done: bringing it in twice is once
  ticket_id  uuid not null references desks.ticket on delete cascade,
  did        text not null check (did in ('called', 'again', 'absent', 'served', 'let_go', 'back', 'given_up')),
  caller_id  uuid references kernel.person,                      -- whose call it is
  counter    int check (counter between 1 and 99),
  at         timestamptz not null,                               -- when it happened
  brought_at timestamptz,                                        -- when it was brought in, where there was no line
  seq        bigint not null generated always as identity,       -- the order of what happened in one moment
  check ((did in ('back', 'given_up')) or caller_id is not null),
  check ((did = 'called') <= (counter is not null)),
  check (brought_at >= at)
);
create index act_of_ticket on desks.act (ticket_id);
grant select, insert on desks.act to motcua_app;

-- What is known of the numbers there are. F8 ended one call and began the next in one moment: the end comes first.
insert into desks.act (id, ticket_id, did, caller_id, counter, at)
select uuidv7(), id, did, case when did <> 'given_up' then called_by end, counter, at
  from (
    select ticket.*, 'called' as did, called_at as at, 1 as place from desks.ticket where state in ('called', 'absent', 'served')
    union all
    select ticket.*, 'again', announced_at, 2 from desks.ticket where state in ('called', 'absent', 'served') and announced_at > called_at
    union all
    select ticket.*, state, ended_at, case when ended_at > called_at then 0 else 3 end
      from desks.ticket where state in ('absent', 'served', 'given_up') and ended_at is not null) as known
 order by at, place;
