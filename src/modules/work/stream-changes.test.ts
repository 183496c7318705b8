import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { OfficerActor } from '#kernel/actors';
import { type Id, newId } from '#kernel/ids';
import { command, runUseCase } from '#platform/use-case';
import { startTestCity, type TestCity } from '#test/kit/city';
import { requestAs, testNow } from '#test/kit/requests';
import { type Asker, type Askers, signInAll } from '#test/permissions/matrix-actors';

/** States that something happened to a subject of an organ, and who else was asked about it. */
const stateFact = command<
  { readonly id: Id; readonly organId: Id; readonly askedOrganId: Id | null },
  undefined,
  undefined,
  void,
  object
>({
  name: 'state-fact',
  zone: 'extranet',
  audience: ['officer'],
  object: ({ id }) => ({ kind: 'case', id }),
  load: async () => undefined,
  permission: () => true,
  decide: (_loaded, { id, organId, askedOrganId }) => ({
    change: undefined,
    answer: undefined,
    events: [
      {
        type: 'FactStated',
        schemaVersion: 1,
        subject: { kind: 'case', id },
        organId,
        data: { askedOrganId },
      },
    ],
  }),
  store: async () => undefined,
});

describe('the stream of changes', () => {
  let city: TestCity;
  let askers: Askers;
  before(async () => {
    city = await startTestCity();
    askers = await signInAll(city);
  });
  after(() => city.close());

  const officerOf = ({ actor }: Asker): OfficerActor => {
    assert.equal(actor.kind, 'officer');
    return actor as OfficerActor;
  };
  const organOf = (asker: Asker): Id => officerOf(asker).posts[0]?.organId ?? '';

  async function happen(asker: Asker, askedOrganId: Id | null = null): Promise<Id> {
    const id = newId(testNow);
    const fact = { id, organId: organOf(asker), askedOrganId };
    await runUseCase(requestAs(city.database, officerOf(asker)), stateFact, fact);
    return id;
  }

  /** Reads a stream until `isEnough` of the text so far, or until it ends. */
  async function listen(asker: Asker) {
    const response = await askers.send(asker, { zone: 'extranet', method: 'GET', address: '/api/stream' });
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    assert.ok(reader);
    let heard = '';
    return {
      async until(isEnough: (text: string) => boolean): Promise<string> {
        while (!isEnough(heard)) {
          const { value, done } = await reader.read();
          if (done) return heard;
          heard += value;
        }
        return heard;
      },
      close: () => reader.cancel(),
    };
  }

  test("tells of the reader's organs, also where theirs is the one that is asked, and of no other", async () => {
    const own = askers.get('reviewer/own');
    const other = askers.get('reviewer/other');
    const stream = await listen(own);
    await stream.until((text) => text.includes('event: ready'));
    const foreign = await happen(other);
    const asked = await happen(other, organOf(own));
    const mine = await happen(own);
    const heard = await stream.until((text) => text.includes(mine) && text.includes(asked));
    assert.doesNotMatch(heard, new RegExp(foreign));
    assert.doesNotMatch(heard, /FactStated/);
    await stream.close();
  });

  test('is for officers alone', async () => {
    for (const name of ['anonymous', 'resident-owner'] as const) {
      const response = await askers.send(askers.get(name), {
        zone: 'extranet',
        method: 'GET',
        address: '/api/stream',
      });
      assert.equal(response.status, 401);
    }
  });

  test('lets go of the oldest where one officer opens too many', async () => {
    const asker = askers.get('approver/own');
    const streams = [];
    for (let count = 0; count < 5; count += 1) streams.push(await listen(asker));
    await streams[0]?.until(() => false);
    for (const stream of streams.slice(1)) await stream.close();
  });

  test('ends with its session, which it does not keep alive', async () => {
    const asker = await askers.inNewSession(askers.get('organ-head/own'));
    const seenAt = async () => {
      const { rows } = await city.database.migratorPool.query<{ seen: Date }>(
        'select max(last_seen_at) as seen from identity.session where account_id = $1 and ended_at is null',
        [officerOf(asker).id],
      );
      return rows[0]?.seen;
    };
    const before = await seenAt();
    const { now } = city.clock;
    city.clock.now = new Date(now.getTime() + 5 * 60_000);
    const stream = await listen(asker);
    assert.deepEqual(await seenAt(), before);
    await askers.send(asker, { zone: 'extranet', method: 'POST', address: '/api/sign-out', json: {} });
    await stream.until(() => false);
    city.clock.now = now;
  });

  test('ends when the server closes', async () => {
    const asker = askers.get('reviewer/own');
    const stream = await listen(asker);
    const closing = city.app.server.close();
    await stream.until(() => false);
    await closing;
  });
});
