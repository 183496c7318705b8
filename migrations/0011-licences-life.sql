-- Owns the life of a licence after it was issued: its versions, what was done with it, its renewals, how it is shown,
-- and licences on paper that were entered later. History is append-only: nobody is granted an update of it.

-- What each kind of licence states, in which order, and how its numbers are made. Public; a change is a new version.
create table licences.licence_template (
  id uuid primary key,
  kind text not null,
  version integer not null check (version >= 1),
  content jsonb not null,
  content_sha256 bytea not null check (octet_length(content_sha256) = 32),
  published_at timestamptz not null,
  unique (kind, version)
);
grant select on licences.licence_template to {{internet}}, {{extranet}}, {{worker_extranet}};

-- The last serial number that was given, for each series of numbers. Its row's lock puts those who number in a row.
create table licences.number_series (
  series text primary key,
  last_serial bigint not null
);
grant select, insert, update on licences.number_series to {{worker_extranet}};

-- Whoever holds a licence on paper need not have an account here, and gets none without asking: then there is only the
-- code of the identity number, by which the holder claims it after signing in, and the number as officers may see it.
alter table licences.licence alter column holder_id drop not null;
alter table licences.licence
  add column holder_number_hmac bytea,
  add column holder_number_shown text,
  add column template_id uuid references licences.licence_template,
  add column version integer not null default 1 check (version >= 1),
  add column revision integer not null default 0,
  -- How long one term is; null where it has no end.
  add column term_months integer check (term_months > 0),
  -- The day from which the status holds (it may lie ahead), and the last day of a suspension.
  add column status_since date,
  add column suspended_until date,
  -- Of a licence on paper: where the original lies.
  add column origin text,
  add constraint holder_is_known check (holder_id is not null or holder_number_hmac is not null),
  add constraint imported_says_where check ((source_kind = 'import') = (origin is not null));
alter table licences.licence drop constraint licence_status_check;
alter table licences.licence add constraint licence_status_check
  check (status in ('valid', 'suspended', 'revoked', 'withdrawn', 'revoked-as-penalty', 'cancelled'));
update licences.licence set term_months =
  extract(year from age(expires_on, issued_on))::integer * 12 + extract(month from age(expires_on, issued_on))::integer
  where expires_on is not null and expires_on > issued_on + 27;
create index licence_of_organ on licences.licence (organ_id, issued_at desc);
create index licence_term on licences.licence (expires_on) where expires_on is not null and status in ('valid', 'suspended');
create index licence_unclaimed on licences.licence (holder_number_hmac) where holder_id is null;

-- A licence as it was printed each time, under one number. A paper is verified by the code of its own version.
create table licences.licence_version (
  id uuid primary key,
  licence_id uuid not null references licences.licence,
  version integer not null check (version >= 1),
  verification_code text not null unique,
  organ_id uuid not null,
  holder_id uuid,
  name jsonb not null,
  holder_name text not null,
  entries jsonb not null,
  organ_name jsonb not null,
  issued_on date not null,
  expires_on date,
  in_force_from date not null,
  source_kind text not null,
  source_id uuid not null,
  drawn_up_at timestamptz not null,
  unique (licence_id, version),
  unique (source_kind, source_id)
);
create index version_of_holder on licences.licence_version (holder_id);
insert into licences.licence_version (id, licence_id, version, verification_code, organ_id, holder_id, name, holder_name,
    entries, organ_name, issued_on, expires_on, in_force_from, source_kind, source_id, drawn_up_at)
  select id, id, 1, verification_code, organ_id, holder_id, name, holder_name, entries, organ_name, issued_on, expires_on,
    issued_on, source_kind, source_id, issued_at from licences.licence;

-- What happened to a licence, by whom, on which ground of which law, from which day on, and what was told of appeal.
create table licences.licence_event (
  id uuid primary key,
  licence_id uuid not null references licences.licence,
  sequence integer not null check (sequence >= 1),
  organ_id uuid not null,
  holder_id uuid,
  act text not null check (act in ('issued', 'imported', 'changed', 'renewed', 'deemed-renewed', 'replaced', 'suspended',
    'resumed', 'revoked', 'withdrawn', 'revoked-as-penalty', 'cancelled', 'renewal-opened', 'renewal-refused', 'claimed')),
  version integer not null,
  -- Of the decision or paper; null where the act has none of its own.
  number text unique,
  effective_on date not null,
  until_on date,
  ground text,
  -- [{law, article, …}] and the article of the special law, as it was stated.
  basis jsonb not null,
  special_basis text,
  reasons text not null,
  -- 行政许可法 第八条第二款, 第六十九条第四款: what is said of compensation.
  compensation text,
  confirmed jsonb not null,
  appeal jsonb,
  actor_kind text not null,
  acted_by uuid,
  acted_at timestamptz not null,
  unique (licence_id, sequence)
);
create index event_of_holder on licences.licence_event (holder_id);
insert into licences.licence_event (id, licence_id, sequence, organ_id, holder_id, act, version, effective_on, basis,
    reasons, confirmed, actor_kind, acted_at)
  select gen_random_uuid(), id, 1, organ_id, holder_id, 'issued', 1, issued_on, '[]', '', '[]', 'system', issued_at
  from licences.licence;

-- 行政许可法 第五十条: one row for each application for another term.
create table licences.renewal (
  id uuid primary key,
  licence_id uuid not null references licences.licence,
  organ_id uuid not null,
  holder_id uuid,
  -- The case that handles it, or the officer's own entry.
  source_kind text not null,
  source_id uuid not null,
  applied_on date not null,
  -- The last day of the term that is to be prolonged, and of the time to apply for it.
  term_ends_on date not null,
  apply_until date not null,
  in_time boolean not null,
  outcome text not null check (outcome in ('open', 'granted', 'refused', 'deemed-granted', 'withdrawn')),
  decided_on date,
  reasons text not null default '',
  opened_at timestamptz not null,
  closed_at timestamptz,
  unique (source_kind, source_id)
);
create unique index one_open_renewal on licences.renewal (licence_id) where outcome = 'open';
create index renewal_due on licences.renewal (term_ends_on) where outcome = 'open';

-- A term's end is announced once in each way, however often the job runs.
create table licences.term_reminder (
  id uuid primary key,
  licence_id uuid not null references licences.licence,
  organ_id uuid not null,
  term_ends_on date not null,
  kind text not null check (kind in ('apply-soon', 'last-day', 'expired')),
  reminded_at timestamptz not null,
  unique (licence_id, term_ends_on, kind)
);

-- A licence shown by its holder for some minutes. The code that is read aloud is kept as an HMAC only.
create table licences.presentation (
  id uuid primary key,
  licence_id uuid not null references licences.licence,
  holder_id uuid not null,
  digits_hmac bytea not null unique check (octet_length(digits_hmac) = 32),
  presented_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > presented_at and expires_at <= presented_at + interval '10 minutes'),
  opened_count integer not null default 0,
  last_opened_at timestamptz
);
create index presentation_of_holder on licences.presentation (holder_id, presented_at desc);

-- Licences on paper, entered by one officer and checked by another. The lines hold identity numbers: encrypted.
create table licences.import_batch (
  id uuid primary key,
  organ_id uuid not null references organs.organ,
  file_name text not null,
  line_count integer not null check (line_count > 0),
  lines_encrypted bytea not null,
  status text not null check (status in ('waiting', 'approved', 'refused')),
  note text not null default '',
  entered_by uuid not null references identity.officer,
  entered_at timestamptz not null,
  checked_by uuid references identity.officer check (checked_by <> entered_by),
  checked_at timestamptz
);
create index import_of_organ on licences.import_batch (organ_id, entered_at desc);

-- Walls.
grant select on licences.licence_version, licences.renewal to {{internet}}, {{extranet}}, {{worker_extranet}};
grant insert on licences.licence_version, licences.licence_event, licences.renewal to {{extranet}}, {{worker_extranet}};
grant select on licences.licence_event to {{extranet}}, {{worker_extranet}};
-- The holder reads what was done and why, and not which officer did it.
grant select (id, licence_id, sequence, organ_id, holder_id, act, version, number, effective_on, until_on, ground, basis,
  special_basis, reasons, compensation, appeal, acted_at) on licences.licence_event to {{internet}};
grant update (outcome, decided_on, reasons, closed_at) on licences.renewal to {{extranet}}, {{worker_extranet}};
grant insert on licences.licence to {{extranet}};
grant update (version, revision, verification_code, name, holder_name, entries, organ_name, issued_on, expires_on, status,
  status_since, suspended_until) on licences.licence to {{extranet}}, {{worker_extranet}};
create policy own_organ_adds on licences.licence for insert to {{extranet}}
  with check (organ_id = any ((select platform.actor_organ_ids())::uuid[]) and source_kind = 'import' and holder_id is null);
create policy own_organ_changes on licences.licence for update to {{extranet}}
  using (organ_id = any ((select platform.actor_organ_ids())::uuid[]))
  with check (organ_id = any ((select platform.actor_organ_ids())::uuid[]));
grant select, insert on licences.term_reminder to {{worker_extranet}};
grant select, insert on licences.presentation to {{internet}};
grant select, insert on licences.import_batch to {{extranet}};
grant update (status, note, checked_by, checked_at) on licences.import_batch to {{extranet}};

do $$
declare
  protected text;
begin
  foreach protected in array array['licence_version', 'licence_event', 'renewal', 'term_reminder', 'presentation', 'import_batch'] loop
    execute format('alter table licences.%I enable row level security', protected);
    if protected in ('licence_version', 'licence_event', 'renewal', 'presentation') then
      execute format('create policy own_licences on licences.%I to {{internet}}
        using (holder_id = (select platform.actor_id())) with check (holder_id = (select platform.actor_id()))', protected);
    end if;
    if protected in ('licence_version', 'licence_event', 'renewal', 'import_batch') then
      execute format('create policy own_organ on licences.%I to {{extranet}}
        using (organ_id = any ((select platform.actor_organ_ids())::uuid[]))
        with check (organ_id = any ((select platform.actor_organ_ids())::uuid[]))', protected);
    end if;
    if protected in ('licence_version', 'licence_event', 'renewal', 'term_reminder') then
      execute format('create policy extranet_worker on licences.%I to {{worker_extranet}}
        using (true) with check (true)', protected);
    end if;
  end loop;
end $$;

-- What stands on the paper with this code, and what became of it: acts and days, no reason, no person, no id. With a
-- day, the version that was in force then; never a later version than the paper's own.
drop function licences.verify_licence(text);
create function licences.verify_licence(code text, on_day date)
  returns table (number text, kind text, template_id uuid, name jsonb, holder_name text, entries jsonb, organ_name jsonb,
    issued_on date, expires_on date, version integer, replaced_on date, history jsonb)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select licence.number, licence.kind, licence.template_id, shown.name, shown.holder_name, shown.entries,
    shown.organ_name, shown.issued_on, shown.expires_on, shown.version,
    (select later.in_force_from from licences.licence_version later
      where later.licence_id = licence.id and later.version = shown.version + 1),
    (select jsonb_agg(jsonb_build_object('act', done.act, 'effectiveOn', done.effective_on, 'untilOn', done.until_on)
        order by done.sequence)
      from licences.licence_event done where done.licence_id = licence.id
        and done.act not in ('renewal-opened', 'renewal-refused', 'claimed'))
  from licences.licence_version paper
  join licences.licence on licence.id = paper.licence_id
  join lateral (
    select version.* from licences.licence_version version
    where version.licence_id = paper.licence_id and version.version <= paper.version
      and (on_day is null and version.version = paper.version or version.in_force_from <= on_day)
    order by version.version desc limit 1
  ) shown on true
  where paper.verification_code = code
$$;
grant execute on function licences.verify_licence(text, date) to {{internet}};

-- Text search runs here, with the actor's organs as the filter, because ilike isn't leakproof (see cases.search_cases).
create function licences.search_licences(pattern text, wanted_status text[], ends_from date, ends_to date, row_limit integer, row_offset integer)
  returns table (id uuid, total bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select found.id, count(*) over ()
  from licences.licence found
  where found.organ_id = any ((select platform.actor_organ_ids())::uuid[])
    and (wanted_status is null or found.status = any (wanted_status))
    and (ends_from is null or found.expires_on >= ends_from)
    and (ends_to is null or found.expires_on <= ends_to)
    and (pattern = '%%' or found.number ilike pattern or found.holder_name ilike pattern or found.name ->> 'zh' ilike pattern
      or exists (select from jsonb_array_elements(found.entries) entry where entry -> 'value' ->> 'zh' ilike pattern))
  order by found.issued_at desc, found.id
  limit row_limit offset row_offset
$$;
grant execute on function licences.search_licences(text, text[], date, date, integer, integer) to {{extranet}};

-- Which of these numbers are taken already, also by other organs: a paper can't be entered twice.
create function licences.list_taken_numbers(numbers text[]) returns table (number text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select licence.number from licences.licence where licence.number = any (numbers)
$$;
grant execute on function licences.list_taken_numbers(text[]) to {{extranet}};

-- A presentation by the digits that were read aloud, while it lasts.
create function licences.find_presentation(digits bytea, at timestamptz) returns uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp
  return (select id from licences.presentation where digits_hmac = digits and expires_at > at);

-- Opens a presentation while it lasts: counts it for the holder and gives the code that verifies the licence.
create function licences.open_presentation(presentation uuid, at timestamptz)
  returns table (verification_code text, presented_at timestamptz, expires_at timestamptz)
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with opened as (
    update licences.presentation shown set opened_count = opened_count + 1, last_opened_at = at
    where shown.id = presentation and shown.presented_at <= at and shown.expires_at > at
    returning shown.licence_id, shown.presented_at, shown.expires_at
  )
  select licence.verification_code, opened.presented_at, opened.expires_at
  from opened join licences.licence on licence.id = opened.licence_id
$$;
grant execute on function licences.find_presentation(bytea, timestamptz), licences.open_presentation(uuid, timestamptz)
  to {{internet}};

-- Licences on paper that were entered under the identity number of whoever is signed in. The number is the account's
-- own, not an argument, and a number that nobody has checked (level 1) claims nothing.
create function licences.count_claimable() returns bigint
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*) from licences.licence
  join identity.resident on resident.id_number_hmac = licence.holder_number_hmac
  where licence.holder_id is null and resident.id = platform.actor_id() and resident.real_name_level >= 2
$$;

create function licences.claim_licences(at timestamptz) returns bigint
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  claimed uuid[];
begin
  with taken as (
    update licences.licence set holder_id = platform.actor_id(), revision = revision + 1
    from identity.resident
    where licence.holder_id is null and resident.id_number_hmac = licence.holder_number_hmac
      and resident.id = platform.actor_id() and resident.real_name_level >= 2
    returning licence.id
  )
  select array_agg(id) into claimed from taken;
  update licences.licence_version set holder_id = platform.actor_id() where licence_id = any (claimed);
  update licences.renewal set holder_id = platform.actor_id() where licence_id = any (claimed);
  update licences.licence_event set holder_id = platform.actor_id() where licence_id = any (claimed);
  insert into licences.licence_event (id, licence_id, sequence, organ_id, holder_id, act, version, effective_on, basis,
      reasons, confirmed, actor_kind, acted_by, acted_at)
    select gen_random_uuid(), licence.id,
      (select max(sequence) + 1 from licences.licence_event done where done.licence_id = licence.id),
      licence.organ_id, licence.holder_id, 'claimed', licence.version, (at at time zone 'Asia/Shanghai')::date, '[]', '',
      '[]', 'resident', licence.holder_id, at
    from licences.licence where licence.id = any (claimed);
  return coalesce(array_length(claimed, 1), 0);
end $$;
grant execute on function licences.count_claimable(), licences.claim_licences(timestamptz) to {{internet}};
