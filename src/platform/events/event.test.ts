import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newId } from '#kernel/ids';
import { createTestDatabase, type TestDatabase } from '#test/kit/database';
import { testNow } from '#test/kit/requests';

describe('the history that events are', () => {
  const subject = newId(testNow);
  let database: TestDatabase;

  before(async () => {
    database = await createTestDatabase();
    await database.migratorPool.query(`insert into platform.internet_event values ('NoteWritten')`);
  });
  after(() => database.close());

  function eventOf(subjectId: string, more: Readonly<Record<string, unknown>> = {}) {
    return {
      id: newId(testNow),
      type: 'NoteWritten',
      schemaVersion: 1,
      subjectKind: 'note',
      subjectId,
      occurredAt: testNow.toISOString(),
      actorKind: 'system',
      ...more,
    };
  }
  async function record(event: object): Promise<void> {
    const events = JSON.stringify([event]);
    await database.pools.get('internet').query('select platform.record_use_case($1, null)', [events]);
  }

  test('an event lies in the partition of its month in Shanghai, and one that nobody foresaw in the default', async () => {
    const moments = [
      ['2026-11-30T15:59:59.999Z', 'platform.event_202611'],
      ['2026-11-30T16:00:00.000Z', 'platform.event_202612'],
      ['1999-01-01T00:00:00.000Z', 'platform.event_default'],
    ] as const;
    for (const [occurredAt, partition] of moments) {
      const event = eventOf(subject, { occurredAt });
      await record(event);
      const found = await database.migratorPool.query(
        'select tableoid::regclass::text as partition from platform.event where id = $1',
        [event.id],
      );
      assert.deepEqual(found.rows, [{ partition }]);
    }
  });

  test('the extranet worker makes the partitions of coming months, and may do so again', async () => {
    for (let time = 0; time < 2; time += 1) {
      await database.pools
        .get('worker_extranet')
        .query(`select platform.create_month_partitions(date '2031-05-01', 2)`);
    }
    const { rows } = await database.migratorPool.query(
      `select relname from pg_class where relname ~ '_2031\\d\\d$' and relkind = 'r' order by 1`,
    );
    assert.deepEqual(
      rows.map((row) => row.relname),
      ['audit_entry_203105', 'audit_entry_203106', 'event_203105', 'event_203106'],
    );
  });

  test('an event that was stated is never changed nor erased, by no login', async () => {
    await record(eventOf(subject));
    for (const kind of database.pools.kinds) {
      for (const statement of [`update platform.event set type = 'x'`, 'delete from platform.event']) {
        await assert.rejects(
          database.pools.get(kind).query(statement),
          { code: '42501' },
          `${kind} ${statement}`,
        );
      }
    }
  });
});
