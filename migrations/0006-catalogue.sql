-- Owns services, life events, forms and who is responsible. Published versions are immutable and public.

create schema catalogue;
grant usage on schema catalogue to {{internet}}, {{extranet}}, {{worker_extranet}};

create table catalogue.service_version (
  id uuid primary key,
  key text not null,
  version integer not null,
  content jsonb not null,
  content_hash bytea not null,
  valid_from date not null,
  published_at timestamptz not null,
  unique (key, version)
);

create table catalogue.life_event_version (
  id uuid primary key,
  key text not null,
  version integer not null,
  content jsonb not null,
  content_hash bytea not null,
  published_at timestamptz not null,
  unique (key, version)
);

create table catalogue.form_version (
  id uuid primary key,
  key text not null,
  version integer not null,
  content jsonb not null,
  content_hash bytea not null,
  published_at timestamptz not null,
  unique (key, version)
);

-- Which organ handles a service for premises in a division, from when to when, and on what basis.
create table catalogue.responsibility (
  id uuid primary key,
  service_key text not null,
  division_code text not null references organs.division,
  exercise_level text not null,
  organ_id uuid not null references organs.organ,
  basis text not null,
  valid_from date not null,
  valid_to date,
  unique (service_key, division_code, valid_from)
);

-- 委托 (行政许可法 第二十四条): another organ handles it in the delegating organ's name.
create table catalogue.delegation (
  id uuid primary key,
  service_key text not null,
  from_organ_id uuid not null references organs.organ,
  to_organ_id uuid not null references organs.organ,
  division_code text not null references organs.division,
  basis text not null,
  valid_from date not null,
  valid_to date,
  unique (service_key, from_organ_id, division_code, valid_from)
);

grant select on catalogue.service_version, catalogue.life_event_version, catalogue.form_version,
  catalogue.responsibility, catalogue.delegation to {{internet}}, {{extranet}}, {{worker_extranet}};
