-- The rules of the province are changed by two: one administrator proposes a list, another publishes it. What stands in data/ comes with
-- the program and is published by its start.
create table procedures.proposal (
  id            uuid primary key,
  in_force_from date not null,
  sha256        text not null check (sha256 ~ '^[0-9a-f]{64}$'),  -- of the file that was proposed
  proposed_by   uuid not null references kernel.person,
  proposed_at   timestamptz not null,
  state         text not null default 'open' check (state in ('open', 'published', 'returned', 'withdrawn')),
  decided_by    uuid references kernel.person,
  decided_at    timestamptz,
  reason        text,
  check ((state = 'open') = (decided_by is null) and (state = 'open') = (decided_at is null)),
  -- The net under the verbs: nobody publishes what they have proposed themselves.
  check (state not in ('published', 'returned') or decided_by <> proposed_by),
  check (state <> 'withdrawn' or decided_by = proposed_by)
);
create index proposal_of_day on procedures.proposal (proposed_at desc);

-- The versions as they would be published, in the order of the file.
create table procedures.proposed_version (
  proposal_id uuid not null references procedures.proposal,
  row         int not null,
  version_id  uuid not null,
  body        jsonb not null,
  primary key (proposal_id, row)
);
create index proposed_version_of on procedures.proposed_version (version_id);

grant select, insert on procedures.proposal, procedures.proposed_version to motcua_app;
grant update (state, decided_by, decided_at, reason) on procedures.proposal to motcua_app;
