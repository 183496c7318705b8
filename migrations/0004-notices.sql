-- Owns what residents are told, as it was told. Mail is a copy of a notice, never the notice itself.

create schema notices;
grant usage on schema notices to {{internet}}, {{extranet}}, {{worker_extranet}};

create table notices.notice (
  id uuid primary key,
  resident_id uuid not null references identity.resident,
  -- What makes a handler that runs twice tell only once.
  cause_id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  organ_id uuid references organs.organ,
  district_code text not null,
  title jsonb not null,
  body jsonb not null,
  -- Within the portal and without the language, as /applications/…
  path text not null check (path like '/%'),
  created_at timestamptz not null,
  read_at timestamptz,
  mailed_at timestamptz,
  unique (cause_id, resident_id)
);
create index notice_of_resident on notices.notice (resident_id, created_at desc);
create index notice_unread on notices.notice (resident_id) where read_at is null;
alter table notices.notice enable row level security;
grant select, update (read_at) on notices.notice to {{internet}};
create policy own_rows on notices.notice to {{internet}}
  using (resident_id = (select platform.actor_id())) with check (resident_id = (select platform.actor_id()));
grant select, insert, update (mailed_at) on notices.notice to {{worker_extranet}};
create policy extranet_worker on notices.notice to {{worker_extranet}} using (true) with check (true);
