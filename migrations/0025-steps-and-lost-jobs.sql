-- Owns how workers write a step of a process, in one call, and how the jobs of those that are gone are freed at once.

-- What one command on an instance changed, as work/process-writes.ts makes it. One call instead of up to ten statements:
-- a step is one round trip, and PostgreSQL plans each write once a connection. Runs as whoever calls it, so that grants and
-- row-level security hold as for statements of their own. Parts that there are not are left out, and cost nothing.
create function work.store_change(change jsonb) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  instance uuid := (change ->> 'instanceId')::uuid;
  of_kind text := change ->> 'subjectKind';
  subject uuid := (change ->> 'subjectId')::uuid;
  organ uuid := (change ->> 'organId')::uuid;
  district text := change ->> 'districtCode';
  moment timestamptz := (change ->> 'at')::timestamptz;
  ended timestamptz := case when (change ->> 'hasEnded')::boolean then moment end;
begin
  if change ? 'definitionId' then
    insert into work.process_instance (id, definition_id, called, subject_kind, subject_id, organ_id, district_code,
        state, revision, started_at, ended_at)
      values (instance, (change ->> 'definitionId')::uuid, change -> 'called', of_kind, subject, organ, district,
        change -> 'state', (change ->> 'revision')::integer, moment, ended);
  else
    update work.process_instance
      set state = change -> 'state', revision = (change ->> 'revision')::integer, ended_at = ended
      where id = instance and revision = (change ->> 'readRevision')::integer;
    if not found then
      -- Whoever holds the instance's lock never sees this.
      raise exception 'The instance moved meanwhile.' using errcode = 'serialization_failure';
    end if;
  end if;
  if change ? 'tasks' then
    insert into work.task (id, instance_id, engine_task_id, element, name, candidate_roles, subject_kind, subject_id,
        organ_id, district_code, created_at, due_on)
      select (task ->> 'id')::uuid, instance, task ->> 'engineTaskId', task ->> 'element', task ->> 'name',
        array(select jsonb_array_elements_text(task -> 'candidateRoles')), of_kind, subject, organ, district, moment,
        (task ->> 'dueOn')::date
      from jsonb_array_elements(change -> 'tasks') task;
  end if;
  if change ? 'tasksCompleted' then
    update work.task set ended_at = moment, outcome = 'completed', completed_by = (change ->> 'actorId')::uuid
      where instance_id = instance and ended_at is null
        and engine_task_id = any (array(select jsonb_array_elements_text(change -> 'tasksCompleted')));
  end if;
  if change ? 'tasksCancelled' then
    update work.task set ended_at = moment, outcome = 'cancelled'
      where instance_id = instance and ended_at is null
        and engine_task_id = any (array(select jsonb_array_elements_text(change -> 'tasksCancelled')));
  end if;
  if change ? 'timers' then
    insert into work.timer (id, instance_id, engine_timer_id, element, due_at, organ_id)
      select (timer ->> 'id')::uuid, instance, timer ->> 'engineTimerId', timer ->> 'element',
        (timer ->> 'dueAt')::timestamptz, organ
      from jsonb_array_elements(change -> 'timers') timer;
  end if;
  if change ? 'timersFired' then
    update work.timer set ended_at = moment, outcome = 'fired'
      where instance_id = instance
        and engine_timer_id = any (array(select jsonb_array_elements_text(change -> 'timersFired')));
  end if;
  if change ? 'timersCancelled' then
    update work.timer set ended_at = moment, outcome = 'cancelled'
      where instance_id = instance
        and engine_timer_id = any (array(select jsonb_array_elements_text(change -> 'timersCancelled')));
  end if;
  if change ? 'jobs' then
    insert into work.service_job (id, instance_id, engine_service_id, element, topic, kind, process_key, subject_kind,
        subject_id, organ_id, requested_at, status, next_attempt_at)
      select (job ->> 'id')::uuid, instance, job ->> 'engineServiceId', job ->> 'element', job ->> 'topic',
        job ->> 'kind', change ->> 'processKey', of_kind, subject, organ, moment, 'open', moment
      from jsonb_array_elements(change -> 'jobs') job;
  end if;
  if change ? 'jobsDone' then
    update work.service_job set status = 'done', ended_at = moment
      where instance_id = instance and status in ('open', 'incident')
        and engine_service_id = any (array(select jsonb_array_elements_text(change -> 'jobsDone')));
  end if;
  if change ? 'jobsCancelled' then
    update work.service_job set status = 'cancelled', ended_at = moment
      where instance_id = instance and status in ('open', 'incident')
        and engine_service_id = any (array(select jsonb_array_elements_text(change -> 'jobsCancelled')));
  end if;
  if change ? 'subscriptions' then
    insert into work.subscription (id, instance_id, engine_subscription_id, element, kind, name, correlation_key,
        subject_kind, subject_id, organ_id, created_at)
      select (one ->> 'id')::uuid, instance, one ->> 'engineSubscriptionId', one ->> 'element', one ->> 'kind',
        one ->> 'name', one ->> 'correlationKey', of_kind, subject, organ, moment
      from jsonb_array_elements(change -> 'subscriptions') with ordinality as given(one, place) order by place;
  end if;
  if change ? 'subscriptionsEnded' then
    update work.subscription set ended_at = moment
      where instance_id = instance
        and engine_subscription_id = any (array(select jsonb_array_elements_text(change -> 'subscriptionsEnded')));
  end if;
  if change ? 'steps' then
    insert into work.step (id, instance_id, subject_kind, subject_id, organ_id, element, kind, occurred_at, actor_kind,
        actor_id)
      select (one ->> 'id')::uuid, instance, of_kind, subject, organ, one ->> 'element',
        one ->> 'kind', moment, change ->> 'actorKind', (change ->> 'actorId')::uuid
      from jsonb_array_elements(change -> 'steps') with ordinality as given(one, place) order by place;
  end if;
end $$;
grant execute on function work.store_change(jsonb) to {{extranet}}, {{worker_extranet}};

-- A worker of graphile-worker that is killed leaves its jobs locked, and others leave them alone for four hours. Ours hold an
-- advisory lock for as long as they live (platform/jobs/living-workers.ts), which ends with their connection; a job whose
-- worker holds none is free. Ten seconds' grace, because a worker takes its lock a moment after it begins.
create function platform.free_lost_jobs() returns bigint
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  lost text[];
  freed bigint;
begin
  select array_agg(distinct job.locked_by), count(*) into lost, freed
  from graphile_worker._private_jobs job
  where job.locked_by is not null and job.locked_at < now() - interval '10 seconds'
    and not exists (
      select from pg_locks held
      where held.locktype = 'advisory' and held.granted and held.objsubid = 1
        and held.database = (select oid from pg_database where datname = current_database())
        and ((held.classid::bigint << 32) | held.objid::bigint) = hashtextextended(job.locked_by, 4405));
  if freed > 0 then
    perform graphile_worker.force_unlock_workers(lost);
  end if;
  return freed;
end $$;
grant execute on function platform.free_lost_jobs() to {{worker_internet}}, {{worker_extranet}};
