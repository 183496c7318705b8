-- Owns divisions, organs and posts. All of it is public knowledge but who holds a post, which is identity's.

create schema organs;
grant usage on schema organs to {{internet}}, {{extranet}}, {{worker_extranet}};

create table organs.division (
  code text primary key check (code ~ '^[0-9]{6}([0-9]{3})?$'),
  parent_code text references organs.division,
  kind text not null check (kind in ('city', 'district', 'county', 'street', 'town')),
  name jsonb not null,
  verified boolean not null
);

-- Courts are no organs of this tree: they are here only as addressees of the notice on appeal rights.
create table organs.court (
  key text primary key,
  division_code text not null references organs.division,
  level text not null check (level in ('basic', 'intermediate')),
  name jsonb not null,
  verified boolean not null,
  note text
);

create table organs.organ (
  id uuid primary key,
  key text not null unique,
  parent_id uuid references organs.organ,
  kind text not null,
  name jsonb not null,
  division_code text not null references organs.division,
  credit_code text unique,
  -- Who leads a branch or a vertical organ, where that isn't its parent in the tree.
  line_superior_id uuid references organs.organ,
  -- To whom one may apply for administrative reconsideration of this organ's acts (行政复议法 第二十四条), where the
  -- law gives a choice or leaves a doubt the second organ, and whether the law's text settles it.
  reconsideration_organ_id uuid references organs.organ,
  reconsideration_alternative_id uuid references organs.organ,
  reconsideration_basis text,
  reconsideration_verified boolean not null,
  reconsideration_note text,
  -- The court of first instance (行政诉讼法 第十四条, 第十五条, 第十八条); null where nothing can be sued.
  court_key text references organs.court,
  valid_from date,
  valid_to date,
  verified boolean not null,
  source text,
  note text
);
create index organ_of_division on organs.organ (division_code);
create index organ_of_parent on organs.organ (parent_id);

create table organs.post (
  id uuid primary key,
  key text not null unique,
  organ_id uuid not null references organs.organ,
  role text not null,
  name jsonb not null
);
create index post_of_organ on organs.post (organ_id, role);

grant select on organs.division, organs.court, organs.organ to {{internet}}, {{extranet}}, {{worker_extranet}};
grant select on organs.post to {{extranet}}, {{worker_extranet}};
