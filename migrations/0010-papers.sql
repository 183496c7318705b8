-- Owns the papers that organs issue in a case, their numbers, and the proof of their delivery. The internet zone
-- writes one thing here: that the applicant opened a paper.

-- The short form of an organ in the numbers of its documents (机关代字); null where the city has not told it.
alter table organs.organ add column paper_code text;

-- The last number given in a series. The row is locked by the transaction that takes the next number, so that a
-- series has no gaps: a number that was not used rolls back with its paper.
create table cases.paper_series (
  organ_id uuid not null references organs.organ,
  kind text not null,
  year integer not null,
  last_sequence integer not null,
  primary key (organ_id, kind, year)
);
alter table cases.paper_series enable row level security;
grant select, insert, update on cases.paper_series to {{worker_extranet}};
create policy extranet_worker on cases.paper_series to {{worker_extranet}} using (true) with check (true);

create table cases.paper (
  id uuid primary key,
  case_id uuid not null references cases.case,
  -- Whose case it is, and so whose officers read the paper.
  organ_id uuid not null references organs.organ,
  -- In whose name it is issued: with 委托 the delegating organ (行政许可法 第二十四条), whose series the number is of.
  issuer_id uuid not null references organs.organ,
  resident_id uuid not null references identity.resident,
  district_code text not null,
  kind text not null check (kind in ('receipt-of-materials', 'acceptance', 'non-acceptance', 'correction', 'extension',
    'special-procedure', 'grant', 'refusal', 'withdrawal', 'transfer', 'delivery-proof')),
  title jsonb not null,
  issuer_name jsonb not null,
  year integer not null,
  sequence integer not null,
  number text not null unique,
  issued_on date not null,
  issued_at timestamptz not null,
  -- The applicant's name as a passer-by sees it.
  applicant_masked text not null,
  -- Everything that is printed beside number, title, issuer and day; fixed when the paper is issued.
  content jsonb not null,
  verification_code text not null unique,
  -- The later paper that takes its place.
  replaced_by_id uuid references cases.paper,
  -- The event that it answers: one event has one paper.
  cause_id uuid not null unique,
  unique (issuer_id, kind, year, sequence)
);
create index paper_of_case on cases.paper (case_id, issued_at);
alter table cases.paper enable row level security;
grant select on cases.paper to {{internet}}, {{extranet}}, {{worker_extranet}};
-- A case that moves to another organ takes its papers along.
grant insert, update (replaced_by_id, organ_id) on cases.paper to {{worker_extranet}};
create policy own_rows on cases.paper for select to {{internet}} using (resident_id = (select platform.actor_id()));
create policy own_organ on cases.paper for select to {{extranet}}
  using (organ_id = any ((select platform.actor_organ_ids())::uuid[]));
create policy extranet_worker on cases.paper to {{worker_extranet}} using (true) with check (true);

-- That the signed-in applicant opened a paper or a licence for the first time, in the applicant's own words as it were.
create table cases.paper_opening (
  id uuid primary key,
  case_id uuid not null references cases.case,
  paper_id uuid unique references cases.paper,
  licence_id uuid unique references licences.licence,
  resident_id uuid not null references identity.resident,
  opened_at timestamptz not null,
  check (num_nonnulls(paper_id, licence_id) = 1)
);
alter table cases.paper_opening enable row level security;
grant select, insert on cases.paper_opening to {{internet}};
create policy own_rows on cases.paper_opening to {{internet}}
  using (resident_id = (select platform.actor_id())) with check (resident_id = (select platform.actor_id()));
grant select on cases.paper_opening to {{worker_extranet}};
create policy extranet_worker on cases.paper_opening for select to {{worker_extranet}} using (true);

-- The fact on which the organ's side looks at the opening; what it makes of it is its own to decide.
insert into platform.internet_event (type) values ('PaperOpened');

create table cases.delivery (
  id uuid primary key,
  case_id uuid not null references cases.case,
  organ_id uuid not null references organs.organ,
  resident_id uuid not null references identity.resident,
  paper_id uuid references cases.paper,
  licence_id uuid references licences.licence,
  channel text not null check (channel in ('portal', 'window', 'post')),
  delivered_on date not null,
  -- Exact only where the platform itself saw it: on the portal.
  delivered_at timestamptz,
  receiver_name text not null,
  receiver_relation text not null check (receiver_relation in ('applicant', 'agent', 'household', 'organisation')),
  tracking_number text,
  -- What the clerk states of how it went; empty on the portal.
  statement text not null,
  -- The receiver's signature as a picture, encrypted by platform/crypto.
  signature_encrypted bytea,
  -- The officer who recorded it; null where the platform did.
  recorded_by uuid references identity.officer,
  recorded_at timestamptz not null,
  check (num_nonnulls(paper_id, licence_id) = 1),
  check ((channel = 'post') = (tracking_number is not null)),
  unique (paper_id, channel),
  unique (licence_id, channel)
);
create index delivery_of_case on cases.delivery (case_id, recorded_at);
alter table cases.delivery enable row level security;
grant select (id, case_id, resident_id, paper_id, licence_id, channel, delivered_on, delivered_at)
  on cases.delivery to {{internet}};
grant select, insert on cases.delivery to {{extranet}}, {{worker_extranet}};
grant update (organ_id) on cases.delivery to {{worker_extranet}};
create policy own_rows on cases.delivery for select to {{internet}} using (resident_id = (select platform.actor_id()));
create policy own_organ on cases.delivery to {{extranet}}
  using (organ_id = any ((select platform.actor_organ_ids())::uuid[]))
  with check (organ_id = any ((select platform.actor_organ_ids())::uuid[]));
create policy extranet_worker on cases.delivery to {{worker_extranet}} using (true) with check (true);

-- What whoever holds a paper may compare it with: number, organ, day and whether it still stands; no id, no full name.
create function cases.verify_paper(code text)
  returns table (number text, kind text, title jsonb, issuer_name jsonb, issued_on date, applicant_masked text,
                 replaced_by text, replaced_on date)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select paper.number, paper.kind, paper.title, paper.issuer_name, paper.issued_on, paper.applicant_masked,
    later.number, later.issued_on
  from cases.paper left join cases.paper later on later.id = paper.replaced_by_id
  where paper.verification_code = code
$$;
grant execute on function cases.verify_paper(text) to {{internet}};
