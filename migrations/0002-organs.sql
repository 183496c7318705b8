-- Owns divisions, organs and posts. All of it is public knowledge but who holds a post, which is identity's.

create schema organs;
grant usage on schema organs to {{internet}}, {{extranet}}, {{worker_extranet}};

create table organs.division (
  code text primary key check (code ~ '^[0-9]{6}([0-9]{3})?$'),
  parent_code text references organs.division,
  kind text not null check (kind in ('city', 'district', 'county', 'street', 'town')),
  name jsonb not null
);

create table organs.organ (
  id uuid primary key,
  key text not null unique,
  parent_id uuid references organs.organ,
  kind text not null,
  name jsonb not null,
  division_code text not null references organs.division,
  credit_code text unique,
  -- To whom one may apply for administrative reconsideration of this organ's acts (行政复议法 第二十四条).
  reconsideration_organ_id uuid references organs.organ,
  court_name jsonb,
  valid_from date,
  valid_to date,
  verified boolean not null,
  note text
);
create index organ_of_division on organs.organ (division_code);
create index organ_of_parent on organs.organ (parent_id);

create table organs.post (
  id uuid primary key,
  organ_id uuid not null references organs.organ,
  role text not null,
  name jsonb not null,
  unique (organ_id, role, name)
);

grant select on organs.division, organs.organ to {{internet}}, {{extranet}}, {{worker_extranet}};
grant select on organs.post to {{extranet}}, {{worker_extranet}};
