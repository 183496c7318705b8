-- Owns what may happen to a case beside its straight way: modes, procedures (special procedures, consultation, visits),
-- what applicants and organs do to it after it was received, and clocks that are revised without losing what they said.

alter table work.clock
  -- The limit itself; `count` is what was counted with extensions. Null in rows from before: then it is `count`.
  add column limit_count integer,
  -- [{from, to, basis, label}] and [{count, unit, basis}], as engines/clock takes them.
  add column suspensions jsonb not null default '[]'::jsonb,
  add column extensions jsonb not null default '[]'::jsonb,
  -- The clock that this one goes on from: it keeps its own derivation.
  add column replaces_id uuid references work.clock,
  -- Why it was revised: 'suspended', 'resumed', 'extended', 'calendar-changed'.
  add column revised_because text,
  -- When it was last counted by the calendar: a calendar that was loaded later has to be looked at.
  add column counted_at timestamptz;
create index uncounted_clock on work.clock ((coalesce(counted_at, started_at))) where ended_at is null;

-- When a task of its own has to be done, as the model says: the day of a due date.
alter table work.task add column due_on date;

alter table cases.draft
  -- {serviceKey: mode}, where the applicant has a choice.
  add column modes jsonb not null default '{}'::jsonb,
  -- Requirement keys that the applicant undertakes to supply later (容缺受理).
  add column deferred jsonb not null default '[]'::jsonb;

alter table cases.application
  -- What the application is about, as lists name it.
  add column subject text not null default '',
  -- [{serviceKey, text, consequences, acceptedAt}]: commitments (告知承诺) as they were shown and accepted.
  add column commitments jsonb not null default '[]'::jsonb,
  add column deferred jsonb not null default '[]'::jsonb;
grant insert (subject, commitments, deferred) on cases.application to {{internet}};
update cases.application set subject = coalesce(answers ->> 'shopName', '');

alter table cases.case
  add column subject text not null default '',
  add column mode text not null default 'ordinary'
    check (mode in ('ordinary', 'on-the-spot', 'commitment', 'conditional-acceptance')),
  -- Applied for together with others: only then a government's decision on joint handling counts (行政许可法 第二十六条).
  add column together boolean not null default false,
  -- Requirement keys that the applicant undertook to supply later, and the commitment that they accepted.
  add column deferred jsonb not null default '[]'::jsonb,
  add column commitment jsonb,
  -- Of a duplicate: the case that goes on.
  add column merged_into_case_id uuid references cases.case;
update cases.case set subject = coalesce(data ->> 'shopName', '');
-- A case that stopped was closed until now; from now on it waits for what the applicant chooses.
grant update (mode, merged_into_case_id) on cases.case to {{extranet}};
grant update (mode, organ_id, organ_name, responsibility, waits_for_case_id) on cases.case to {{worker_extranet}};
grant update (organ_id) on cases.evidence_item, cases.correction, cases.decision to {{worker_extranet}};

-- What officers of another organ may see of a case's documents: those that they were asked about.
alter table cases.evidence_item add column shared_with_organ_ids uuid[] not null default '{}';
grant update (shared_with_organ_ids) on cases.evidence_item to {{extranet}};
create policy asked_organ on cases.evidence_item for select to {{extranet}}
  using (shared_with_organ_ids && (select platform.actor_organ_ids())::uuid[]);

-- What the applicant did to a case after it was sent: withdraw, go on or give up after a stop, supply what was deferred.
create table cases.applicant_act (
  id uuid primary key,
  case_id uuid not null references cases.case,
  resident_id uuid not null references identity.resident,
  kind text not null check (kind in ('withdraw', 'go-on', 'supply')),
  note text not null,
  -- go-on: {licenceNumber}; supply: {procedureId}.
  detail jsonb not null default '{}'::jsonb,
  evidence jsonb not null default '{}'::jsonb,
  submitted_at timestamptz not null
);
-- Each is done once; what was deferred is supplied once for each procedure.
create unique index applicant_act_once on cases.applicant_act (case_id, kind, (detail ->> 'procedureId')) nulls not distinct;
alter table cases.applicant_act enable row level security;
grant select, insert on cases.applicant_act to {{internet}};
create policy own_rows on cases.applicant_act to {{internet}}
  using (resident_id = (select platform.actor_id())) with check (resident_id = (select platform.actor_id()));
grant select on cases.applicant_act to {{worker_extranet}};
create policy extranet_worker on cases.applicant_act for select to {{worker_extranet}} using (true);

-- What an organ did to a case beside deciding it, with its reasons; told to the applicant.
create table cases.organ_act (
  id uuid primary key,
  case_id uuid not null references cases.case,
  organ_id uuid not null references organs.organ,
  resident_id uuid not null references identity.resident,
  kind text not null check (kind in ('extend', 'transfer', 'terminate', 'withdrawn', 'went-on')),
  reasons text not null,
  -- extend: {dueOn, previousDueOn}; transfer: {fromOrganId, toOrganId, fromOrganName, toOrganName, done};
  -- terminate: {ground, mergedIntoNumber}.
  detail jsonb not null default '{}'::jsonb,
  basis jsonb,
  acted_by uuid,
  acted_at timestamptz not null
);
create index organ_act_of_case on cases.organ_act (case_id, acted_at);

-- A step beside the straight way of a case, with a process of its own (data/<city>/processes/procedure*.bpmn).
create table cases.procedure (
  id uuid primary key,
  case_id uuid not null references cases.case,
  organ_id uuid not null references organs.organ,
  resident_id uuid not null references identity.resident,
  district_code text not null,
  kind text not null check (kind in
    ('special', 'publicity', 'consultation', 'arbitration', 'site-visit', 'meeting', 'supply', 'verification')),
  -- special: which of the grounds of 行政许可法 第四十五条.
  ground text,
  asked_organ_id uuid references organs.organ,
  asked_organ_name jsonb,
  -- What whoever is asked needs to know which case it is, without seeing the case.
  case_number text not null,
  service_name jsonb not null,
  case_organ_name jsonb not null,
  subject text not null,
  request text not null,
  -- Kind's own: appointment, place, participants, shared answers, requirement keys.
  detail jsonb not null default '{}'::jsonb,
  stops_clock boolean not null,
  starts_on date not null,
  due_on date,
  status text not null check (status in ('open', 'concluded', 'lapsed', 'cancelled')),
  outcome text,
  result text,
  -- Kind's own: who took part, findings.
  record jsonb not null default '{}'::jsonb,
  revision integer not null default 1,
  opened_by uuid,
  opened_at timestamptz not null,
  concluded_by uuid,
  concluded_at timestamptz
);
create index procedure_of_case on cases.procedure (case_id, opened_at);
create index open_procedure_of_asked_organ on cases.procedure (asked_organ_id) where status = 'open';

do $$
declare
  protected text;
begin
  foreach protected in array array['organ_act', 'procedure'] loop
    execute format('alter table cases.%I enable row level security', protected);
    execute format('grant select on cases.%I to {{internet}}, {{extranet}}, {{worker_extranet}}', protected);
    execute format('grant insert on cases.%I to {{extranet}}, {{worker_extranet}}', protected);
    execute format('create policy own_organ on cases.%I to {{extranet}}
      using (organ_id = any ((select platform.actor_organ_ids())::uuid[]))
      with check (organ_id = any ((select platform.actor_organ_ids())::uuid[]))', protected);
    execute format('create policy extranet_worker on cases.%I to {{worker_extranet}}
      using (true) with check (true)', protected);
    execute format('create policy own_rows on cases.%I for select to {{internet}}
      using (resident_id = (select platform.actor_id()))', protected);
  end loop;
end $$;
grant update (detail, organ_id) on cases.organ_act to {{worker_extranet}};
grant update (status, outcome, result, record, revision, concluded_by, concluded_at)
  on cases.procedure to {{extranet}}, {{worker_extranet}};
grant update (organ_id) on cases.procedure to {{worker_extranet}};
-- The organ that was asked sees what it was asked and answers it.
create policy asked_organ on cases.procedure to {{extranet}}
  using (asked_organ_id = any ((select platform.actor_organ_ids())::uuid[]))
  with check (asked_organ_id = any ((select platform.actor_organ_ids())::uuid[]));

-- The search knows the subject now, and no longer one form's field.
create or replace function cases.search_cases(pattern text, row_limit integer, row_offset integer)
  returns table (id uuid, total bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select found.id, count(*) over ()
  from cases.case found
  where found.organ_id = any ((select platform.actor_organ_ids())::uuid[])
    and (found.number ilike pattern or found.applicant_name ilike pattern or found.subject ilike pattern)
  order by found.opened_at desc, found.id
  limit row_limit offset row_offset
$$;

-- A case moves to another organ: what is open moves with it, and the history that its new organ has to know.
grant update (organ_id, district_code) on work.process_instance, work.task, work.clock to {{worker_extranet}};
grant update (organ_id) on work.timer, work.step to {{worker_extranet}};

-- What the applicant does to a case after it was sent is a fact that the internet zone may state.
insert into platform.internet_event (type) values ('ApplicantActed');
