-- Owns whose an open task is, who stands in for whom, and how work is handed over when an officer leaves.

-- Whoever claimed a task has it; whoever gave it on for a while gets it back from the colleague. Both are officers.
alter table work.task
  add column assignee_id uuid references identity.officer,
  add column assigned_at timestamptz,
  add column delegated_by uuid references identity.officer,
  add constraint delegated_to_somebody check (delegated_by is null or (assignee_id is not null and assignee_id <> delegated_by));
-- By these a hand-over finds what is somebody's; the inbox does not need them, it walks the open tasks of the organ.
create index task_of_assignee on work.task (assignee_id) where ended_at is null and assignee_id is not null;
create index task_of_delegator on work.task (delegated_by) where ended_at is null and delegated_by is not null;

-- Who gave a task to whom, when and why: append-only. A null officer is the post itself.
create table work.task_assignment (
  id uuid primary key,
  task_id uuid not null references work.task,
  subject_id uuid not null,
  organ_id uuid not null references organs.organ,
  act text not null check (act in ('claim', 'give-back', 'take-over', 'transfer', 'delegate', 'return', 'hand-over')),
  from_id uuid,
  to_id uuid,
  actor_id uuid not null,
  reason text,
  assigned_at timestamptz not null,
  position bigint generated always as identity
);
create index assignment_of_task on work.task_assignment (task_id, position);
alter table work.task_assignment enable row level security;
grant select, insert on work.task_assignment to {{extranet}};
create policy own_organ on work.task_assignment for select to {{extranet}}
  using (organ_id = any ((select platform.actor_organ_ids())::uuid[]));
create policy own_act on work.task_assignment for insert to {{extranet}}
  with check (organ_id = any ((select platform.actor_organ_ids())::uuid[])
    and actor_id = (select platform.actor_id()));

-- An absence with its days, first and last included, and who stands in. Why somebody is absent is not asked: an illness is
-- sensitive (个人信息保护法 第二十八条). The posts are those that the substitute may fill, as found when it was recorded, and
-- the substitute's own post that entitles to it.
create table identity.absence (
  id uuid primary key,
  officer_id uuid not null references identity.officer,
  organ_id uuid not null references organs.organ,
  substitute_id uuid not null references identity.officer,
  post_ids uuid[] not null check (cardinality(post_ids) > 0),
  by_post_id uuid not null references organs.post,
  first_day date not null,
  last_day date not null,
  recorded_by uuid not null references identity.officer,
  recorded_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid references identity.officer,
  check (last_day >= first_day),
  check (substitute_id <> officer_id)
);
create index absence_of_substitute on identity.absence (substitute_id, last_day) where ended_at is null;
create index absence_of_officer on identity.absence (officer_id, last_day) where ended_at is null;
create index absence_of_organ on identity.absence (organ_id, last_day);
alter table identity.absence enable row level security;
grant select, insert, update (ended_at, ended_by) on identity.absence to {{extranet}};
create policy own_organ on identity.absence to {{extranet}}
  using (organ_id = any ((select platform.actor_organ_ids())::uuid[]))
  with check (organ_id = any ((select platform.actor_organ_ids())::uuid[]));

-- The posts that an officer holds on a day, and after them those of colleagues for whom they stand in on that day. Whoever
-- stands in must still hold the post that entitles to it, and the absent colleague the post that is filled: nothing is
-- kept, so that a change takes effect with the next request of any process. Substitutes have no substitutes.
create function identity.held_posts(officer uuid, day date)
  returns table (post_id uuid, organ_id uuid, role text, acting_for_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with own as (
    select holding.post_id from identity.post_holding holding
    where holding.officer_id = officer and holding.valid_from <= day
      and (holding.valid_to is null or holding.valid_to >= day))
  select post.id, post.organ_id, post.role, null::uuid from own join organs.post on post.id = own.post_id
  union all
  select post.id, post.organ_id, post.role, absence.officer_id
  from identity.absence
  join identity.officer absent on absent.id = absence.officer_id and absent.closed_at is null
  join identity.post_holding holding on holding.officer_id = absence.officer_id
    and holding.post_id = any (absence.post_ids) and holding.valid_from <= day
    and (holding.valid_to is null or holding.valid_to >= day)
  -- Whatever posts a row names: an absence in one organ gives power in no other.
  join organs.post on post.id = holding.post_id and post.organ_id = absence.organ_id
  where absence.substitute_id = officer and absence.ended_at is null
    and absence.first_day <= day and absence.last_day >= day
    and absence.by_post_id in (select own.post_id from own)
$$;
grant execute on function identity.held_posts(uuid, date) to {{extranet}};

-- As before, but the posts come from one place.
create or replace function identity.find_session(token_hash bytea, at timestamptz, idle interval)
  returns table (account_kind text, account_id uuid, display_name text, real_name_level smallint,
                 posts jsonb, last_seen_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select session.account_kind, session.account_id,
    coalesce(resident.display_name, officer.display_name), resident.real_name_level,
    coalesce((select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('postId', held.post_id, 'organId', held.organ_id,
                                 'role', held.role, 'actingForId', held.acting_for_id))
                               order by held.acting_for_id nulls first, held.post_id)
              from identity.held_posts(officer.id, (at at time zone 'Asia/Shanghai')::date) held),
             '[]'::jsonb),
    session.last_seen_at
  from identity.session
  left join identity.resident on session.account_kind = 'resident' and resident.id = session.account_id
  left join identity.officer on session.account_kind = 'officer' and officer.id = session.account_id
    and officer.closed_at is null
  where session.token_hash = find_session.token_hash
    and session.account_kind = identity.account_kind_of_login()
    and session.ended_at is null and session.expires_at > at and session.last_seen_at + idle > at
    and (resident.id is not null or officer.id is not null)
$$;

-- The last wall of an assignment: no officer completes what a colleague has, or what has to go back first, whichever module
-- asks and however late it looked. What nobody claimed is anyone's of the post; the platform's own acts are not concerned.
create function work.refuse_others_task() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor uuid := platform.actor_id();
  holder text;
begin
  if actor is null then
    return new;
  end if;
  select officer.display_name into holder from identity.officer where officer.id = old.assignee_id;
  if old.delegated_by is not null then
    raise exception 'The task was given on and has to go back first.' using errcode = 'YZ002', detail = holder;
  end if;
  if old.assignee_id <> actor and not exists (
    select from identity.held_posts(actor, (new.ended_at at time zone 'Asia/Shanghai')::date) held
    where held.acting_for_id = old.assignee_id and held.organ_id = old.organ_id
      and held.role = any (old.candidate_roles)) then
    raise exception 'A colleague has the task.' using errcode = 'YZ001', detail = holder;
  end if;
  return new;
end $$;
create trigger refuse_others_task before update on work.task for each row
  when (old.ended_at is null and new.outcome = 'completed' and old.assignee_id is not null)
  execute function work.refuse_others_task();

-- Nobody gets a task without a post for it. The lock meets that of a departure: whoever comes second sees what the first did.
create function work.refuse_without_post() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from identity.officer one where one.id = new.assignee_id for key share;
  if not exists (
    select from identity.held_posts(new.assignee_id,
      (coalesce(new.assigned_at, now()) at time zone 'Asia/Shanghai')::date) held
    where held.acting_for_id is null and held.organ_id = new.organ_id and held.role = any (new.candidate_roles)) then
    raise exception 'The officer holds no post for this task.' using errcode = 'YZ003';
  end if;
  return new;
end $$;
create trigger refuse_without_post before update of assignee_id on work.task for each row
  when (new.assignee_id is not null and new.assignee_id is distinct from old.assignee_id)
  execute function work.refuse_without_post();

-- Whether the actor may let an officer leave: the organ's head their own organ, the security administrator any and all
-- (null). Only posts that are held, not those that are stood in for.
create function identity.may_let_leave(organ uuid, at timestamptz) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from identity.held_posts(platform.actor_id(), (at at time zone 'Asia/Shanghai')::date) held
    where held.acting_for_id is null
      and (held.role = 'security-administrator' or (held.role = 'organ-head' and held.organ_id = organ)))
$$;

-- What is open of an officer in an organ, or in all: kinds and counts, nothing of any case. No rows for whoever may not ask.
create function work.list_open_work(officer uuid, organ uuid, at timestamptz)
  returns table (organ_id uuid, element text, name text, candidate_roles text[], claimed bigint, delegated bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select task.organ_id, task.element, min(task.name), task.candidate_roles,
    count(*) filter (where task.assignee_id = officer), count(*) filter (where task.delegated_by = officer)
  from work.task
  where task.ended_at is null and (task.assignee_id = officer or task.delegated_by = officer)
    and (organ is null or task.organ_id = organ) and identity.may_let_leave(organ, at)
  group by 1, 2, 4 order by 1, 2
$$;

-- Hands all of it over in one statement, however much it is. `shares` are {organId, element, successorId}; what has none, or
-- whose successor does not hold a post for it, goes back to the post. What a colleague gave on goes back to the colleague.
create function work.hand_over(officer uuid, organ uuid, shares jsonb, why text, at timestamptz) returns bigint
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with share as (
    select (one ->> 'organId')::uuid as organ_id, one ->> 'element' as element, (one ->> 'successorId')::uuid as successor_id
    from jsonb_array_elements(shares) one),
  able as (
    select share.*, array_agg(held.role) as roles
    from share cross join lateral identity.held_posts(share.successor_id, (at at time zone 'Asia/Shanghai')::date) held
    where held.acting_for_id is null and held.organ_id = share.organ_id and share.successor_id <> officer
    group by 1, 2, 3),
  open as (
    select task.id, task.assignee_id, task.delegated_by,
      case when task.assignee_id <> officer or task.delegated_by is null then
          case when able.roles && task.candidate_roles then able.successor_id end
        when exists (
          select from identity.held_posts(task.delegated_by, (at at time zone 'Asia/Shanghai')::date) held
          where held.acting_for_id is null and held.organ_id = task.organ_id and held.role = any (task.candidate_roles))
          then task.delegated_by end as successor_id
    from work.task left join able on able.organ_id = task.organ_id and able.element = task.element
    where task.ended_at is null and (task.assignee_id = officer or task.delegated_by = officer)
      and (organ is null or task.organ_id = organ) and identity.may_let_leave(organ, at)
    for update of task),
  moved as (
    update work.task set assigned_at = at,
      assignee_id = case when open.assignee_id = officer then open.successor_id else task.assignee_id end,
      delegated_by = case when open.delegated_by = officer and open.successor_id is distinct from task.assignee_id
        then open.successor_id end
    from open where task.id = open.id
    returning task.id, task.subject_id, task.organ_id, open.successor_id)
  , told as (
    insert into work.task_assignment (id, task_id, subject_id, organ_id, act, from_id, to_id, actor_id, reason, assigned_at)
      select gen_random_uuid(), moved.id, moved.subject_id, moved.organ_id, 'hand-over', officer, moved.successor_id,
        platform.actor_id(), why, at from moved
      returning 1)
  select count(*) from told
$$;

-- Absences and substitutions of theirs that run or are to come, for whoever may let them leave.
create function identity.list_running_absences(officer uuid, organ uuid, at timestamptz)
  returns table (id uuid, organ_id uuid, officer_name text, substitute_name text, is_own boolean, first_day date,
    last_day date)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select absence.id, absence.organ_id, absent.display_name, substitute.display_name, absence.officer_id = officer,
    absence.first_day, absence.last_day
  from identity.absence
  join identity.officer absent on absent.id = absence.officer_id
  join identity.officer substitute on substitute.id = absence.substitute_id
  where (absence.officer_id = officer or absence.substitute_id = officer) and absence.ended_at is null
    and absence.last_day >= (at at time zone 'Asia/Shanghai')::date
    and (organ is null or absence.organ_id = organ) and identity.may_let_leave(organ, at)
$$;

-- Ends the posts of an officer in an organ at once, or with all of them the account and its sessions. False where the actor
-- may not, or there is no such officer at work.
create function identity.let_leave(officer uuid, organ uuid, at timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  today date := (at at time zone 'Asia/Shanghai')::date;
begin
  if not identity.may_let_leave(organ, at) then
    return false;
  end if;
  perform from identity.officer one where one.id = officer and one.closed_at is null for update;
  if not found then
    return false;
  end if;
  update identity.post_holding holding set valid_to = today - 1
    from organs.post
    where post.id = holding.post_id and holding.officer_id = officer and (organ is null or post.organ_id = organ)
      and (holding.valid_to is null or holding.valid_to >= today);
  update identity.absence set ended_at = at, ended_by = platform.actor_id()
    where (officer_id = officer or substitute_id = officer) and ended_at is null and (organ is null or organ_id = organ);
  if organ is null then
    update identity.officer one set closed_at = at where one.id = officer;
    update identity.session set ended_at = at
      where account_kind = 'officer' and account_id = officer and ended_at is null;
  end if;
  return true;
end $$;

-- Officers at work with their posts, so that whoever lets them leave finds them: names, organs and roles.
create function identity.list_staff(organ uuid, at timestamptz)
  returns table (officer_id uuid, display_name text, organ_id uuid, role text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select officer.id, officer.display_name, post.organ_id, post.role
  from identity.post_holding holding
  join identity.officer on officer.id = holding.officer_id and officer.closed_at is null
  join organs.post on post.id = holding.post_id
  where holding.valid_from <= (at at time zone 'Asia/Shanghai')::date
    and (holding.valid_to is null or holding.valid_to >= (at at time zone 'Asia/Shanghai')::date)
    and (organ is null or post.organ_id = organ) and identity.may_let_leave(organ, at)
  order by 2, 1
$$;
grant execute on function work.list_open_work(uuid, uuid, timestamptz),
  work.hand_over(uuid, uuid, jsonb, text, timestamptz), identity.list_running_absences(uuid, uuid, timestamptz),
  identity.let_leave(uuid, uuid, timestamptz), identity.list_staff(uuid, timestamptz) to {{extranet}};

-- By whose post an officer acted, where it was not their own.
alter table cases.opinion add column acting_for_id uuid references identity.officer;
alter table cases.decision add column acting_for_id uuid references identity.officer;

-- As before, also for whoever stands in at the counter.
create or replace function identity.window_clerk_organ_ids(at timestamptz) returns uuid[]
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct held.organ_id), '{}'::uuid[])
  from identity.held_posts(platform.actor_id(), (at at time zone 'Asia/Shanghai')::date) held
  where held.role = 'window-clerk' and held.organ_id = any (platform.actor_organ_ids())
$$;

-- Open hearings over which an officer presides: whoever leaves can't hold them (行政许可法 第四十八条第一款第三项).
create function cases.list_presided(officer uuid, organ uuid, at timestamptz)
  returns table (procedure_id uuid, case_number text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select procedure.id, procedure.case_number from cases.procedure
  where procedure.status = 'open' and procedure.hearing #>> '{appointment,presidingId}' = officer::text
    and (organ is null or procedure.organ_id = organ) and identity.may_let_leave(organ, at)
  order by 2
$$;
grant execute on function cases.list_presided(uuid, uuid, timestamptz) to {{extranet}};
