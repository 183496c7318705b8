// Owns a city full of cases for the inbox: copies of one that went through the use cases; refuses to be written as an app.
import type { Client } from 'pg';
import pg from 'pg';
import { buildApplication } from '#modules/cases';
import { startTestCity, type TestCity } from '#test/kit/city';
import { findResident } from '#test/kit/people';
import { requestAs, testNow } from '#test/kit/requests';
import { fiveServices } from './serving-city.ts';

/** The organ whose inbox is asked for, and the login of its reviewer in the demonstration. */
const organKey = 'longhu-market-supervision';
export const officerLogin = 'longhu-market-reviewer';
/** Open cases of that organ: two thirds wait for the reviewer, the others for the approver. */
const openOfOrgan = 300;
export const openOfOfficer = 200;
/** Of all cases. */
const openShare = 0.1;
const casesAtOnce = 50_000;

interface Plan {
  readonly count: number;
  readonly patternCaseId: string;
}

/** A city with so many cases; one in ten is open, one in ten of the others was open until a moment ago. */
export async function startCrowdedCity(count: number): Promise<TestCity> {
  const city = await startTestCity();
  try {
    const resident = await findResident(city, 'resident-a');
    await buildApplication(requestAs(city.database, resident), fiveServices);
    await city.app.workUntilDone();
    await fill(city, count);
    return city;
  } catch (error) {
    await city.close();
    throw error;
  }
}

async function fill(city: TestCity, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: city.database.url });
  await client.connect();
  try {
    // The rows belong together by how their ids are made; checking each of millions would only take time.
    await client.query(`set session_replication_role = 'replica'`);
    const { rows } = await client.query<{ id: string }>(
      `select id from cases.case where service_key = 'business-licence'`,
    );
    const plan: Plan = { count, patternCaseId: rows[0]?.id ?? '' };
    await prepare(client);
    for (let from = 1; from <= count; from += casesAtOnce) {
      await addCases(client, plan, from, Math.min(count, from + casesAtOnce - 1));
    }
    await churn(client, plan);
    // Only analysed and not vacuumed (the cluster runs without autovacuum): what the churn left is still there.
    await client.query('analyze cases.case, work.process_instance, work.task, work.clock');
    await client.query('checkpoint');
  } finally {
    await client.end();
  }
}

/** Ids in the order of time, as UUIDv7 are, that name their case and what of it they are. */
async function prepare(client: Client): Promise<void> {
  await client.query('create schema bench');
  await client.query(`create function bench.id(number bigint, kind integer) returns uuid language sql immutable return
    (lpad(to_hex(1717986918400 + number), 12, '0') || '7' || lpad(kind::text, 3, '0') || '8000000000000000')::uuid`);
  await client.query(`create table bench.organ as select row_number() over (order by key <> '${organKey}', key) - 1 as place,
    id, count(*) over () as organs from organs.organ where exists (select from organs.post where organ_id = organ.id)`);
}

/** One row a case: when, where, open or not, and for whom; `hit` counts the open cases of the officer's organ. */
const planned = (plan: Plan, from: number, to: number) => {
  const firstOpen = Math.floor(plan.count * (1 - openShare));
  const hit = (at: string) => `floor((${at}) * ${openOfOrgan}.0 / ${plan.count - firstOpen})`;
  return `select i, hit, is_open, is_own, organ.id as organ_id, is_own and hit % 3 = 0 as for_approver,
      not is_open and i % 10 = 0 as is_churned,
      timestamptz '${testNow.toISOString()}' - interval '1 day' * (1000.0 * (${plan.count} - i) / ${plan.count}) as at,
      date '2026-11-23' + (hit::integer * 7 % 40 - 8) as due
    from (select i, i > ${firstOpen} as is_open, ${hit(`i - ${firstOpen}`)} as hit,
        i > ${firstOpen} and ${hit(`i - ${firstOpen}`)} > ${hit(`i - 1 - ${firstOpen}`)} as is_own
      from generate_series(${from}, ${to}) i) numbered
    join bench.organ organ on organ.place = case when is_own then 0
      when is_open then 1 + i % (organ.organs - 1) else i % organ.organs end`;
};

async function addCases(client: Client, plan: Plan, from: number, to: number): Promise<void> {
  const source = planned(plan, from, to);
  const insert = (table: string, where: string, changes: Readonly<Record<string, string>>, more = '') =>
    copyRows(client, { table, where: `${where} '${plan.patternCaseId}'`, source, changes, more });
  await insert('cases.case', 'pattern.id =', {
    id: 'bench.id(i, 1)',
    application_id: 'bench.id(i, 2)',
    number: `'BJ2026-' || i`,
    organ_id: 'plan.organ_id',
    status: `case when is_open then 'in-review' else 'granted' end`,
    opened_at: 'plan.at',
    due_on: 'case when is_open then plan.due end',
    closed_at: "case when not is_open then plan.at + interval '9 days' end",
  });
  await insert('work.process_instance', 'pattern.subject_id =', {
    id: 'bench.id(i, 3)',
    subject_id: 'bench.id(i, 1)',
    organ_id: 'plan.organ_id',
    started_at: 'plan.at',
    ended_at: "case when not is_open then plan.at + interval '9 days' end",
  });
  // An open case has done one task and waits in its second; a closed one has done three.
  const isOpenTask = 'step = case when is_open then 2 else 3 end and (is_open or is_churned)';
  await insert(
    'work.task',
    'pattern.subject_id =',
    {
      id: 'bench.id(i, 10 + step)',
      instance_id: 'bench.id(i, 3)',
      engine_task_id: `'t' || step`,
      element: `case when step = 1 then 'accept' when for_approver or step = 3 then 'decide' else 'review' end`,
      candidate_roles: `case when for_approver or step = 3 then array['approver'] else array['reviewer'] end`,
      subject_id: 'bench.id(i, 1)',
      organ_id: 'plan.organ_id',
      created_at: "plan.at + interval '1 day' * step",
      ended_at: `case when not (${isOpenTask}) then plan.at + interval '2 days' * step end`,
      outcome: `case when not (${isOpenTask}) then 'completed' end`,
    },
    'join generate_series(1, 3) step on step <= case when is_open then 2 else 3 end',
  );
  const isOpenClock = 'step = 2 and (is_open or is_churned)';
  await insert(
    'work.clock',
    `pattern.kind = 'acceptance' and pattern.subject_id =`,
    {
      id: 'bench.id(i, 20 + step)',
      subject_id: 'bench.id(i, 1)',
      kind: `case when step = 1 then 'acceptance' else 'decision' end`,
      organ_id: 'plan.organ_id',
      // The long derivation stands only where it may be read: of clocks that run.
      derivation: `case when ${isOpenClock} then pattern.derivation else '[]' end`,
      due_on: 'plan.due',
      started_at: 'plan.at',
      ended_at: `case when not (${isOpenClock}) then plan.at + interval '3 days' end`,
    },
    'cross join generate_series(1, 2) step',
  );
}

/** Ends what was open a moment ago, as officers do: the old versions and their index entries stay behind. */
async function churn(client: Client, plan: Plan): Promise<void> {
  // Analysed first, so that each update reads its table once and not once a row.
  await client.query('analyze work.task, work.clock');
  const churned = `select i, plan.at from (${planned(plan, 1, plan.count)}) plan where is_churned`;
  await client.query(`update work.task set ended_at = churned.at + interval '9 days', outcome = 'completed'
    from (${churned}) churned where task.id = bench.id(i, 13)`);
  await client.query(`update work.clock set ended_at = churned.at + interval '9 days'
    from (${churned}) churned where clock.id = bench.id(i, 22)`);
}

interface RowCopy {
  readonly table: string;
  readonly where: string;
  readonly source: string;
  readonly changes: Readonly<Record<string, string>>;
  readonly more: string;
}

/** Copies the pattern's row once for each planned one, with these columns changed. */
async function copyRows(client: Client, { table, where, source, changes, more }: RowCopy): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
       and attidentity = ''`,
    [table],
  );
  const names = rows.map((row) => `"${row.name}"`).join(', ');
  const values = rows.map((row) => changes[row.name] ?? `pattern."${row.name}"`).join(', ');
  await client.query(
    `insert into ${table} (${names}) select ${values}
     from (select * from ${table} pattern where ${where} limit 1) pattern cross join (${source}) plan ${more}`,
  );
}
