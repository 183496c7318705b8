-- Owns the files that belong to what officers recorded in a case: photographs of a visit or an inspection, signed
-- minutes, signed proofs of delivery. A file may be taken off until its record is made, and never after.

create table cases.record_file (
  id uuid primary key,
  case_id uuid not null references cases.case,
  -- Whose case it is, as with evidence.
  organ_id uuid not null references organs.organ,
  kind text not null check (kind in
    ('visit-photograph', 'inspection-photograph', 'hearing-minutes', 'signed-proof')),
  -- The visit or hearing; null for an inspection, which is a step of the case itself, and for a delivery.
  procedure_id uuid references cases.procedure,
  -- What was handed over at once and signed for once (cases.delivery).
  hand_over_id uuid,
  -- In the extranet's file store; the row of platform.file says what the bytes are.
  file_id uuid not null unique,
  name text not null,
  media_type text not null,
  size_bytes bigint not null,
  sha256 bytea not null check (octet_length(sha256) = 32),
  -- The organs beside the case's own that took part.
  shared_with_organ_ids uuid[] not null default '{}',
  added_by uuid not null references identity.officer,
  added_at timestamptz not null,
  -- When the record was made that it belongs to.
  sealed_at timestamptz,
  check ((procedure_id is not null) = (kind in ('visit-photograph', 'hearing-minutes'))),
  check ((hand_over_id is not null) = (kind = 'signed-proof'))
);
create index record_file_of_case on cases.record_file (case_id, added_at);
create index record_file_of_procedure on cases.record_file (procedure_id) where procedure_id is not null;
alter table cases.record_file enable row level security;
grant select, delete on cases.record_file to {{extranet}};
grant insert (id, case_id, organ_id, kind, procedure_id, hand_over_id, file_id, name, media_type, size_bytes, sha256,
  shared_with_organ_ids, added_by, added_at) on cases.record_file to {{extranet}};
create policy own_organ on cases.record_file to {{extranet}}
  using (organ_id = any ((select platform.actor_organ_ids())::uuid[]))
  with check (organ_id = any ((select platform.actor_organ_ids())::uuid[]));
create policy took_part on cases.record_file for select to {{extranet}}
  using (shared_with_organ_ids && (select platform.actor_organ_ids())::uuid[]);
create policy sealed_stays on cases.record_file as restrictive for delete to {{extranet}} using (sealed_at is null);
-- The worker seals the archive package, and moves a case with all that is its.
grant select, update (organ_id) on cases.record_file to {{worker_extranet}};
create policy extranet_worker on cases.record_file to {{worker_extranet}} using (true) with check (true);

-- The record is made: its files stay, and so do their rows in the file store. Answers with how many there are. Only a
-- function may say so, because the extranet's login has no grant to keep files.
create function cases.seal_record_files(of_case uuid, of_procedure uuid, of_kind text, at timestamptz) returns integer
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  sealed uuid[];
begin
  with now_sealed as (
    update cases.record_file set sealed_at = at
      where record_file.case_id = of_case and record_file.procedure_id is not distinct from of_procedure
        and record_file.kind = of_kind and record_file.sealed_at is null
        and record_file.organ_id = any (platform.actor_organ_ids())
      returning record_file.file_id)
  select coalesce(array_agg(now_sealed.file_id), '{}') into sealed from now_sealed;
  update platform.file set kept_at = at where file.id = any (sealed) and file.kept_at is null;
  return cardinality(sealed);
end $$;
grant execute on function cases.seal_record_files(uuid, uuid, text, timestamptz) to {{extranet}};

-- Whoever comes along to a visit or a meeting sees it, and changes nothing of it.
alter table cases.procedure add column participant_organ_ids uuid[] not null default '{}';
update cases.procedure set participant_organ_ids =
  array(select (one ->> 'id')::uuid from jsonb_array_elements(coalesce(detail -> 'participants', '[]')) one);
create policy takes_part on cases.procedure for select to {{extranet}}
  using (participant_organ_ids && (select platform.actor_organ_ids())::uuid[]);
create index procedure_of_participants on cases.procedure using gin (participant_organ_ids);
