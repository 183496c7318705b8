-- Owns processes, tasks, timers, clocks and the calendar for a subject that it never reads.

create schema work;
grant usage on schema work to {{internet}}, {{extranet}}, {{worker_extranet}};

-- Published models are immutable; a change is a new version.
create table work.process_definition (
  id uuid primary key,
  key text not null,
  version integer not null,
  xml text not null,
  compiled jsonb not null,
  published_at timestamptz not null,
  unique (key, version)
);
grant select on work.process_definition to {{extranet}}, {{worker_extranet}};

create table work.process_instance (
  id uuid primary key,
  definition_id uuid not null references work.process_definition,
  subject_kind text not null,
  subject_id uuid not null,
  organ_id uuid not null references organs.organ,
  district_code text not null,
  state jsonb not null,
  revision integer not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  unique (subject_kind, subject_id)
);
alter table work.process_instance enable row level security;
grant select, insert, update on work.process_instance to {{extranet}}, {{worker_extranet}};

create table work.task (
  id uuid primary key,
  instance_id uuid not null references work.process_instance,
  engine_task_id text not null,
  element text not null,
  name text not null,
  candidate_roles text[] not null,
  subject_kind text not null,
  subject_id uuid not null,
  organ_id uuid not null references organs.organ,
  district_code text not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  outcome text check (outcome in ('completed', 'cancelled')),
  completed_by uuid,
  unique (instance_id, engine_task_id)
);
create index open_task_of_organ on work.task (organ_id, created_at) where ended_at is null;
create index task_of_subject on work.task (subject_id, created_at);
alter table work.task enable row level security;
grant select, insert, update on work.task to {{extranet}}, {{worker_extranet}};

create table work.timer (
  id uuid primary key,
  instance_id uuid not null references work.process_instance,
  engine_timer_id text not null,
  element text not null,
  due_at timestamptz not null,
  organ_id uuid not null references organs.organ,
  ended_at timestamptz,
  outcome text check (outcome in ('fired', 'cancelled')),
  failed_attempts integer not null default 0,
  retry_at timestamptz,
  unique (instance_id, engine_timer_id)
);
create index pending_timer on work.timer (due_at) where ended_at is null;
alter table work.timer enable row level security;
grant select, insert, update on work.timer to {{extranet}}, {{worker_extranet}};

-- Where a subject stood and when: append-only history, never changed.
create table work.step (
  id uuid primary key,
  instance_id uuid not null references work.process_instance,
  subject_kind text not null,
  subject_id uuid not null,
  organ_id uuid not null references organs.organ,
  element text not null,
  kind text not null check (kind in ('entered', 'completed', 'cancelled')),
  occurred_at timestamptz not null,
  position bigint generated always as identity,
  actor_kind text not null,
  actor_id uuid
);
create index step_of_subject on work.step (subject_id, position);
alter table work.step enable row level security;
grant select, insert on work.step to {{extranet}}, {{worker_extranet}};

-- A lawful clock with its derivation. `person_id` is whose affair it is: that person may follow it.
create table work.clock (
  id uuid primary key,
  subject_kind text not null,
  subject_id uuid not null,
  kind text not null,
  person_id uuid not null,
  organ_id uuid not null references organs.organ,
  district_code text not null,
  started_on date not null,
  count integer not null,
  unit text not null,
  due_on date not null,
  derivation jsonb not null,
  warnings jsonb not null,
  basis jsonb not null,
  started_at timestamptz not null,
  ended_at timestamptz
);
-- One of a kind runs at a time; a clock that ended stays, and the next receipt may start another.
create unique index running_clock on work.clock (subject_id, kind) where ended_at is null;
create index clock_of_subject on work.clock (subject_id, started_at);
create index open_clock on work.clock (due_on) where ended_at is null;
alter table work.clock enable row level security;
grant select on work.clock to {{internet}};
create policy own_affairs on work.clock for select to {{internet}} using (person_id = (select platform.actor_id()));
grant select, insert, update on work.clock to {{extranet}}, {{worker_extranet}};

do $$
declare
  protected text;
begin
  foreach protected in array array['process_instance', 'task', 'timer', 'step', 'clock'] loop
    execute format('create policy own_organ on work.%I to {{extranet}}
      using (organ_id = any ((select platform.actor_organ_ids())::uuid[]))
      with check (organ_id = any ((select platform.actor_organ_ids())::uuid[]))', protected);
    execute format('create policy extranet_worker on work.%I to {{worker_extranet}}
      using (true) with check (true)', protected);
  end loop;
end $$;

-- The national calendar as announced, one row a year: a year without a row is not announced.
create table work.calendar_year (
  year integer primary key,
  days jsonb not null,
  source jsonb not null,
  loaded_at timestamptz not null
);
grant select on work.calendar_year to {{internet}}, {{extranet}}, {{worker_extranet}};
