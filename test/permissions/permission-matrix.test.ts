import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Actor } from '#kernel/actors';
import { actorIdOf, anonymous } from '#kernel/actors';
import type { Route } from '#platform/http';
import { runUseCase } from '#platform/use-case';
import { startTestCity, type TestCity } from '#test/kit/city';
import { requestAs } from '#test/kit/requests';
import { type Asker, signInAll } from './matrix-actors.ts';
import { prepareRecords } from './matrix-records.ts';
import { endsSession, type MatrixCity, requestFor, usualParameters } from './matrix-requests.ts';
import {
  type ActorName,
  actorNames,
  type MatrixRow,
  type Outcome,
  permissionMatrix,
} from './permission-matrix.ts';
import { type AnyUseCase, listUseCases } from './use-cases.ts';

/** How one cell was answered. */
interface Answer {
  readonly row: MatrixRow;
  readonly actor: ActorName;
  readonly status: number;
  readonly requestId: string;
  readonly outcome: Outcome;
}

interface AuditRow {
  readonly request_id: string;
  readonly action: string;
  readonly outcome: string;
  readonly actor_kind: string;
  readonly actor_id: string | null;
}

const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>) => `${method} ${path}`;

async function outcomeOf(response: Response, request: string): Promise<Outcome> {
  const { status } = response;
  const isSentToSignIn = /^\/zh\/sign-in\?/.test(response.headers.get('location') ?? '');
  const text = await response.text();
  if (status === 401 || isSentToSignIn) return 'sign-in';
  if (status === 403) {
    assert.ok(!text.includes('form-expired'), `${request}: the form's token is valid`);
    return 'no';
  }
  if (status === 404) return 'hidden';
  if (status < 400 || status === 409 || status === 422) return 'yes';
  throw new Error(`${request} answered ${status}: ${text.slice(0, 500)}`);
}

describe('the permission matrix', () => {
  let city: TestCity;
  let matrix: MatrixCity;
  let useCases: ReadonlyMap<string, AnyUseCase>;
  const answers: Answer[] = [];

  before(async () => {
    city = await startTestCity({ environment: { YIZHAN_TRUST_PROXY: 'true' } });
    const askers = await signInAll(city);
    matrix = { city, askers, records: await prepareRecords(city, askers) };
    useCases = await listUseCases();
  });
  after(() => city.close());

  const routeOf = (row: MatrixRow) => city.app.routes.find((route) => nameOf(route) === nameOf(row));

  test('every route has a row and every row a route, in the same zone', () => {
    const routes = city.app.routes.map((route) => `${route.zone} ${nameOf(route)}`).sort();
    const rows = permissionMatrix.map((row) => `${row.zone} ${nameOf(row)}`).sort();
    assert.deepEqual(rows, routes);
  });

  test('a route names use cases that exist and run in its zone, and one that changes something names one', () => {
    for (const route of city.app.routes) {
      if (route.method === 'POST') assert.notDeepEqual(route.useCases, [], nameOf(route));
      for (const name of route.useCases) {
        assert.equal(useCases.get(name)?.zone, route.zone, `${name} of ${nameOf(route)}`);
      }
    }
  });

  test('a row names the use case that refuses among those of its route', () => {
    for (const row of permissionMatrix) {
      if (row.refusedBy === undefined) continue;
      assert.ok(routeOf(row)?.useCases.includes(row.refusedBy), `${row.refusedBy} of ${nameOf(row)}`);
    }
  });

  async function ask(row: MatrixRow, actor: ActorName): Promise<Answer> {
    const { askers } = matrix;
    const known = askers.get(actor);
    const asker = endsSession(row) && known.zone === row.zone ? await askers.inNewSession(known) : known;
    const response = await askers.send(asker, await requestFor(row, matrix, asker));
    const outcome = await outcomeOf(response, `${nameOf(row)} as ${actor}`);
    const requestId = response.headers.get('x-request-id') ?? '';
    return { row, actor, status: response.status, requestId, outcome };
  }

  for (const row of permissionMatrix) {
    const shown = row.path.replace('(^zh|en$)', '');
    test(`${row.method} ${shown} answers everyone as its row says`, async () => {
      // Whoever is refused asks first, all at once: afterwards the record must still be as it was.
      const refused = actorNames.filter((actor) => row.outcomes[actor] !== 'yes');
      const given = await Promise.all(refused.map((actor) => ask(row, actor)));
      for (const actor of actorNames) if (!refused.includes(actor)) given.push(await ask(row, actor));
      answers.push(...given);
      const cells = Object.fromEntries(given.map((answer) => [answer.actor, answer.outcome]));
      assert.deepEqual(cells, row.outcomes);
      const succeeded = given.some((answer) => answer.outcome === 'yes' && answer.status < 400);
      assert.ok(succeeded, 'the request is valid: whoever may, succeeds');
    });
  }

  /** As whom the server knows an asker: a session of another zone is none. */
  function knownAs(asker: Asker, row: MatrixRow): Actor {
    return asker.zone === row.zone ? asker.actor : anonymous;
  }

  test('every refused attempt is on record, under whose name, of which use case', async () => {
    const { rows } = await city.database.migratorPool.query<AuditRow>(
      `select request_id, action, outcome, actor_kind, actor_id from platform.audit_entry where outcome <> 'done'`,
    );
    const expected = answers.flatMap(({ row, actor, status, requestId, outcome }) => {
      const isHiddenById = outcome === 'hidden' && /:\w+Id\b/.test(row.path);
      if (status !== 401 && status !== 403 && !isHiddenById) return [];
      const known = knownAs(matrix.askers.get(actor), row);
      return [
        {
          request_id: requestId,
          action: row.refusedBy,
          outcome: isHiddenById ? 'failed' : 'refused',
          actor_kind: known.kind,
          actor_id: actorIdOf(known) ?? null,
        },
      ];
    });
    const byRequest = (one: { request_id: string }, other: { request_id: string }) =>
      one.request_id < other.request_id ? -1 : 1;
    assert.ok(expected.length > 100, 'the rows above were tried');
    // What may be done and failed by input or state is none of this; any refusal that no cell has is.
    const ids = new Set(expected.map((one) => one.request_id));
    const recorded = rows.filter((one) => one.outcome === 'refused' || ids.has(one.request_id));
    assert.deepEqual(recorded.sort(byRequest), expected.sort(byRequest));
  });

  test('behind each hidden record the database refuses, also where the permission was forgotten', async () => {
    const { askers, records } = matrix;
    const input = usualParameters(records);
    const run = (useCase: AnyUseCase, asker: Asker) =>
      runUseCase(requestAs(city.database, asker.actor), { ...useCase, permission: () => true }, input);
    const tried = new Set<string>();
    for (const row of permissionMatrix) {
      if (!Object.values(row.outcomes).includes('hidden')) continue;
      const stranger = askers.get(row.zone === 'internet' ? 'resident-other' : 'approver/other');
      for (const name of routeOf(row)?.useCases ?? []) {
        const useCase = useCases.get(name);
        if (useCase === undefined || namesNoRecord.includes(name) || tried.has(name)) continue;
        tried.add(name);
        await assert.rejects(run(useCase, stranger), { kind: 'not-found' }, name);
      }
    }
    assert.ok(tried.has('view-case') && tried.has('decide-case'));
    // The attempt itself is sound: whose case it is sees it.
    const viewCase = useCases.get('view-case');
    assert.ok(viewCase !== undefined);
    assert.ok(await run(viewCase, askers.get('approver/own')));
  });
});

/**
 * Use cases of the frame around a page, and what is public; and one that comes after the licence was shown to its holder,
 * and lets be what is no licence of an own case.
 */
const namesNoRecord = ['count-unread-notices', 'view-divisions', 'open-own-licence', 'list-absences'];
