// Owns notes between colleagues on a case; refuses them to everybody outside of the organ whose case it is.
import { AppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import { listOfficerNames } from '#modules/identity';
import type { Db } from '#platform/database';
import { command, query } from '#platform/use-case';
import { caseEvent } from './case-events.ts';
import { mayRead } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { NoteBody, NotesView } from './contract.ts';
import { caseMessages } from './messages.ts';

interface CaseHead {
  readonly id: Id;
  readonly organId: Id;
}

interface LoadedNotes extends CaseHead {
  readonly notes: NotesView['notes'];
}

async function getCaseHead(db: Db<CasesTables>, caseId: Id): Promise<CaseHead> {
  const row = await db
    .selectFrom('cases.case')
    .select(['id', 'organId'])
    .where('id', '=', caseId)
    .executeTakeFirst();
  if (row === undefined) throw new AppError('not-found', 'no-such-case', caseMessages.noCase);
  return row;
}

const aboutItsCase = ({ caseId }: { readonly caseId: Id }, loaded: CaseHead | undefined) => ({
  kind: 'case',
  id: caseId,
  ...(loaded === undefined ? {} : { organId: loaded.organId }),
});

/** What colleagues of the organ noted. Audited: notes speak about people. */
export const listNotes = query<{ readonly caseId: Id }, LoadedNotes, CasesTables, NotesView>({
  name: 'list-notes',
  zone: 'extranet',
  audience: ['officer'],
  audited: true,
  object: aboutItsCase,
  async load(db, { caseId }) {
    const head = await getCaseHead(db, caseId);
    const rows = await db
      .selectFrom('cases.note')
      .select(['id', 'officerId', 'body', 'writtenAt'])
      .where('caseId', '=', caseId)
      .orderBy('writtenAt')
      .execute();
    const names = await listOfficerNames(db, [...new Set(rows.map((row) => row.officerId))]);
    const notes = rows.map(({ id, officerId, body, writtenAt }) => ({
      id,
      officerName: names.get(officerId) ?? '',
      body,
      writtenAt: writtenAt.toISOString(),
    }));
    return { ...head, notes };
  },
  permission: (actor, loaded) => mayRead(actor, loaded),
  present: ({ notes }) => ({ notes }),
});

interface NewNote {
  readonly id: Id;
  readonly caseId: Id;
  readonly organId: Id;
  readonly officerId: Id;
  readonly body: string;
}

/** Notes for colleagues. It changes nothing about the case, and so asks for no revision. */
export const addNote = command<NoteBody & { readonly caseId: Id }, CaseHead, NewNote, void, CasesTables>({
  name: 'add-note',
  zone: 'extranet',
  audience: ['officer'],
  object: aboutItsCase,
  load: (db, { caseId }) => getCaseHead(db, caseId),
  permission: (actor, loaded) => mayRead(actor, loaded),
  decide({ id: caseId, organId }, { body }, { actor, now }) {
    if (actor.kind !== 'officer') throw new Error('Only officers note things.');
    return {
      change: { id: newId(now), caseId, organId, officerId: actor.id, body: body.trim() },
      answer: undefined,
      events: [caseEvent('NoteAdded', { id: caseId, organId })],
    };
  },
  async store(db, note, { now }) {
    await db
      .insertInto('cases.note')
      .values({ ...note, writtenAt: now })
      .execute();
  },
});
