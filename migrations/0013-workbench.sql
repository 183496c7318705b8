-- Owns what officers keep for their own daily work: views of the inbox, phrases, when they last looked; and notes on cases.

-- A choice of filters under a name, as its officer saved it.
create table work.saved_view (
  id uuid primary key,
  officer_id uuid not null references identity.officer,
  name text not null,
  -- {order, urgency, service, organId, element, text}, as the inbox takes them.
  wish jsonb not null,
  saved_at timestamptz not null,
  unique (officer_id, name)
);

-- What an officer writes often: the beginning of an opinion, a reason, a sentence of a correction notice.
create table work.phrase (
  id uuid primary key,
  officer_id uuid not null references identity.officer,
  name text not null,
  body text not null,
  saved_at timestamptz not null,
  unique (officer_id, name)
);

-- Up to when an officer has seen what came into the inbox.
create table work.inbox_look (
  officer_id uuid primary key references identity.officer,
  looked_at timestamptz not null
);

-- Each officer reads and writes their own rows, and nobody anyone else's.
do $$
declare
  protected text;
begin
  foreach protected in array array['saved_view', 'phrase', 'inbox_look'] loop
    execute format('alter table work.%I enable row level security', protected);
    execute format('grant select, insert, update on work.%I to {{extranet}}', protected);
    execute format('create policy own_rows on work.%I to {{extranet}}
      using (officer_id = (select platform.actor_id()))
      with check (officer_id = (select platform.actor_id()))', protected);
  end loop;
end $$;
grant delete on work.saved_view, work.phrase to {{extranet}};

-- A word between colleagues of one organ about a case: never part of what others see, and never changed. A case that
-- moves to another organ leaves its notes behind.
create table cases.note (
  id uuid primary key,
  case_id uuid not null references cases.case,
  organ_id uuid not null references organs.organ,
  officer_id uuid not null references identity.officer,
  body text not null,
  written_at timestamptz not null
);
create index note_of_case on cases.note (case_id, written_at);
alter table cases.note enable row level security;
grant select, insert on cases.note to {{extranet}};
create policy own_organ on cases.note for select to {{extranet}}
  using (organ_id = any ((select platform.actor_organ_ids())::uuid[]));
create policy own_words on cases.note for insert to {{extranet}}
  with check (organ_id = any ((select platform.actor_organ_ids())::uuid[])
    and officer_id = (select platform.actor_id()));

-- What changed for the actor's organs since a moment of history, so that an open page can ask anew: kinds and ids of
-- subjects, and nothing of what happened. Like dispatch it stops below the oldest running transaction, the horizon,
-- which comes with the answer also where nothing is for the actor: the next look begins there.
create function platform.changes_since(since xid8)
  returns table (horizon text, subject_kind text, subject_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with bound as (select pg_snapshot_xmin(pg_current_snapshot()) as xmin),
    found as (
      select distinct event.subject_kind, event.subject_id
      from platform.event event, bound
      where event.transaction_id >= since and event.transaction_id < bound.xmin
        and (event.organ_id = any ((select platform.actor_organ_ids())::uuid[])
          or event.data ->> 'askedOrganId' = any ((select platform.actor_organ_ids())::text[]))
    )
  select bound.xmin::text, found.subject_kind, found.subject_id from bound left join found on true
$$;
grant execute on function platform.changes_since to {{extranet}};
