-- Owns how it is known that somebody took a result: what was handed over at once, how it was signed for, the scan of
-- what was signed; and the licence that is printed at the counter.

alter table cases.delivery
  -- The same for everything that was handed over at once and signed for once.
  add column hand_over_id uuid,
  -- 'paper': on the printed proof of delivery; 'pad': drawn, and kept as signature_encrypted. Null by post and on the
  -- portal, where the receipt and the sign-in are the proof, and in rows from before.
  add column signed_how text check (signed_how in ('paper', 'pad')),
  add constraint pad_has_signature check (signed_how is distinct from 'pad' or signature_encrypted is not null);
update cases.delivery set hand_over_id = id, signed_how = case when signature_encrypted is not null then 'pad' end;
create index delivery_of_hand_over on cases.delivery (hand_over_id);

-- As in 0014, with how it was signed for. The former function stays for a process of the former version.
create function cases.record_counter_delivery(new_id uuid, hand_over_id uuid, case_id uuid, paper_id uuid,
    licence_id uuid, delivered_on date, receiver_name text, receiver_relation text, statement text, signed_how text,
    signature_encrypted bytea, at timestamptz) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform cases.record_counter_delivery(new_id, record_counter_delivery.case_id, record_counter_delivery.paper_id,
    record_counter_delivery.licence_id, record_counter_delivery.delivered_on, record_counter_delivery.receiver_name,
    record_counter_delivery.receiver_relation, record_counter_delivery.statement,
    record_counter_delivery.signature_encrypted, at);
  update cases.delivery set hand_over_id = record_counter_delivery.hand_over_id,
      signed_how = record_counter_delivery.signed_how
    where delivery.id = new_id;
end $$;

-- The licence that a case of the district brought forth, as long as it is valid, to be printed and handed over.
create function cases.find_deliverable_licence(case_id uuid, at timestamptz)
  returns table (id uuid, number text, template_id uuid, version integer, verification_code text, holder_name text,
                 name jsonb, organ_name jsonb, entries jsonb, issued_on date, expires_on date, in_force_from date,
                 drawn_up_at timestamptz, organ_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select licence.id, licence.number, licence.template_id, version.version, version.verification_code,
    version.holder_name, version.name, version.organ_name, version.entries, version.issued_on, version.expires_on,
    version.in_force_from, version.drawn_up_at, one.organ_id
  from cases.case one
    join licences.licence on licence.id = one.licence_id
    join licences.licence_version version on version.licence_id = licence.id and version.source_id = one.id
  where one.id = find_deliverable_licence.case_id and licence.status = 'valid'
    and version.version = licence.version and cases.is_served_by_actor(one.district_code, at)
$$;

-- The scan of what was signed on paper belongs to the case's organ, whose rows the counter of a centre may not write.
create function cases.add_signed_proof(new_id uuid, of_case uuid, of_hand_over uuid, new_file_id uuid, file_name text,
    file_media_type text, file_size_bytes bigint, file_sha256 bytea, at timestamptz) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  served cases.case;
begin
  select one.* into served from cases.case one
    where one.id = of_case
      and (cases.is_served_by_actor(one.district_code, at) or one.organ_id = any (platform.actor_organ_ids()))
      and exists (select from cases.delivery where delivery.case_id = one.id
                  and delivery.hand_over_id = of_hand_over and delivery.channel in ('window', 'post'));
  if served.id is null then
    raise exception 'It was not handed out here.' using errcode = 'insufficient_privilege';
  end if;
  insert into cases.record_file (id, case_id, organ_id, kind, hand_over_id, file_id, name, media_type, size_bytes,
      sha256, added_by, added_at, sealed_at)
    values (new_id, served.id, served.organ_id, 'signed-proof', of_hand_over, new_file_id, file_name, file_media_type,
      file_size_bytes, file_sha256, platform.actor_id(), at, at);
  update platform.file set kept_at = at where file.id = new_file_id;
end $$;

-- Whether something was handed over so at a case of the district, and how many scans of it there are; null where not.
create function cases.count_signed_proofs(of_case uuid, of_hand_over uuid, at timestamptz) returns integer
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select (select count(*)::integer from cases.record_file file where file.hand_over_id = of_hand_over)
  from cases.case one
  where one.id = of_case and cases.is_served_by_actor(one.district_code, at)
    and exists (select from cases.delivery where delivery.case_id = one.id
                and delivery.hand_over_id = of_hand_over and delivery.channel = 'window')
$$;
grant execute on function
  cases.record_counter_delivery(uuid, uuid, uuid, uuid, uuid, date, text, text, text, text, bytea, timestamptz),
  cases.find_deliverable_licence(uuid, timestamptz),
  cases.add_signed_proof(uuid, uuid, uuid, uuid, text, text, bigint, bytea, timestamptz),
  cases.count_signed_proofs(uuid, uuid, timestamptz) to {{extranet}};
