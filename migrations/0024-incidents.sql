-- Owns what an operator is told of a failure: of which model it is, and the number of the case, and nothing else of it.

-- As before, with the version of the model, which names the element, and the kind of subject, which says who does it.
drop function work.list_incidents(timestamptz, integer);
create function work.list_incidents(at timestamptz, row_limit integer)
  returns table (id uuid, kind text, topic text, element text, process_key text, definition_id uuid, subject_kind text,
    organ_id uuid, since timestamptz, attempts integer, error_code text, request_id text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select * from (
    select job.id, job.kind, job.topic, job.element, job.process_key, instance.definition_id, job.subject_kind,
      job.organ_id, job.incident_since, job.attempts, job.last_error_code, job.last_request_id
    from work.service_job job left join work.process_instance instance on instance.id = job.instance_id
    where job.status = 'incident'
    union all
    select timer.id, 'timer', '', timer.element, definition.key, definition.id, instance.subject_kind, timer.organ_id,
      coalesce(timer.failed_since, timer.due_at), timer.failed_attempts, timer.last_error_code, timer.last_request_id
    from work.timer
    join work.process_instance instance on instance.id = timer.instance_id
    join work.process_definition definition on definition.id = instance.definition_id
    where timer.ended_at is null and timer.failed_attempts > 0) found
  where work.is_operator(at)
  order by 9, 1 limit row_limit
$$;
grant execute on function work.list_incidents(timestamptz, integer) to {{extranet}};

-- By its number an organ finds its case; it opens nothing to the operator. A procedure's number is its case's.
create function cases.list_incident_numbers(incident_ids uuid[], at timestamptz)
  returns table (incident_id uuid, number text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select failed.id, one.number
  from (
    select job.id, job.subject_kind, job.subject_id from work.service_job job
    where job.id = any (incident_ids) and job.status = 'incident'
    union all
    select timer.id, instance.subject_kind, instance.subject_id
    from work.timer join work.process_instance instance on instance.id = timer.instance_id
    where timer.id = any (incident_ids) and timer.ended_at is null and timer.failed_attempts > 0) failed
  left join cases.procedure on failed.subject_kind = 'procedure' and procedure.id = failed.subject_id
  join cases.case one
    on one.id = case failed.subject_kind when 'case' then failed.subject_id else procedure.case_id end
  where work.is_operator(at)
$$;
grant execute on function cases.list_incident_numbers(uuid[], timestamptz) to {{extranet}};
