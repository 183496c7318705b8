-- Owns the one-stop window (综合窗口): applications that are taken in person, the queue, the take-up of an online draft
-- by its applicant's code, and the handing out of results. Everything here happens in the extranet zone; the internet
-- zone gets one new table, of codes that it may make.

-- Identity: whoever comes in person need not have an account.

alter table identity.resident
  alter column login_name drop not null,
  alter column password_hash drop not null,
  add constraint resident_signs_in_or_not check ((login_name is null) = (password_hash is null)),
  add column document_kind text not null default 'resident-id'
    check (document_kind in ('resident-id', 'residence-permit', 'passport')),
  -- The officer who saw the document, where somebody was made at the counter.
  add column identified_by uuid references identity.officer;

-- A number that was only declared (level 1) proves nothing, so it may neither keep its true holder from the counter nor
-- be handed what the true holder applies for: only checked numbers are unique, and only they are found.
alter table identity.resident drop constraint resident_id_number_hmac_key;
create unique index resident_id_number_hmac_key on identity.resident (id_number_hmac) where real_name_level >= 2;
create index resident_declared_number on identity.resident (id_number_hmac) where real_name_level = 1;

-- The organs at whose counter the actor works on that day, by the posts themselves and not by what the process says.
create function identity.window_clerk_organ_ids(at timestamptz) returns uuid[]
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct post.organ_id), '{}'::uuid[])
  from identity.post_holding holding join organs.post on post.id = holding.post_id
  where holding.officer_id = platform.actor_id() and post.role = 'window-clerk'
    and post.organ_id = any (platform.actor_organ_ids())
    and holding.valid_from <= (at at time zone 'Asia/Shanghai')::date
    and (holding.valid_to is null or holding.valid_to >= (at at time zone 'Asia/Shanghai')::date)
$$;

-- The extranet reads no resident. It may ask whether a document's number is known, and hears whether the name agrees;
-- of another name it hears what a passer-by may know.
create function identity.find_by_document(number_hmac bytea, name text, at timestamptz)
  returns table (resident_id uuid, same_name boolean, masked_name text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select resident.id, resident.display_name = find_by_document.name,
    left(resident.display_name, 1) || repeat('*', greatest(1, char_length(resident.display_name) - 1))
  from identity.resident
  where resident.id_number_hmac = find_by_document.number_hmac and resident.real_name_level >= 2
    and identity.window_clerk_organ_ids(at) <> '{}'
$$;

-- Somebody seen in person, without a login.
create function identity.add_seen_in_person(new_id uuid, name text, kind text, number_encrypted bytea,
    number_hmac bytea, at timestamptz) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if identity.window_clerk_organ_ids(at) = '{}' then
    raise exception 'Only a window clerk makes residents.' using errcode = 'insufficient_privilege';
  end if;
  insert into identity.resident (id, display_name, document_kind, id_number_encrypted, id_number_hmac,
      real_name_level, identified_by, created_at)
    values (new_id, name, kind, number_encrypted, number_hmac, 3, platform.actor_id(), at);
end $$;
grant execute on function identity.window_clerk_organ_ids(timestamptz),
  identity.find_by_document(bytea, text, timestamptz),
  identity.add_seen_in_person(uuid, text, text, bytea, bytea, timestamptz) to {{extranet}};

-- Files that are scanned at the counter. They are the organ's, whoever of its clerks took them in.

grant select, delete on platform.file to {{extranet}};
grant insert (id, zone, owner_kind, owner_id, uploader_id, name, media_type, size_bytes, sha256, state, received_at)
  on platform.file to {{extranet}};
create policy organ_reads on platform.file for select to {{extranet}}
  using (zone = 'extranet' and uploader_id = any ((select platform.actor_organ_ids())::uuid[]));
create policy organ_adds on platform.file for insert to {{extranet}}
  with check (zone = 'extranet' and state = 'received'
    and uploader_id = any ((select platform.actor_organ_ids())::uuid[]));
create policy organ_removes on platform.file for delete to {{extranet}}
  using (zone = 'extranet' and kept_at is null
    and uploader_id = any ((select platform.actor_organ_ids())::uuid[]));
-- The zone's worker scans them. By the column alone it could mark the internet's files as well: of the two workers it
-- is the one that is further from the internet.
grant update (state) on platform.file to {{worker_extranet}};
insert into platform.permitted_job (zone, task) values ('extranet', 'scan-counter-file');

-- The queue: one series for each organ and day. The row is locked by whoever takes the next number.

create table cases.counter_day (
  organ_id uuid not null references organs.organ,
  day date not null,
  last_sequence integer not null,
  primary key (organ_id, day)
);
create table cases.counter_ticket (
  id uuid primary key,
  organ_id uuid not null references organs.organ,
  day date not null,
  sequence integer not null,
  -- As it is called out: A012.
  label text not null,
  taken_at timestamptz not null,
  called_by uuid references identity.officer,
  called_at timestamptz,
  unique (organ_id, day, sequence)
);
create index counter_ticket_waiting on cases.counter_ticket (organ_id, day, sequence) where called_at is null;

create table cases.counter_draft (
  id uuid primary key,
  -- The clerk's organ, and the district that it serves.
  organ_id uuid not null references organs.organ,
  clerk_id uuid not null references identity.officer,
  -- Of whoever showed their document; null until then, but for the resident of a draft that began on the portal.
  resident_id uuid references identity.resident,
  applicant_name text,
  applicant_document_kind text,
  applicant_id_number_encrypted bytea,
  identified_at timestamptz,
  life_event_version_id uuid not null references catalogue.life_event_version,
  form_version_id uuid not null references catalogue.form_version,
  situations jsonb not null,
  -- Services that were named one by one; null where the situations choose.
  service_keys jsonb,
  answers jsonb not null,
  sensitive_answers_encrypted bytea,
  -- {requirementKey: {fileId, name, mediaType, sizeBytes, sha256, zone}}
  evidence jsonb not null default '{}'::jsonb,
  modes jsonb not null default '{}'::jsonb,
  deferred jsonb not null default '[]'::jsonb,
  -- Keys of requirements whose original the clerk has compared.
  originals_seen jsonb not null default '[]'::jsonb,
  -- {name, documentKind, maskedNumber, relation} of whoever comes in the applicant's place.
  agent jsonb,
  agent_id_number_encrypted bytea,
  ticket_label text,
  -- The draft of the portal that is continued here.
  online_draft_id uuid references cases.draft,
  -- The revision that was printed to be signed.
  printed_revision integer,
  revision integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  submitted_at timestamptz,
  check (identified_at is null or num_nonnulls(resident_id, applicant_name, applicant_document_kind,
    applicant_id_number_encrypted) = 4),
  check ((agent is null) = (agent_id_number_encrypted is null))
);
create index counter_draft_open on cases.counter_draft (organ_id, updated_at desc) where submitted_at is null;
create unique index counter_draft_of_online_draft on cases.counter_draft (online_draft_id);

do $$
declare
  protected text;
begin
  foreach protected in array array['counter_day', 'counter_ticket', 'counter_draft'] loop
    execute format('alter table cases.%I enable row level security', protected);
    execute format('grant select, insert, update on cases.%I to {{extranet}}', protected);
    execute format('create policy own_organ on cases.%I to {{extranet}}
      using (organ_id = any ((select platform.actor_organ_ids())::uuid[]))
      with check (organ_id = any ((select platform.actor_organ_ids())::uuid[]))', protected);
  end loop;
end $$;
-- What was never sent may be forgotten; what was sent stays as it was signed.
grant delete on cases.counter_draft to {{extranet}};
create policy sent_stays on cases.counter_draft as restrictive for delete to {{extranet}} using (submitted_at is null);

-- An application says how it came. The internet's login can't say 'window': it has no grant on these columns.

alter table cases.application
  add column channel text not null default 'portal' check (channel in ('portal', 'window')),
  add column received_by uuid references identity.officer,
  add column received_at_organ_id uuid references organs.organ,
  add column originals_seen jsonb not null default '[]'::jsonb,
  add column agent jsonb,
  add column agent_id_number_encrypted bytea,
  add constraint received_where_and_by_whom check (
    (channel = 'window') = (received_by is not null) and (channel = 'window') = (received_at_organ_id is not null)
    and (agent is null or channel = 'window'));
create index application_of_counter on cases.application (received_at_organ_id, submitted_at desc)
  where channel = 'window';

-- As narrow as a function, and the same statement as the portal's: a clerk adds an application in the own name at the
-- own counter, can't change it afterwards, and reads again what a receipt says, not the answers.
grant insert (id, draft_id, number, query_code_encrypted, query_code_hmac, resident_id, applicant_name,
  applicant_id_number_encrypted, life_event_version_id, form_version_id, situations, answers,
  sensitive_answers_encrypted, evidence, services, subject, commitments, deferred, district_code, division_code,
  submitted_at, channel, received_by, received_at_organ_id, originals_seen, agent, agent_id_number_encrypted)
  on cases.application to {{extranet}};
grant select (id, draft_id, number, query_code_encrypted, applicant_name, life_event_version_id, services, subject,
  division_code, submitted_at, dispatched_at, channel, received_by, received_at_organ_id)
  on cases.application to {{extranet}};
create policy own_counter_adds on cases.application for insert to {{extranet}}
  with check (channel = 'window' and received_by = (select platform.actor_id()) and dispatched_at is null
    and received_at_organ_id = any ((select platform.actor_organ_ids())::uuid[]));
create policy own_counter_reads on cases.application for select to {{extranet}}
  using (channel = 'window' and received_at_organ_id = any ((select platform.actor_organ_ids())::uuid[]));

-- What the organ that handles the case learns of how it came.
alter table cases.case add column agent jsonb;
alter table cases.evidence_item add column original_seen boolean not null default false;

-- An online draft is continued at the counter: its applicant shows a code of eight characters, which works once and
-- for a short time.

alter table cases.draft add column continued_at_counter_at timestamptz;
create table cases.draft_hand_over (
  draft_id uuid primary key references cases.draft on delete cascade,
  resident_id uuid not null references identity.resident,
  code_hmac bytea not null unique,
  expires_at timestamptz not null
);
alter table cases.draft_hand_over enable row level security;
grant select, insert, update, delete on cases.draft_hand_over to {{internet}};
create policy own_rows on cases.draft_hand_over to {{internet}}
  using (resident_id = (select platform.actor_id())) with check (resident_id = (select platform.actor_id()));

-- Gives the draft to the clerk who has the code, once, and marks it: from then on the portal doesn't change it. The
-- function deletes the code, keeps the draft's files, and answers with the draft.
create function cases.take_up_draft(code_hmac bytea, at timestamptz)
  returns table (draft_id uuid, resident_id uuid, life_event_version_id uuid, form_version_id uuid, situations jsonb,
                 answers jsonb, sensitive_answers_encrypted bytea, evidence jsonb, modes jsonb, deferred jsonb)
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  taken cases.draft;
begin
  if identity.window_clerk_organ_ids(at) = '{}' then
    raise exception 'Only a window clerk takes up drafts.' using errcode = 'insufficient_privilege';
  end if;
  update cases.draft set continued_at_counter_at = at, updated_at = at, revision = draft.revision + 1
    where draft.id = (select offered.draft_id from cases.draft_hand_over offered
                      where offered.code_hmac = take_up_draft.code_hmac and offered.expires_at > at)
      and draft.submitted_at is null and draft.continued_at_counter_at is null
    returning draft.* into taken;
  if taken.id is null then return; end if;
  delete from cases.draft_hand_over offered where offered.draft_id = taken.id;
  update platform.file set kept_at = at where owner_id = taken.id and kept_at is null;
  return query select taken.id, taken.resident_id, taken.life_event_version_id, taken.form_version_id,
    taken.situations, taken.answers, taken.sensitive_answers_encrypted, taken.evidence, taken.modes, taken.deferred;
end $$;

-- Where the clerk discards what was taken up, the applicant has the draft back as it was when it was handed over.
create function cases.give_back_draft(counter_draft_id uuid, at timestamptz) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  online uuid;
begin
  select counter.online_draft_id into online from cases.counter_draft counter
    where counter.id = counter_draft_id and counter.submitted_at is null
      and counter.organ_id = any (identity.window_clerk_organ_ids(at));
  if online is null then return; end if;
  update cases.draft set continued_at_counter_at = null, updated_at = at, revision = draft.revision + 1
    where draft.id = online and draft.submitted_at is null;
  update platform.file set kept_at = null where owner_id = online;
end $$;
grant execute on function cases.take_up_draft(bytea, timestamptz), cases.give_back_draft(uuid, timestamptz)
  to {{extranet}};

-- Handing out: the clerk of a district's centre gives out what any organ has issued in a case of that district, and sees
-- of these cases only what is needed for it: number, service, organ, applicant's name, papers and licence. No answer,
-- no evidence, no story. The clerk has to know a number that is on the applicant's receipt, or to hold the document.

create function cases.is_served_by_actor(district_code text, at timestamptz) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from organs.organ where organ.id = any (identity.window_clerk_organ_ids(at))
                 and left(organ.division_code, 6) = is_served_by_actor.district_code)
$$;

create function cases.list_deliverables(case_ids uuid[], at timestamptz)
  returns table (case_id uuid, case_number text, application_number text, service_name jsonb, organ_id uuid,
                 organ_name jsonb, resident_id uuid, applicant_name text, status text, papers jsonb, licence jsonb)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select one.id, one.number, application.number, one.service_name, one.organ_id, one.organ_name, one.resident_id,
    one.applicant_name, one.status,
    (select coalesce(jsonb_agg(jsonb_build_object('id', paper.id, 'kind', paper.kind, 'title', paper.title,
        'number', paper.number, 'issuedOn', paper.issued_on,
        'deliveredOn', (select min(delivery.delivered_on) from cases.delivery
                        where delivery.paper_id = paper.id and delivery.channel in ('window', 'post')))
        order by paper.issued_at, paper.id), '[]'::jsonb)
     from cases.paper
     where paper.case_id = one.id and paper.replaced_by_id is null and paper.kind <> 'delivery-proof'),
    (select jsonb_build_object('id', licence.id, 'name', licence.name, 'number', licence.number,
        'issuedOn', licence.issued_on,
        'deliveredOn', (select min(delivery.delivered_on) from cases.delivery
                        where delivery.licence_id = licence.id and delivery.channel in ('window', 'post')))
     from licences.licence where licence.id = one.licence_id)
  from cases.case one join cases.application on application.id = one.application_id
  where one.id = any (case_ids) and cases.is_served_by_actor(one.district_code, at)
  order by one.opened_at desc, one.number
  limit 50
$$;

create function cases.find_deliverables(number text, id_number_hmac bytea, at timestamptz)
  returns table (case_id uuid, case_number text, application_number text, service_name jsonb, organ_id uuid,
                 organ_name jsonb, resident_id uuid, applicant_name text, status text, papers jsonb, licence jsonb)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select * from cases.list_deliverables(array(
    select one.id from cases.case one where one.number = find_deliverables.number
    union
    select one.id from cases.case one join cases.application on application.id = one.application_id
      where application.number = find_deliverables.number
    union
    select one.id from cases.case one join identity.resident on resident.id = one.resident_id
      where resident.id_number_hmac = find_deliverables.id_number_hmac and resident.real_name_level >= 2), at)
$$;

-- A paper to print and to hand over.
create function cases.find_deliverable_paper(case_id uuid, paper_id uuid, at timestamptz) returns setof cases.paper
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select paper.* from cases.paper join cases.case one on one.id = paper.case_id
  where paper.id = find_deliverable_paper.paper_id and one.id = find_deliverable_paper.case_id
    and paper.kind <> 'delivery-proof' and cases.is_served_by_actor(one.district_code, at)
$$;

-- The delivery is the organ's whose case it is; the clerk who handed over is on record with it.
create function cases.record_counter_delivery(new_id uuid, case_id uuid, paper_id uuid, licence_id uuid,
    delivered_on date, receiver_name text, receiver_relation text, statement text, signature_encrypted bytea,
    at timestamptz) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  served cases.case;
begin
  select one.* into served from cases.case one
    where one.id = record_counter_delivery.case_id and cases.is_served_by_actor(one.district_code, at)
      and (record_counter_delivery.paper_id is null or exists (select from cases.paper where paper.id = record_counter_delivery.paper_id
                                       and paper.case_id = one.id and paper.kind <> 'delivery-proof'))
      and (record_counter_delivery.licence_id is null or one.licence_id = record_counter_delivery.licence_id);
  if served.id is null then
    raise exception 'It is not handed out at this counter.' using errcode = 'insufficient_privilege';
  end if;
  insert into cases.delivery (id, case_id, organ_id, resident_id, paper_id, licence_id, channel, delivered_on,
      receiver_name, receiver_relation, statement, signature_encrypted, recorded_by, recorded_at)
    values (new_id, served.id, served.organ_id, served.resident_id, record_counter_delivery.paper_id,
      record_counter_delivery.licence_id, 'window', record_counter_delivery.delivered_on,
      record_counter_delivery.receiver_name, record_counter_delivery.receiver_relation,
      record_counter_delivery.statement, record_counter_delivery.signature_encrypted, platform.actor_id(), at);
end $$;
grant execute on function cases.list_deliverables(uuid[], timestamptz),
  cases.find_deliverables(text, bytea, timestamptz), cases.find_deliverable_paper(uuid, uuid, timestamptz),
  cases.record_counter_delivery(uuid, uuid, uuid, uuid, date, text, text, text, bytea, timestamptz) to {{extranet}};
