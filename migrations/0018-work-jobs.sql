-- Owns what processes wait for beside people: services as jobs, messages and signals, and where an operator sees what failed.

-- The versions that call activities of this instance run: {process id: definition id}, bound when it started.
alter table work.process_instance add column called jsonb not null default '{}'::jsonb;

-- A service that a process asks for, or a message or signal that it sends. Ids and codes only, never personal data.
create table work.service_job (
  id uuid primary key,
  instance_id uuid not null references work.process_instance,
  -- The engine's id of the service that waits; null for what no element waits for (messages and signals).
  engine_service_id text,
  element text not null,
  -- What is to be done; of a message or signal its name.
  topic text not null,
  -- Kinds of the engine's jobs; a message or signal on its way; a signal for this instance.
  kind text not null check (kind in ('service', 'send', 'script', 'businessRule', 'message', 'signal', 'delivery')),
  process_key text not null,
  subject_kind text not null,
  subject_id uuid not null,
  organ_id uuid not null references organs.organ,
  requested_at timestamptz not null,
  status text not null check (status in ('open', 'done', 'skipped', 'cancelled', 'incident')),
  attempts integer not null default 0,
  -- While a worker has it, the end of that worker's lease.
  next_attempt_at timestamptz not null,
  ended_at timestamptz,
  incident_since timestamptz,
  last_error_code text,
  last_request_id text,
  -- Who wants it done without being done, and why; a worker then does so.
  skip_asked_by uuid,
  skip_reason text,
  unique (instance_id, engine_service_id)
);
create index due_service_job on work.service_job (next_attempt_at) where status = 'open';
create index incident_service_job on work.service_job (incident_since) where status = 'incident';
create index service_job_of_subject on work.service_job (subject_id);
alter table work.service_job enable row level security;
grant select, insert, update on work.service_job to {{extranet}}, {{worker_extranet}};

-- A message or signal for which an element of an instance waits.
create table work.subscription (
  id uuid primary key,
  instance_id uuid not null references work.process_instance,
  engine_subscription_id text not null,
  element text not null,
  kind text not null check (kind in ('message', 'signal')),
  name text not null,
  correlation_key text,
  subject_kind text not null,
  subject_id uuid not null,
  organ_id uuid not null references organs.organ,
  created_at timestamptz not null,
  -- Oldest first, also within one moment.
  position bigint generated always as identity,
  ended_at timestamptz,
  unique (instance_id, engine_subscription_id)
);
create index open_subscription on work.subscription (kind, name, position) where ended_at is null;
alter table work.subscription enable row level security;
grant select, insert, update on work.subscription to {{extranet}}, {{worker_extranet}};

do $$
declare
  protected text;
begin
  foreach protected in array array['service_job', 'subscription'] loop
    execute format('create policy own_organ on work.%I to {{extranet}}
      using (organ_id = any ((select platform.actor_organ_ids())::uuid[]))
      with check (organ_id = any ((select platform.actor_organ_ids())::uuid[]))', protected);
    execute format('create policy extranet_worker on work.%I to {{worker_extranet}}
      using (true) with check (true)', protected);
  end loop;
end $$;

alter table work.timer
  add column failed_since timestamptz,
  add column last_error_code text,
  add column last_request_id text;

-- Until now a service was an event and a subscriber's business. Those that a process still waits for become jobs.
insert into work.service_job (id, instance_id, engine_service_id, element, topic, kind, process_key, subject_kind,
  subject_id, organ_id, requested_at, status, next_attempt_at)
select distinct on (instance.id, event.data ->> 'serviceId')
  event.id, instance.id, event.data ->> 'serviceId', event.data ->> 'element', event.data ->> 'topic', 'service',
  definition.key, instance.subject_kind, instance.subject_id, instance.organ_id, event.occurred_at, 'open',
  event.occurred_at
from platform.event event
join work.process_instance instance
  on instance.subject_kind = event.subject_kind and instance.subject_id = event.subject_id
join work.process_definition definition on definition.id = instance.definition_id
where event.type = 'ProcessServiceRequested' and instance.ended_at is null
  and instance.state -> 'tokens' @> jsonb_build_array(jsonb_build_object('id', event.data ->> 'serviceId'));
delete from platform.subscriber where name = 'cases.process-services';

-- An operator looks after the platform and belongs to no organ whose work it is: these functions are all that they may
-- see and do, whatever organ it is about. The post is asked of the tables, not of the caller.
create function work.is_operator(at timestamptz) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from identity.post_holding holding join organs.post on post.id = holding.post_id
    where holding.officer_id = (select platform.actor_id()) and post.role = 'system-administrator'
      and holding.valid_from <= (at at time zone 'Asia/Shanghai')::date
      and (holding.valid_to is null or holding.valid_to >= (at at time zone 'Asia/Shanghai')::date))
$$;

-- What failed: services that used up their attempts, and timers that fail and are tried again. No subject.
create function work.list_incidents(at timestamptz, row_limit integer)
  returns table (id uuid, kind text, topic text, element text, process_key text, organ_id uuid, since timestamptz,
    attempts integer, error_code text, request_id text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select * from (
    select job.id, job.kind, job.topic, job.element, job.process_key, job.organ_id, job.incident_since, job.attempts,
      job.last_error_code, job.last_request_id
    from work.service_job job where job.status = 'incident'
    union all
    select timer.id, 'timer', '', timer.element, definition.key, timer.organ_id,
      coalesce(timer.failed_since, timer.due_at), timer.failed_attempts, timer.last_error_code, timer.last_request_id
    from work.timer
    join work.process_instance instance on instance.id = timer.instance_id
    join work.process_definition definition on definition.id = instance.definition_id
    where timer.ended_at is null and timer.failed_attempts > 0) found
  where work.is_operator(at)
  order by 7, 1 limit row_limit
$$;

-- Tries it again at once, with all its attempts. False where it is no incident any more.
create function work.retry_incident(incident_id uuid, at timestamptz) returns boolean
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with retried_job as (
    update work.service_job set status = 'open', attempts = 0, next_attempt_at = at, incident_since = null,
      skip_reason = null, skip_asked_by = null
    where id = incident_id and status = 'incident' and work.is_operator(at) returning 1),
  retried_timer as (
    update work.timer set retry_at = at
    where id = incident_id and ended_at is null and failed_attempts > 0 and work.is_operator(at) returning 1)
  select exists (select from retried_job) or exists (select from retried_timer)
$$;

-- Asks that a worker goes on without it. False where it is no incident any more, or a timer.
create function work.skip_incident(incident_id uuid, reason text, at timestamptz) returns boolean
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with skipped as (
    update work.service_job set status = 'open', attempts = 0, next_attempt_at = at, incident_since = null,
      skip_reason = reason, skip_asked_by = platform.actor_id()
    where id = incident_id and status = 'incident' and work.is_operator(at) returning 1)
  select exists (select from skipped)
$$;

grant execute on function work.list_incidents(timestamptz, integer), work.retry_incident(uuid, timestamptz),
  work.skip_incident(uuid, text, timestamptz) to {{extranet}};
