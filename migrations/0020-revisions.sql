-- Owns revisions: short texts that change whenever something changes that a page is made of; refuses to tell what changed.
-- A page that is kept is shown again only while the revisions it was made under still hold (decision 0020).

-- What is published and seldom changes carries the transaction that changed it last. A counter would be raised once for
-- each statement of a long import; this row is written once a transaction, and is seen when the change is seen.
create table platform.revision (
  name text primary key,
  changed_by xid8 not null
);
grant select on platform.revision to {{internet}}, {{extranet}};

-- Called by triggers alone, whoever writes.
create function platform.raise_revision() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into platform.revision (name, changed_by) values (tg_argv[0], pg_current_xact_id())
    on conflict (name) do update set changed_by = excluded.changed_by
    where revision.changed_by <> excluded.changed_by;
  return null;
end
$$;

-- PL/pgSQL keeps its plans for the life of a connection, where an SQL function is planned again in each statement.
create function platform.revision_of(wanted text) returns text
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce((select changed_by::text from platform.revision where name = wanted), 'none');
end
$$;
grant execute on function platform.revision_of(text) to {{internet}}, {{extranet}};

do $$
declare
  published text;
begin
  foreach published in array array['organs.division', 'organs.organ', 'organs.court',
    'catalogue.service_version', 'catalogue.life_event_version', 'catalogue.form_version', 'catalogue.responsibility',
    'catalogue.delegation', 'catalogue.service_item'] loop
    execute format('create trigger raise_revision after insert or update or delete or truncate on %s
      for each statement execute function platform.raise_revision(%L)', published, split_part(published, '.', 1));
  end loop;
end $$;

-- What belongs to a person is written too often for a row that all its writers would queue for. Its revision is the
-- transactions that wrote the rows of today: a new version of a row always bears a number that was not there before, and
-- a row that is gone leaves one out. Their order may change by itself; then a page is made once more in vain. All of it runs as whoever asks, so row-level security decides what is counted.
-- Which licences came of a case was looked up by reading all of them.
create index version_of_source on licences.licence_version (source_id);

create function notices.unread_revision() returns text
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select count(*)::text from notices.notice
    where resident_id = (select platform.actor_id()) and read_at is null);
end
$$;
grant execute on function notices.unread_revision() to {{internet}};

-- Null where the application is not there for the actor. Of a delivery the internet zone may read columns and not the
-- row's own, and those columns never change: its ids are enough. One statement for all that hangs on the cases takes a
-- third less than one for each table.
create function cases.application_revision(wanted uuid) returns text
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  found text;
  own uuid[];
begin
  select xmin::text into found from cases.application where id = wanted;
  if found is null then return null; end if;
  select array_agg(id), found || ' ' || coalesce(string_agg(xmin::text, ' '), '')
    into own, found from cases.case where application_id = wanted;
  if own is null then return found; end if;
  return (
    select md5(found || '/' || string_agg(written_by, ' ')) from (
      select xmin::text as written_by from cases.correction where case_id = any (own)
      union all select xmin::text from cases.correction_reply
        where correction_id in (select id from cases.correction where case_id = any (own))
      union all select xmin::text from cases.decision where case_id = any (own)
      union all select xmin::text from cases.applicant_act where case_id = any (own)
      union all select xmin::text from cases.organ_act where case_id = any (own)
      union all select xmin::text from cases.procedure where case_id = any (own)
      union all select xmin::text from cases.paper where case_id = any (own)
      union all select id::text from cases.delivery where case_id = any (own)
      union all select xmin::text from work.clock where subject_id = any (own)
      union all select version.xmin::text || '-' || licence.xmin::text
        from licences.licence_version version join licences.licence on licence.id = version.licence_id
        where version.source_id = any (own)
      union all select platform.revision_of('organs')) part);
end
$$;
grant execute on function cases.application_revision(uuid) to {{internet}};
