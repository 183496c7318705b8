-- Owns accounts, the posts that officers hold, and sessions. Password hashes leave it through two functions only.

create schema identity;
grant usage on schema identity to {{internet}}, {{extranet}}, {{worker_extranet}};

create table identity.resident (
  id uuid primary key,
  login_name text not null unique,
  password_hash text not null,
  display_name text not null,
  -- Sensitive columns are encrypted by platform/crypto; the HMAC column beside them serves look-up.
  id_number_encrypted bytea not null,
  id_number_hmac bytea not null unique,
  email text,
  real_name_level smallint not null check (real_name_level between 1 and 3),
  created_at timestamptz not null
);
alter table identity.resident enable row level security;
grant select (id, display_name, id_number_encrypted, email, real_name_level) on identity.resident to {{internet}};
create policy own_row on identity.resident to {{internet}} using (id = (select platform.actor_id()));
grant select (id, display_name, email) on identity.resident to {{worker_extranet}};
create policy extranet_worker on identity.resident for select to {{worker_extranet}} using (true);

create table identity.officer (
  id uuid primary key,
  login_name text not null unique,
  password_hash text not null,
  display_name text not null,
  created_at timestamptz not null,
  closed_at timestamptz
);
alter table identity.officer enable row level security;
-- Officers see the names of their colleagues, never a password hash or a login name.
grant select (id, display_name, closed_at) on identity.officer to {{extranet}}, {{worker_extranet}};
create policy names_for_officers on identity.officer for select to {{extranet}}, {{worker_extranet}} using (true);

create table identity.post_holding (
  officer_id uuid not null references identity.officer,
  post_id uuid not null references organs.post,
  valid_from date not null,
  valid_to date,
  primary key (officer_id, post_id, valid_from)
);
alter table identity.post_holding enable row level security;
grant select on identity.post_holding to {{extranet}};
create policy names_for_officers on identity.post_holding for select to {{extranet}} using (true);

-- A session's token is never stored, only its SHA-256: whoever reads the table can't use what they read.
create table identity.session (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  account_kind text not null check (account_kind in ('resident', 'officer')),
  account_id uuid not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index session_of_account on identity.session (account_id);
create index session_expiry on identity.session (expires_at);

-- Attempts at sign-in, so that guessing is slowed down whatever process receives it.
create table identity.sign_in_attempt (
  account_kind text not null,
  login_name_hmac bytea not null,
  failed_count integer not null,
  last_failed_at timestamptz not null,
  primary key (account_kind, login_name_hmac)
);

-- Each zone reaches its own kind of account and no other: the kind is the login's, not an argument.
create function identity.account_kind_of_login() returns text
  language sql stable security definer set search_path = pg_catalog, pg_temp
  return case platform.zone_of_login() when 'internet' then 'resident' when 'extranet' then 'officer' end;

create function identity.find_credentials(login text) returns table (account_id uuid, password_hash text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select resident.id, resident.password_hash from identity.resident
    where identity.account_kind_of_login() = 'resident' and resident.login_name = login
  union all
  select officer.id, officer.password_hash from identity.officer
    where identity.account_kind_of_login() = 'officer' and officer.login_name = login and officer.closed_at is null
$$;

create function identity.open_session(token_hash bytea, account uuid, at timestamptz, expires timestamptz) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into identity.session (token_hash, account_kind, account_id, created_at, last_seen_at, expires_at)
    values (token_hash, identity.account_kind_of_login(), account, at, at, expires)
$$;

-- The session and who it belongs to, in one round trip; an ended, idle or expired session is no session.
create function identity.find_session(token_hash bytea, at timestamptz, idle interval)
  returns table (account_kind text, account_id uuid, display_name text, real_name_level smallint,
                 posts jsonb, last_seen_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select session.account_kind, session.account_id,
    coalesce(resident.display_name, officer.display_name), resident.real_name_level,
    coalesce((select jsonb_agg(jsonb_build_object('postId', post.id, 'organId', post.organ_id, 'role', post.role)
                               order by post.id)
              from identity.post_holding holding join organs.post on post.id = holding.post_id
              where holding.officer_id = officer.id
                and holding.valid_from <= (at at time zone 'Asia/Shanghai')::date
                and (holding.valid_to is null or holding.valid_to >= (at at time zone 'Asia/Shanghai')::date)),
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

create function identity.touch_session(token_hash bytea, at timestamptz) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update identity.session set last_seen_at = at
    where session.token_hash = touch_session.token_hash and last_seen_at < at and ended_at is null
      and account_kind = identity.account_kind_of_login()
$$;

create function identity.end_session(token_hash bytea, at timestamptz) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update identity.session set ended_at = at
    where session.token_hash = end_session.token_hash and ended_at is null
      and account_kind = identity.account_kind_of_login()
$$;

-- Holds the login name until the transaction ends: guesses that come at once are counted one after the other, so
-- that none of them is answered before the ones ahead of it are on record.
create function identity.lock_failed_attempts(login_hmac bytea) returns table (failed_count integer, last_failed_at timestamptz)
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(identity.account_kind_of_login() || encode(login_hmac, 'hex'), 0));
  return query select attempt.failed_count, attempt.last_failed_at from identity.sign_in_attempt attempt
    where attempt.account_kind = identity.account_kind_of_login() and attempt.login_name_hmac = login_hmac;
end $$;

create function identity.record_attempt(login_hmac bytea, at timestamptz, succeeded boolean) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if succeeded then
    delete from identity.sign_in_attempt attempt
      where attempt.account_kind = identity.account_kind_of_login() and attempt.login_name_hmac = login_hmac;
  else
    insert into identity.sign_in_attempt as attempt (account_kind, login_name_hmac, failed_count, last_failed_at)
      values (identity.account_kind_of_login(), login_hmac, 1, at)
      on conflict (account_kind, login_name_hmac) do update
        set failed_count = case when attempt.last_failed_at < at - interval '15 minutes' then 1
                                else attempt.failed_count + 1 end,
            last_failed_at = at;
  end if;
end $$;

grant execute on function identity.find_credentials(text), identity.open_session(bytea, uuid, timestamptz, timestamptz),
  identity.find_session(bytea, timestamptz, interval), identity.touch_session(bytea, timestamptz),
  identity.end_session(bytea, timestamptz), identity.lock_failed_attempts(bytea),
  identity.record_attempt(bytea, timestamptz, boolean) to {{internet}}, {{extranet}};

-- What no longer decides anything goes: attempts after a day, sessions a month after their last possible use.
create function identity.sweep_sign_ins(at timestamptz) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  delete from identity.sign_in_attempt where last_failed_at < at - interval '1 day';
  delete from identity.session where expires_at < at - interval '30 days';
$$;
grant execute on function identity.sweep_sign_ins(timestamptz) to {{worker_extranet}};
