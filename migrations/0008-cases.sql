-- Owns drafts, applications, cases, corrections and decisions. The internet zone writes what applicants say
-- (draft, application, reply to a correction); only the extranet writes what organs do.

create schema cases;
grant usage on schema cases to {{internet}}, {{extranet}}, {{worker_extranet}};

create table cases.draft (
  id uuid primary key,
  resident_id uuid not null references identity.resident,
  life_event_version_id uuid not null references catalogue.life_event_version,
  form_version_id uuid not null references catalogue.form_version,
  situations jsonb not null,
  answers jsonb not null,
  -- Answers that the form marks as sensitive, encrypted by platform/crypto; null until the first is given.
  sensitive_answers_encrypted bytea,
  -- {requirementKey: {fileId, name, mediaType, sizeBytes, sha256}}
  evidence jsonb not null default '{}'::jsonb,
  revision integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  submitted_at timestamptz
);
create index draft_of_resident on cases.draft (resident_id, updated_at desc);
alter table cases.draft enable row level security;
grant select, insert, update, delete on cases.draft to {{internet}};
create policy own_rows on cases.draft to {{internet}}
  using (resident_id = (select platform.actor_id())) with check (resident_id = (select platform.actor_id()));

create table cases.application (
  id uuid primary key,
  -- Unique, so that submitting the same draft twice makes one application.
  draft_id uuid not null unique,
  number text not null unique,
  query_code_encrypted bytea not null,
  query_code_hmac bytea not null,
  resident_id uuid not null references identity.resident,
  applicant_name text not null,
  applicant_id_number_encrypted bytea not null,
  life_event_version_id uuid not null references catalogue.life_event_version,
  form_version_id uuid not null references catalogue.form_version,
  situations jsonb not null,
  answers jsonb not null,
  sensitive_answers_encrypted bytea,
  evidence jsonb not null,
  -- What was applied for: [{serviceKey, serviceVersionId, waitsFor: [serviceKey]}], as shown before submitting.
  services jsonb not null,
  district_code text not null,
  division_code text not null,
  submitted_at timestamptz not null,
  dispatched_at timestamptz
);
create index application_of_resident on cases.application (resident_id, submitted_at desc);
alter table cases.application enable row level security;
grant select on cases.application to {{internet}}, {{worker_extranet}};
-- dispatched_at is the dispatching side's word, so the internet zone can't claim it.
grant insert (id, draft_id, number, query_code_encrypted, query_code_hmac, resident_id, applicant_name,
  applicant_id_number_encrypted, life_event_version_id, form_version_id, situations, answers,
  sensitive_answers_encrypted, evidence, services, district_code, division_code, submitted_at)
  on cases.application to {{internet}};
create policy own_rows on cases.application to {{internet}}
  using (resident_id = (select platform.actor_id())) with check (resident_id = (select platform.actor_id()));
grant update (dispatched_at) on cases.application to {{worker_extranet}};
create policy extranet_worker on cases.application to {{worker_extranet}} using (true) with check (true);

create table cases.case (
  id uuid primary key,
  application_id uuid not null references cases.application,
  number text not null unique,
  service_key text not null,
  service_version_id uuid not null references catalogue.service_version,
  service_name jsonb not null,
  -- The form in whose words the organ reads its data.
  form_version_id uuid not null references catalogue.form_version,
  organ_id uuid not null references organs.organ,
  organ_name jsonb not null,
  -- Why this organ: the responsibility and delegation rows that led to it, as they stood.
  responsibility jsonb not null,
  district_code text not null,
  resident_id uuid not null references identity.resident,
  applicant_name text not null,
  applicant_id_number_encrypted bytea not null,
  -- The answers that this service's data needs, and no others.
  data jsonb not null,
  sensitive_data_encrypted bytea,
  status text not null,
  revision integer not null,
  waits_for_case_id uuid references cases.case,
  -- What the platform hands over when the wait ends: number and verification code of the earlier result.
  handed_over jsonb,
  opened_at timestamptz not null,
  received_on date,
  accepted_on date,
  accepted_by_law boolean not null default false,
  due_on date,
  decided_on date,
  closed_at timestamptz,
  licence_id uuid references licences.licence,
  unique (application_id, service_key)
);
create index case_of_resident on cases.case (resident_id, opened_at desc);
create index case_of_organ on cases.case (organ_id, opened_at desc);
create index case_of_organ_open on cases.case (organ_id, due_on) where closed_at is null;
create index case_waiting on cases.case (waits_for_case_id) where status = 'waiting';
alter table cases.case enable row level security;
grant select on cases.case to {{internet}}, {{extranet}}, {{worker_extranet}};
grant insert on cases.case to {{worker_extranet}};
grant update (status, revision, received_on, accepted_on, accepted_by_law, due_on, decided_on, closed_at)
  on cases.case to {{extranet}};
grant update (status, revision, received_on, accepted_on, accepted_by_law, due_on, decided_on, closed_at, licence_id,
  handed_over) on cases.case to {{worker_extranet}};
create policy own_rows on cases.case for select to {{internet}} using (resident_id = (select platform.actor_id()));

create table cases.evidence_item (
  id uuid primary key,
  case_id uuid not null references cases.case,
  organ_id uuid not null references organs.organ,
  requirement_key text not null,
  requirement_name jsonb not null,
  -- 0: with the application; 1: with the reply to the correction notice.
  round integer not null,
  file_id uuid not null,
  file_zone text not null,
  name text not null,
  media_type text not null,
  size_bytes bigint not null,
  sha256 bytea not null,
  supplied_at timestamptz not null,
  unique (case_id, requirement_key, round)
);
alter table cases.evidence_item enable row level security;
grant select on cases.evidence_item to {{extranet}}, {{worker_extranet}};
grant insert on cases.evidence_item to {{worker_extranet}};

-- 行政许可法 第三十二条第一款第四项: told once, everything. One row a case says so.
create table cases.correction (
  id uuid primary key,
  case_id uuid not null unique references cases.case,
  organ_id uuid not null references organs.organ,
  resident_id uuid not null references identity.resident,
  -- [{requirementKey, sentence}]
  items jsonb not null,
  noticed_by uuid not null,
  noticed_at timestamptz not null,
  supplied_at timestamptz,
  reply_note text
);
alter table cases.correction enable row level security;
grant select on cases.correction to {{internet}}, {{extranet}}, {{worker_extranet}};
grant insert on cases.correction to {{extranet}};
grant update (supplied_at, reply_note) on cases.correction to {{worker_extranet}};
create policy own_rows on cases.correction for select to {{internet}} using (resident_id = (select platform.actor_id()));

-- The applicant's answer lies apart: the internet zone may write it and nothing else of a case.
create table cases.correction_reply (
  id uuid primary key,
  correction_id uuid not null unique references cases.correction,
  case_id uuid not null references cases.case,
  resident_id uuid not null references identity.resident,
  note text not null,
  evidence jsonb not null,
  submitted_at timestamptz not null
);
alter table cases.correction_reply enable row level security;
grant select, insert on cases.correction_reply to {{internet}};
create policy own_rows on cases.correction_reply to {{internet}}
  using (resident_id = (select platform.actor_id())) with check (resident_id = (select platform.actor_id()));
grant select on cases.correction_reply to {{worker_extranet}};
create policy extranet_worker on cases.correction_reply for select to {{worker_extranet}} using (true);

-- What officers concluded at a step of their organ; never shown outside.
create table cases.opinion (
  id uuid primary key,
  case_id uuid not null references cases.case,
  organ_id uuid not null references organs.organ,
  element text not null,
  officer_id uuid not null references identity.officer,
  conclusion text not null,
  opinion text not null,
  -- 行政许可法 第三十四条第三款: on-site verification is by two officers or more.
  companion_id uuid references identity.officer,
  given_at timestamptz not null
);
create index opinion_of_case on cases.opinion (case_id, given_at);
alter table cases.opinion enable row level security;
grant select, insert on cases.opinion to {{extranet}};

create table cases.decision (
  id uuid primary key,
  case_id uuid not null unique references cases.case,
  number text not null unique,
  organ_id uuid not null references organs.organ,
  resident_id uuid not null references identity.resident,
  outcome text not null check (outcome in ('granted', 'refused', 'not-accepted')),
  reasons text not null,
  basis jsonb not null,
  -- 行政许可法 第三十八条第二款: where and until when to appeal, as told to the applicant.
  appeal jsonb not null,
  decided_by uuid not null,
  decided_on date not null,
  decided_at timestamptz not null
);
alter table cases.decision enable row level security;
grant select on cases.decision to {{internet}}, {{extranet}}, {{worker_extranet}};
grant insert on cases.decision to {{extranet}};
create policy own_rows on cases.decision for select to {{internet}} using (resident_id = (select platform.actor_id()));

do $$
declare
  protected text;
begin
  foreach protected in array array['case', 'evidence_item', 'correction', 'opinion', 'decision'] loop
    execute format('create policy own_organ on cases.%I to {{extranet}}
      using (organ_id = any ((select platform.actor_organ_ids())::uuid[]))
      with check (organ_id = any ((select platform.actor_organ_ids())::uuid[]))', protected);
    if protected <> 'opinion' then
      execute format('create policy extranet_worker on cases.%I to {{worker_extranet}}
        using (true) with check (true)', protected);
    end if;
  end loop;
end $$;

-- Progress without signing in: the number and the query code together open where each case stands, and no name,
-- no answer, no id.
create function cases.find_progress(number text, query_code_hmac bytea)
  returns table (application_number text, submitted_at timestamptz, life_event_version_id uuid, dispatched boolean,
                 case_number text, service_name jsonb, organ_name jsonb, status text, received_on date,
                 accepted_on date, due_on date, decided_on date, waits_for text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select application.number, application.submitted_at, application.life_event_version_id,
    application.dispatched_at is not null,
    one.number, one.service_name, one.organ_name, one.status, one.received_on, one.accepted_on, one.due_on,
    one.decided_on, predecessor.number
  from cases.application
  left join cases.case one on one.application_id = application.id
  left join cases.case predecessor on predecessor.id = one.waits_for_case_id
  where application.number = find_progress.number and application.query_code_hmac = find_progress.query_code_hmac
  order by one.opened_at, one.number
$$;
grant execute on function cases.find_progress(text, bytea) to {{internet}};

-- Text search runs here and not on the protected table: ilike isn't leakproof, so that under row-level security it
-- would be asked of every organ's cases before the policy is. The actor's organs are the filter, as in the policy.
create function cases.search_cases(pattern text, row_limit integer, row_offset integer)
  returns table (id uuid, total bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select found.id, count(*) over ()
  from cases.case found
  where found.organ_id = any ((select platform.actor_organ_ids())::uuid[])
    and (found.number ilike pattern or found.applicant_name ilike pattern or found.data ->> 'shopName' ilike pattern)
  order by found.opened_at desc, found.id
  limit row_limit offset row_offset
$$;
grant execute on function cases.search_cases(text, integer, integer) to {{extranet}};
