// Owns the bench of the inbox: one officer's day in a small city and in a large one; refuses to look past the walls.
import { casePaths } from '#modules/cases/contract';
import { signInOfficer } from '#test/attacks/applicant';
import { createVisitor, type Visitor } from '#test/attacks/visitor';
import { demonstrationPassword, type TestCity } from '#test/kit/city';
import { officerLogin, openOfOfficer, startCrowdedCity } from './crowded-city.ts';
import { type BenchReport, type Figure, percentileOf, ratioOf } from './figure.ts';
import { describeMachine } from './machine.ts';
import { openScratchCluster } from './scratch-cluster.ts';

const smallCount = 10_000;
const largeCount = 1_000_000;
const goal = 1.3;
const rounds = 10;
const askedARound = 30;

/** What the workbench asks for. */
const questions: Readonly<Record<string, string>> = {
  'first page': `${casePaths.inbox}?order=due`,
  'counts for the filters': casePaths.inboxFilters,
  'page 3': `${casePaths.inbox}?order=due&page=3`,
  'filter by task': `${casePaths.inbox}?order=due&element=review&urgency=due-soon`,
  'filter by text': `${casePaths.inbox}?order=due&text=${encodeURIComponent('示例')}`,
  'overdue list': `${casePaths.inbox}?order=due&urgency=overdue`,
};

interface Desk {
  readonly visitor: Visitor;
  /** By question, in milliseconds. */
  readonly times: Map<string, number[]>;
}

export async function benchInbox(): Promise<BenchReport> {
  // Without autovacuum, so that it doesn't run in the middle of one of the two, and what the churn left stays.
  const cluster = await openScratchCluster({ autovacuum: 'off', max_wal_size: '8GB' });
  const cities: TestCity[] = [];
  try {
    const machine = describeMachine(cluster.postgresVersion);
    const desks: Desk[] = [];
    for (const count of [smallCount, largeCount]) {
      const city = await startCrowdedCity(count);
      cities.push(city);
      desks.push(await openDesk(city));
    }
    // In turns, so that what else the machine does falls on both alike.
    for (let round = 0; round <= rounds; round += 1) {
      for (const desk of desks) await ask(desk, round > 0);
    }
    for (const { visitor } of desks) visitor.close();
    const [small, large] = desks;
    return {
      name: 'inbox',
      figures: Object.keys(questions).map((name) => figureOf(name, small, large)),
      notes: [
        machine,
        `ours: ${largeCount} cases, limit: ${smallCount} cases, in turns; ${openOfOfficer} open tasks of the officer in both, one case in ten open, one in ten closed by an update just before; row-level security on, PostgreSQL’s own settings without autovacuum`,
        'whole request over HTTP, server and client in one process, one request at a time',
      ],
    };
  } finally {
    for (const city of cities) await city.close();
    await cluster.close();
  }
}

async function openDesk(city: TestCity): Promise<Desk> {
  const visitor = createVisitor(city.url);
  await signInOfficer(visitor, officerLogin, demonstrationPassword);
  const { text } = await visitor.get(`${casePaths.inbox}?order=due`);
  const { total }: { total?: unknown } = JSON.parse(text);
  // The pattern's own case waits there too.
  if (total !== openOfOfficer && total !== openOfOfficer + 1)
    throw new Error(`The officer has ${String(total)} open tasks instead of ${openOfOfficer}.`);
  return { visitor, times: new Map(Object.keys(questions).map((name) => [name, []])) };
}

async function ask({ visitor, times }: Desk, counts: boolean): Promise<void> {
  for (const [name, path] of Object.entries(questions)) {
    for (let asked = 0; asked < askedARound; asked += 1) {
      const { status, durationMs } = await visitor.get(path);
      if (status !== 200) throw new Error(`${path} answered ${status}.`);
      if (counts) times.get(name)?.push(durationMs);
    }
  }
}

function figureOf(name: string, small: Desk | undefined, large: Desk | undefined): Figure {
  const sortedOf = (desk: Desk | undefined) =>
    (desk?.times.get(name) ?? []).toSorted((one, other) => one - other);
  const [few, many] = [sortedOf(small), sortedOf(large)];
  const [limit, ours] = [percentileOf(few, 0.95), percentileOf(many, 0.95)];
  const ratio = ratioOf(ours, limit);
  return {
    name: `${name} (p50 of the small city ${percentileOf(few, 0.5).toFixed(1)} ms)`,
    ours,
    limit,
    ratio,
    p50Ms: percentileOf(many, 0.5),
    p99Ms: percentileOf(many, 0.99),
    unit: 'ms (p95)',
    goal: `at most ${goal}`,
    reached: ratio === null ? null : ratio <= goal,
  };
}
