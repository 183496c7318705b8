-- Owns the archive packages of closed cases: where each lies, what it hashes to, until when it is kept, and whether it
-- went to the archive. A row is added and never taken away; of what it says only the status goes on.

create table cases.archive_package (
  id uuid primary key,
  case_id uuid not null references cases.case,
  organ_id uuid not null references organs.organ,
  -- 1 is the package; later ones are supplements to the one before.
  version integer not null check (version >= 1),
  -- In the extranet's file store.
  file_id uuid not null unique,
  size_bytes bigint not null check (size_bytes > 0),
  -- Of the ZIP file as a whole.
  sha256 bytea not null check (octet_length(sha256) = 32),
  -- Of what the package tells, without the package itself: whether there is something to supplement.
  content_sha256 bytea not null check (octet_length(content_sha256) = 32),
  -- {id of an evidence item, paper or licence: path}: what need not come again in a supplement.
  contains jsonb not null,
  closed_on date not null,
  made_at timestamptz not null,
  -- The rule of data/<city>/retention.json as it stood; null for ever.
  retention_rule text not null,
  retention_period text not null check (retention_period in ('permanent', '30-years', '10-years')),
  retained_until date,
  -- From when on it goes to the archive; null where it never does.
  transfer_due_on date,
  status text not null default 'made' check (status in ('made', 'listed-for-transfer', 'transferred')),
  listed_at timestamptz,
  transferred_at timestamptz,
  unique (case_id, version),
  check ((retention_period = 'permanent') = (retained_until is null)),
  check ((status = 'made') = (listed_at is null)),
  check ((status = 'transferred') = (transferred_at is not null))
);
create index archive_package_to_transfer on cases.archive_package (transfer_due_on) where status <> 'transferred';
alter table cases.archive_package enable row level security;
grant select on cases.archive_package to {{extranet}}, {{worker_extranet}};
grant insert, update (status, listed_at, transferred_at) on cases.archive_package to {{worker_extranet}};
create policy own_organ on cases.archive_package for select to {{extranet}}
  using (organ_id = any ((select platform.actor_organ_ids())::uuid[]));
create policy extranet_worker on cases.archive_package to {{worker_extranet}} using (true) with check (true);

-- Whoever seals the file has to see all of it: also what officers concluded for their organ.
grant select on cases.opinion to {{worker_extranet}};
create policy extranet_worker on cases.opinion for select to {{worker_extranet}} using (true);

-- The package's own file, kept with the row of the package: from then on no login may remove it.
grant insert (id, zone, owner_kind, owner_id, uploader_id, name, media_type, size_bytes, sha256, state, received_at)
  on platform.file to {{worker_extranet}};
create policy own_zone_adds on platform.file as restrictive for insert to {{worker_extranet}}
  with check (zone = 'extranet');

insert into platform.permitted_job (zone, task) values ('extranet', 'archive-case');
