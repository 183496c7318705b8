-- Owns what decisions issue. Anyone may verify a licence by its code; only its holder and its organ may list it.

create schema licences;
grant usage on schema licences to {{internet}}, {{extranet}}, {{worker_extranet}};

create table licences.licence (
  id uuid primary key,
  number text not null unique,
  verification_code text not null unique,
  kind text not null,
  name jsonb not null,
  holder_id uuid not null references identity.resident,
  -- What the licence states, as printed: label and value in the order of printing.
  holder_name text not null,
  entries jsonb not null,
  organ_id uuid not null references organs.organ,
  organ_name jsonb not null,
  district_code text not null,
  source_kind text not null,
  source_id uuid not null,
  issued_on date not null,
  expires_on date,
  status text not null check (status in ('valid', 'revoked')),
  issued_at timestamptz not null,
  unique (source_kind, source_id)
);
create index licence_of_holder on licences.licence (holder_id);
alter table licences.licence enable row level security;
grant select on licences.licence to {{internet}}, {{extranet}}, {{worker_extranet}};
grant insert on licences.licence to {{worker_extranet}};
create policy own_licences on licences.licence for select to {{internet}} using (holder_id = (select platform.actor_id()));
create policy own_organ on licences.licence for select to {{extranet}}
  using (organ_id = any ((select platform.actor_organ_ids())::uuid[]));
create policy extranet_worker on licences.licence to {{worker_extranet}} using (true) with check (true);

-- What a passer-by may know who holds the code: nothing that is not printed on the paper itself, and no id.
create function licences.verify_licence(code text)
  returns table (number text, kind text, name jsonb, holder_name text, entries jsonb, organ_name jsonb, issued_on date, expires_on date, status text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select licence.number, licence.kind, licence.name, licence.holder_name, licence.entries, licence.organ_name,
    licence.issued_on, licence.expires_on, licence.status
  from licences.licence where licence.verification_code = code
$$;
grant execute on function licences.verify_licence(text) to {{internet}};
