-- Owns what every module stands on: who acts, events, audit, files, jobs. Refuses business tables.
-- {{internet}} and the like are replaced by the quoted role names of this installation (platform/database).

-- A function is executable by everyone unless it is taken away; here nobody may call what was not granted.
alter default privileges revoke execute on functions from public;
revoke all on schema public from public;

create schema platform;
grant usage on schema platform to {{internet}}, {{extranet}}, {{intranet}}, {{worker_internet}}, {{worker_extranet}};

-- Who acts. The transaction's first round trip sets these; unset means nobody, and nobody sees no row.
create function platform.actor_id() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('yizhan.actor_id', true), '')::uuid;

create function platform.actor_organ_ids() returns uuid[]
  language sql stable parallel safe
  return coalesce(nullif(current_setting('yizhan.organ_ids', true), '')::uuid[], '{}'::uuid[]);

grant execute on function platform.actor_id(), platform.actor_organ_ids()
  to {{internet}}, {{extranet}}, {{intranet}}, {{worker_internet}}, {{worker_extranet}};

-- The zone of the login, not of what the process says of itself: inside a SECURITY DEFINER function
-- session_user is still the login that connected.
create table platform.zone_login (
  login name primary key,
  zone text not null check (zone in ('internet', 'extranet', 'intranet'))
);
insert into platform.zone_login (login, zone) values
  ({{internet:text}}, 'internet'), ({{worker_internet:text}}, 'internet'),
  ({{extranet:text}}, 'extranet'), ({{worker_extranet:text}}, 'extranet'),
  ({{intranet:text}}, 'intranet');

create function platform.zone_of_login() returns text
  language sql stable security definer set search_path = pg_catalog, pg_temp
  return (select zone from platform.zone_login where login = session_user);

-- Events: outbox and history in one, append-only, partitioned by month; ids, never personal data.
create table platform.event (
  id uuid not null,
  type text not null,
  schema_version integer not null,
  subject_kind text not null,
  subject_id uuid not null,
  subject_sequence bigint not null,
  -- The greater of the writing transaction and the one that wrote the subject's event before it. Dispatchers read
  -- below the oldest running transaction in the order (transaction_id, position): with the plain transaction id a
  -- subject's second event could become readable before its first, whose transaction began later but ended earlier.
  transaction_id xid8 not null,
  position bigint generated always as identity,
  occurred_at timestamptz not null,
  actor_kind text not null,
  actor_id uuid,
  organ_id uuid,
  zone text not null,
  cause_id uuid,
  data jsonb not null default '{}'::jsonb,
  primary key (id, occurred_at)
) partition by range (occurred_at);
create index event_dispatch on platform.event (transaction_id, position);
create unique index event_of_subject on platform.event (subject_id, subject_sequence, occurred_at);
create table platform.event_default partition of platform.event default;

-- One row a subject: its lock makes the sequence without gaps and puts writers of one subject in a row.
create table platform.event_subject (
  subject_kind text not null,
  subject_id uuid not null,
  last_sequence bigint not null,
  last_transaction_id xid8 not null,
  primary key (subject_kind, subject_id)
);

create table platform.subscriber (
  name text primary key,
  transaction_id xid8 not null,
  position bigint not null,
  failed_attempts integer not null default 0,
  retry_at timestamptz,
  last_error text
);

-- Audit: who did or read what, and why; rows carry the hash of their canonical bytes (kernel/canonical.ts).
create table platform.audit_entry (
  id uuid not null,
  occurred_at timestamptz not null,
  request_id text not null,
  zone text not null,
  actor_kind text not null,
  actor_id uuid,
  organ_id uuid,
  action text not null,
  object_kind text not null,
  object_id uuid,
  outcome text not null check (outcome in ('done', 'refused', 'failed')),
  reason text,
  canonical_version smallint not null,
  canonical_hash bytea not null check (octet_length(canonical_hash) = 32),
  primary key (id, occurred_at)
) partition by range (occurred_at);
create table platform.audit_entry_default partition of platform.audit_entry default;

-- Months get their own partitions ahead of time; the default partition catches what nobody foresaw.
create function platform.create_month_partitions(from_month date, months integer) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  month date;
  parent text;
begin
  for step in 0 .. months - 1 loop
    month := (date_trunc('month', from_month) + make_interval(months => step))::date;
    foreach parent in array array['event', 'audit_entry'] loop
      if to_regclass(format('platform.%I', parent || '_' || to_char(month, 'YYYYMM'))) is null then
        execute format('create table platform.%I partition of platform.%I for values from (%L) to (%L)',
          parent || '_' || to_char(month, 'YYYYMM'), parent,
          month::timestamp at time zone 'Asia/Shanghai',
          (month + interval '1 month')::timestamp at time zone 'Asia/Shanghai');
      end if;
    end loop;
  end loop;
end $$;
select platform.create_month_partitions(date '2026-11-01', 26);
grant execute on function platform.create_month_partitions(date, integer) to {{worker_extranet}};

-- What the internet zone may state. A process of that zone that was taken over can't say that a case was decided.
create table platform.internet_event (type text primary key);
insert into platform.internet_event (type) values
  ('ApplicationSubmitted'), ('CorrectionReplied'), ('SessionOpened'), ('SessionEnded');

-- The only way to write events and audit, in one round trip. The zone is the login's own.
create function platform.record_use_case(events jsonb, audit jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  login_zone text := platform.zone_of_login();
  event jsonb;
  sequence bigint;
  ordering xid8;
begin
  for event in select value from jsonb_array_elements(events) loop
    if login_zone <> 'extranet'
       and not exists (select from platform.internet_event permitted where permitted.type = event ->> 'type') then
      raise exception 'The zone % may not state the event %.', login_zone, event ->> 'type'
        using errcode = 'insufficient_privilege';
    end if;
    insert into platform.event_subject as subject (subject_kind, subject_id, last_sequence, last_transaction_id)
      values (event ->> 'subjectKind', (event ->> 'subjectId')::uuid, 1, pg_current_xact_id())
      on conflict (subject_kind, subject_id) do update
        set last_sequence = subject.last_sequence + 1,
            last_transaction_id = greatest(subject.last_transaction_id, pg_current_xact_id())
      returning last_sequence, last_transaction_id into sequence, ordering;
    insert into platform.event (id, type, schema_version, subject_kind, subject_id, subject_sequence,
        transaction_id, occurred_at, actor_kind, actor_id, organ_id, zone, cause_id, data)
      values ((event ->> 'id')::uuid, event ->> 'type', (event ->> 'schemaVersion')::integer,
        event ->> 'subjectKind', (event ->> 'subjectId')::uuid, sequence, ordering,
        (event ->> 'occurredAt')::timestamptz, event ->> 'actorKind', (event ->> 'actorId')::uuid,
        (event ->> 'organId')::uuid, login_zone, (event ->> 'causeId')::uuid,
        coalesce(event -> 'data', '{}'::jsonb));
  end loop;
  if audit is not null then
    insert into platform.audit_entry (id, occurred_at, request_id, zone, actor_kind, actor_id, organ_id, action,
        object_kind, object_id, outcome, reason, canonical_version, canonical_hash)
      values ((audit ->> 'id')::uuid, (audit ->> 'occurredAt')::timestamptz, audit ->> 'requestId', login_zone,
        audit ->> 'actorKind', (audit ->> 'actorId')::uuid, (audit ->> 'organId')::uuid, audit ->> 'action',
        audit ->> 'objectKind', (audit ->> 'objectId')::uuid, audit ->> 'outcome', audit ->> 'reason',
        (audit ->> 'canonicalVersion')::smallint, decode(audit ->> 'canonicalHash', 'hex'));
  end if;
end $$;
grant execute on function platform.record_use_case(jsonb, jsonb)
  to {{internet}}, {{extranet}}, {{intranet}}, {{worker_internet}}, {{worker_extranet}};

-- Dispatch is the extranet worker's: it pulls from the internet zone, never the other way round.
grant select on platform.event to {{worker_extranet}};
grant select, insert, update on platform.subscriber to {{worker_extranet}};

-- Files: the row says what the bytes are; the bytes lie encrypted in the zone's own directory.
create table platform.file (
  id uuid primary key,
  zone text not null check (zone in ('internet', 'extranet', 'intranet')),
  owner_kind text not null,
  owner_id uuid not null,
  uploader_id uuid not null,
  name text not null check (char_length(name) between 1 and 200),
  media_type text not null,
  size_bytes bigint not null check (size_bytes > 0),
  sha256 bytea not null check (octet_length(sha256) = 32),
  state text not null check (state in ('received', 'scanning', 'clean', 'infected', 'not-scanned')),
  received_at timestamptz not null,
  -- Set by the extranet once an organ has the file as evidence: from then on the internet zone can't remove it.
  kept_at timestamptz
);
create index file_of_owner on platform.file (owner_id);
create index file_of_uploader on platform.file (uploader_id);
alter table platform.file enable row level security;
grant select, delete on platform.file to {{internet}};
grant insert (id, zone, owner_kind, owner_id, uploader_id, name, media_type, size_bytes, sha256, state, received_at)
  on platform.file to {{internet}};
create policy uploader_reads on platform.file for select to {{internet}}
  using (uploader_id = (select platform.actor_id()));
create policy uploader_adds on platform.file for insert to {{internet}}
  with check (uploader_id = (select platform.actor_id()) and zone = 'internet' and state = 'received');
create policy uploader_removes on platform.file for delete to {{internet}}
  using (uploader_id = (select platform.actor_id()) and kept_at is null);
grant select (id, kept_at), update (kept_at) on platform.file to {{worker_extranet}};
create policy evidence_is_kept on platform.file to {{worker_extranet}} using (true) with check (true);
-- The zone's worker scans and sweeps its own zone's files.
grant select, delete, update (state) on platform.file to {{worker_internet}};
create policy worker_of_zone on platform.file to {{worker_internet}}
  using (zone = 'internet') with check (zone = 'internet');

-- Jobs: a zone may enqueue only what is listed for it, and payloads are ids.
create table platform.permitted_job (
  zone text not null,
  task text not null,
  primary key (zone, task)
);

create function platform.enqueue_job(task text, payload jsonb, run_at timestamptz, job_key text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from platform.permitted_job permitted
                 where permitted.zone = platform.zone_of_login() and permitted.task = enqueue_job.task) then
    raise exception 'The zone % may not enqueue the task %.', platform.zone_of_login(), enqueue_job.task
      using errcode = 'insufficient_privilege';
  end if;
  if exists (select from jsonb_each(payload) member
             where jsonb_typeof(member.value) <> 'string'
                or (member.value #>> '{}') !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$') then
    raise exception 'A job''s payload holds ids and nothing else.' using errcode = 'check_violation';
  end if;
  perform graphile_worker.add_job(enqueue_job.task, payload::json, run_at => enqueue_job.run_at,
    job_key => enqueue_job.job_key);
end $$;
grant execute on function platform.enqueue_job(text, jsonb, timestamptz, text)
  to {{internet}}, {{extranet}}, {{worker_internet}}, {{worker_extranet}};
insert into platform.permitted_job (zone, task) values ('internet', 'scan-file'), ('extranet', 'send-mail');

-- The job tables are graphile-worker's own; it turns on row-level security without a policy, so that only their
-- owner sees rows. The workers are not the owner.
grant usage on schema graphile_worker to {{worker_internet}}, {{worker_extranet}};
-- Not on the view of jobs, which would show them as its owner, past the policies; nor on the schema's own history.
grant select on graphile_worker.migrations to {{worker_internet}}, {{worker_extranet}};
grant select, insert, update, delete on graphile_worker._private_jobs, graphile_worker._private_tasks,
  graphile_worker._private_job_queues, graphile_worker._private_known_crontabs to {{worker_internet}}, {{worker_extranet}};
grant usage on all sequences in schema graphile_worker to {{worker_internet}}, {{worker_extranet}};
grant execute on all functions in schema graphile_worker to {{worker_internet}}, {{worker_extranet}};
create policy workers on graphile_worker._private_jobs to {{worker_internet}}, {{worker_extranet}} using (true) with check (true);
create policy workers on graphile_worker._private_tasks to {{worker_internet}}, {{worker_extranet}} using (true) with check (true);
create policy workers on graphile_worker._private_job_queues to {{worker_internet}}, {{worker_extranet}} using (true) with check (true);
create policy workers on graphile_worker._private_known_crontabs to {{worker_internet}}, {{worker_extranet}} using (true) with check (true);
