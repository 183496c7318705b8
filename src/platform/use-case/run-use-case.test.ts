import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type Actor, anonymous, type OfficerActor, type ResidentActor } from '#kernel/actors';
import { AppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import { text } from '#kernel/texts';
import type { Db } from '#platform/database';
import { createTestDatabase, type TestDatabase } from '#test/kit/database';
import { requestAs, testNow } from '#test/kit/requests';
import { runUseCase } from './run-use-case.ts';
import { type Command, command, query } from './use-case.ts';

interface Tables {
  readonly 'probe.note': { id: Id; words: string };
}

interface Note {
  readonly id: Id;
  readonly words: string;
}

const officer: OfficerActor = { kind: 'officer', id: newId(testNow), posts: [] };
const resident: ResidentActor = { kind: 'resident', id: newId(testNow), realNameLevel: 2 };
const organId = newId(testNow);
const taken = new AppError('conflict', 'note-exists', text('已有这条记录。', 'There is such a note.'));

/** A command that records which of its parts ran, in which order. */
function writeNote(
  ran: string[],
  more: Partial<Command<Note, { readonly count: number }, Note, string, Tables>> = {},
): Command<Note, { readonly count: number }, Note, string, Tables> {
  return {
    ...command({
      name: 'write-note',
      zone: 'extranet',
      audience: ['officer'],
      async load(db: Db<Tables>) {
        ran.push('load');
        return { count: (await db.selectFrom('probe.note').select('id').execute()).length };
      },
      permission() {
        ran.push('permission');
        return true;
      },
      object: (note: Note) => ({ kind: 'note', id: note.id, organId }),
      decide(_loaded, note) {
        ran.push('decide');
        const event = { type: 'NoteWritten', schemaVersion: 1, subject: { kind: 'note', id: note.id } };
        return { change: note, answer: note.words, events: [event, { ...event, type: 'NoteRead', organId }] };
      },
      async store(db, note) {
        ran.push('store');
        await db.insertInto('probe.note').values(note).execute();
      },
    }),
    ...more,
  };
}

describe('runUseCase', () => {
  let database: TestDatabase;
  let note: Note;

  before(async () => {
    database = await createTestDatabase();
    await database.migratorPool.query(`
      insert into platform.internet_event values ('NoteWritten'), ('NoteRead'), ('NoteMoved');
      create schema probe;
      create table probe.note (id uuid primary key, words text not null check (words <> ''));
      grant usage on schema probe to public;
      grant select, insert on probe.note to public;`);
  });
  after(() => database.close());
  beforeEach(() => {
    note = { id: newId(testNow), words: 'words' };
  });

  interface Recorded {
    readonly outcome: string;
    readonly reason: string | null;
    readonly action: string;
  }
  async function auditOf(id: Id): Promise<readonly Recorded[]> {
    const { rows } = await database.migratorPool.query<Recorded>(
      'select outcome, reason, action from platform.audit_entry where object_id = $1 order by outcome',
      [id],
    );
    return rows;
  }
  async function eventsOf(id: Id): Promise<readonly string[]> {
    const { rows } = await database.migratorPool.query<{ type: string }>(
      'select type from platform.event where subject_id = $1 order by subject_sequence',
      [id],
    );
    return rows.map((row) => row.type);
  }
  async function isStored(id: Id): Promise<boolean> {
    return (await database.migratorPool.query('select from probe.note where id = $1', [id])).rowCount === 1;
  }
  /** What must be there of an attempt that did not succeed: its audit row, and nothing else. */
  async function assertOnlyAudited(outcome: string, reason: string): Promise<void> {
    assert.deepEqual(await auditOf(note.id), [{ outcome, reason, action: 'write-note' }]);
    assert.deepEqual(await eventsOf(note.id), []);
    assert.equal(await isStored(note.id), false);
  }

  test('loads, asks the permission, decides and stores, in this order', async () => {
    const ran: string[] = [];
    assert.equal(await runUseCase(requestAs(database, officer), writeNote(ran), note), 'words');
    assert.deepEqual(ran, ['load', 'permission', 'decide', 'store']);
  });

  test('commits the change, its events and its audit row together', async () => {
    await runUseCase(requestAs(database, officer), writeNote([]), note);
    const { rows } = await database.migratorPool.query(
      `select count(distinct mark) as transactions from (
         select xmin::text as mark from probe.note where id = $1
         union all select xmin::text from platform.event where subject_id = $1
         union all select xmin::text from platform.audit_entry where object_id = $1) every`,
      [note.id],
    );
    assert.deepEqual(rows, [{ transactions: 1n }]);
    assert.deepEqual(await eventsOf(note.id), ['NoteWritten', 'NoteRead']);
    assert.deepEqual(await auditOf(note.id), [{ outcome: 'done', reason: null, action: 'write-note' }]);
  });

  test('records who acted, for which organ, in which request, and what caused it', async () => {
    const causeId = newId(testNow);
    await runUseCase(requestAs(database, officer, { requestId: 'request-1', causeId }), writeNote([]), note);
    const audit = await database.migratorPool.query(
      'select request_id, zone, actor_kind, actor_id, organ_id, occurred_at from platform.audit_entry where object_id = $1',
      [note.id],
    );
    const actor = { zone: 'extranet', actor_kind: 'officer', actor_id: officer.id, occurred_at: testNow };
    assert.deepEqual(audit.rows, [{ request_id: 'request-1', organ_id: organId, ...actor }]);
    const event = await database.migratorPool.query(
      `select zone, actor_kind, actor_id, occurred_at, organ_id, cause_id from platform.event
       where subject_id = $1 and type = 'NoteRead'`,
      [note.id],
    );
    assert.deepEqual(event.rows, [{ ...actor, organ_id: organId, cause_id: causeId }]);
  });

  test('refuses whom the use case is not for before anything is loaded, and audits the attempt', async () => {
    const ran: string[] = [];
    const refusals: readonly (readonly [Actor, string])[] = [
      [resident, 'not-permitted'],
      [anonymous, 'sign-in-required'],
    ];
    for (const [actor, reason] of refusals) {
      note = { ...note, id: newId(testNow) };
      const attempt = runUseCase(requestAs(database, actor), writeNote(ran), note);
      await assert.rejects(attempt, { name: 'AppError', code: reason });
      await assertOnlyAudited('refused', reason);
    }
    assert.deepEqual(ran, []);
  });

  test('refuses where the permission of the loaded record says no, before anything is decided', async () => {
    const ran: string[] = [];
    const asked: unknown[] = [];
    const permission = (...facts: readonly unknown[]) => {
      asked.push(...facts);
      return false;
    };
    const attempt = runUseCase(requestAs(database, officer), writeNote(ran, { permission }), note);
    await assert.rejects(attempt, { kind: 'forbidden', code: 'not-permitted' });
    assert.deepEqual(ran, ['load']);
    assert.deepEqual([asked[0], asked[2]], [officer, note]);
    assert.ok(typeof asked[1] === 'object' && asked[1] !== null && 'count' in asked[1]);
    await assertOnlyAudited('refused', 'not-permitted');
  });

  test('audits an attempt that the record’s state forbade, though everything else was rolled back', async () => {
    const decide = () => {
      throw new AppError('conflict', 'closed-already', text('已办结。', 'Closed already.'));
    };
    const attempt = runUseCase(requestAs(database, officer), writeNote([], { decide }), note);
    await assert.rejects(attempt, { kind: 'conflict' });
    await assertOnlyAudited('failed', 'closed-already');
  });

  test('leaves nothing half written when storing fails in the middle', async () => {
    const store: Command<Note, unknown, Note, string, Tables>['store'] = async (db, change) => {
      await db.insertInto('probe.note').values(change).execute();
      throw new AppError('conflict', 'late', text('已变更。', 'Changed meanwhile.'));
    };
    await assert.rejects(runUseCase(requestAs(database, officer), writeNote([], { store }), note));
    await assertOnlyAudited('failed', 'late');
  });

  test('a fault of ours passes through as it is, is on record, and writes nothing', async () => {
    const store = async () => {
      throw new TypeError('ours');
    };
    await assert.rejects(runUseCase(requestAs(database, officer), writeNote([], { store }), note), TypeError);
    assert.deepEqual(await auditOf(note.id), [{ outcome: 'failed', reason: 'fault', action: 'write-note' }]);
  });

  test('turns a broken constraint into the sentence that the use case has for it', async () => {
    await runUseCase(requestAs(database, officer), writeNote([]), note);
    const explained = writeNote([], {
      explainConstraint: (constraint) => (constraint === 'note_pkey' ? taken : undefined),
    });
    await assert.rejects(runUseCase(requestAs(database, officer), explained, note), taken);
    assert.deepEqual(
      (await auditOf(note.id)).map((row) => row.outcome),
      ['done', 'failed'],
    );
    const unexplained = runUseCase(requestAs(database, officer), explained, {
      id: newId(testNow),
      words: '',
    });
    await assert.rejects(unexplained, { code: '23514' });
  });

  test('a statement that failed and was ignored is a failure and never a lost change', async () => {
    const store: Command<Note, unknown, Note, string, Tables>['store'] = async (db, change) => {
      await db.insertInto('probe.note').values(change).execute();
      await db
        .insertInto('probe.note')
        .values(change)
        .execute()
        .catch(() => undefined);
    };
    await assert.rejects(runUseCase(requestAs(database, officer), writeNote([], { store }), note));
    assert.equal(await isStored(note.id), false);
  });

  test('tells a dispatcher in this process only after the commit, and only when there are events', async () => {
    let seen: Promise<boolean> | undefined;
    const onEvents = () => {
      seen = isStored(note.id);
    };
    await runUseCase(requestAs(database, officer, { onEvents }), writeNote([]), note);
    assert.equal(await seen, true);
    seen = undefined;
    const silent = writeNote([], { decide: (_loaded, given) => ({ change: given, answer: '', events: [] }) });
    await runUseCase(requestAs(database, officer, { onEvents }), silent, { ...note, id: newId(testNow) });
    const failing = writeNote([], { permission: () => false });
    await assert.rejects(runUseCase(requestAs(database, officer, { onEvents }), failing, note));
    assert.equal(seen, undefined);
  });

  test('a login of another zone cannot run it', async () => {
    const request = requestAs(database, officer, { login: 'worker_internet' });
    await assert.rejects(runUseCase(request, writeNote([]), note), /does not belong/);
    await runUseCase(requestAs(database, officer, { login: 'worker_extranet' }), writeNote([]), note);
    assert.equal(await isStored(note.id), true);
  });

  const readNotes = (audited: boolean, permitted = true) =>
    query({
      name: 'read-notes',
      zone: 'extranet',
      audience: ['officer'],
      audited,
      permission: () => permitted,
      load: (db: Db<Tables>, _given: Note) => db.selectFrom('probe.note').selectAll().execute(),
      object: (given) => ({ kind: 'note', id: given.id }),
      present: (notes) => notes.length,
    });

  test('a query is audited where it says so, and its refusal always', async () => {
    await runUseCase(requestAs(database, officer), readNotes(false), note);
    assert.deepEqual(await auditOf(note.id), []);
    await runUseCase(requestAs(database, officer), readNotes(true), note);
    assert.deepEqual(await auditOf(note.id), [{ outcome: 'done', reason: null, action: 'read-notes' }]);
    note = { ...note, id: newId(testNow) };
    await assert.rejects(runUseCase(requestAs(database, officer), readNotes(false, false), note));
    const refused = { outcome: 'refused', reason: 'not-permitted', action: 'read-notes' };
    assert.deepEqual(await auditOf(note.id), [refused]);
  });

  test('a record that a query names and does not find is on record as an attempt', async () => {
    const missing = new AppError(
      'not-found',
      'no-such-note',
      text('没有这条记录。', 'There is no such note.'),
    );
    const load = async () => {
      throw missing;
    };
    await assert.rejects(
      runUseCase(requestAs(database, officer), { ...readNotes(false), load }, note),
      missing,
    );
    assert.deepEqual(await auditOf(note.id), [
      { outcome: 'failed', reason: 'no-such-note', action: 'read-notes' },
    ]);
    const unnamed = { ...readNotes(false), load, object: () => ({ kind: 'note' }) };
    await assert.rejects(
      runUseCase(requestAs(database, officer, { requestId: 'unnamed' }), unnamed, note),
      missing,
    );
    const { rowCount } = await database.migratorPool.query(
      `select from platform.audit_entry where request_id = 'unnamed'`,
    );
    assert.equal(rowCount, 0);
  });

  test('a query cannot write, even by mistake', async () => {
    const writing = query({
      ...readNotes(false),
      async load(db: Db<Tables>, given: Note) {
        await db.insertInto('probe.note').values(given).execute();
        return [];
      },
    });
    await assert.rejects(runUseCase(requestAs(database, officer), writing, note), { code: '25006' });
  });

  test('commands on several subjects at once never wait for each other in a circle', async () => {
    const subjects = [newId(testNow), newId(testNow), newId(testNow)];
    const about = (order: readonly Id[]) =>
      writeNote([], {
        decide: (_loaded, given) => ({
          change: given,
          answer: '',
          events: order.map((id) => ({ type: 'NoteMoved', schemaVersion: 1, subject: { kind: 'note', id } })),
        }),
      });
    const attempts = Array.from({ length: 16 }, (_, index) =>
      runUseCase(requestAs(database, officer), about(index % 2 === 0 ? subjects : [...subjects].reverse()), {
        ...note,
        id: newId(testNow),
      }),
    );
    await Promise.all(attempts);
    assert.equal((await eventsOf(subjects[0] ?? '')).length, 16);
  });
});
