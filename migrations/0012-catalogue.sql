-- Owns the decision tables of life events as they were written, and the items of imported service lists.

-- DMN 1.3; the content holds the same decisions in the form that is asked. Null in versions from before decision tables.
alter table catalogue.life_event_version add column decision_xml text;

-- One reading of a list of service items: which file, from where, and how its lines ended.
create table catalogue.import_run (
  id uuid primary key,
  file_name text not null,
  file_hash bytea not null,
  -- Where the list comes from, as whoever imported it said.
  source text,
  loaded integer not null,
  unchanged integer not null,
  refused integer not null,
  imported_at timestamptz not null
);

-- An item of the 实施清单 as another system lists it. It can be found, not applied for: what can be is a service_version.
create table catalogue.service_item (
  id uuid primary key,
  -- 实施编码: by it an item is found again.
  code text not null unique,
  -- 基本编码; null where the list has none in the national form.
  catalogue_code text,
  name text not null,
  main_name text,
  organ_name text not null,
  organ_credit_code text,
  -- 事项类型 of the national directory: its code, its name, and our kind where it is one that people apply for.
  task_type text not null,
  task_type_name text not null,
  kind text,
  area_code text not null,
  source_url text,
  -- The whole line, by the names of its columns, and the hash by which a change is seen.
  raw jsonb not null,
  raw_hash bytea not null,
  line integer not null,
  import_run_id uuid not null references catalogue.import_run,
  imported_at timestamptz not null
);

grant select on catalogue.service_item to {{internet}}, {{extranet}};
grant select on catalogue.import_run to {{extranet}};
