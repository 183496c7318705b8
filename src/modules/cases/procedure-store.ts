// Owns the SQL of procedures beside a case; refuses one that changed since the officer looked.
import { sql } from 'kysely';
import { legalDay } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import type { Db } from '#platform/database';
import type { CasesTables } from './cases-tables.gen.ts';
import type { ProcedureKind, ProcedureStatus } from './contract.ts';
import type { Hearing } from './hearing.ts';
import { caseMessages } from './messages.ts';
import type { Procedure, ProcedureDetail } from './procedure.ts';

/** A procedure as it is begun. */
export interface NewProcedure extends Omit<Procedure, 'status' | 'revision'> {
  readonly openedBy: Id | null;
  /** Documents that whoever is asked may see from now on. */
  readonly sharedEvidenceIds: readonly Id[];
}

function selectProcedures(db: Db<CasesTables>) {
  return db
    .selectFrom('cases.procedure')
    .select([
      'id',
      'caseId',
      'organId',
      'residentId',
      'districtCode',
      'ground',
      'askedOrganId',
      'caseNumber',
      'subject',
      'request',
      'stopsClock',
      'startsOn',
      'dueOn',
      'revision',
    ])
    .select((one) => [
      one.ref('kind').$castTo<ProcedureKind>().as('kind'),
      one.ref('status').$castTo<ProcedureStatus>().as('status'),
      one.ref('askedOrganName').$castTo<Text | null>().as('askedOrganName'),
      one.ref('serviceName').$castTo<Text>().as('serviceName'),
      one.ref('caseOrganName').$castTo<Text>().as('caseOrganName'),
      one.ref('detail').$castTo<ProcedureDetail>().as('detail'),
      one.ref('hearing').$castTo<Hearing | null>().as('hearing'),
    ]);
}

type ProcedureRow = Awaited<ReturnType<ReturnType<typeof selectProcedures>['executeTakeFirstOrThrow']>>;

function procedureOf(row: ProcedureRow): Procedure {
  return {
    ...row,
    startsOn: legalDay(row.startsOn),
    dueOn: row.dueOn === null ? null : legalDay(row.dueOn),
  };
}

/** The open procedures of a case that the reader may see, oldest first. */
export async function listOpenProcedures(db: Db<CasesTables>, caseId: Id): Promise<readonly Procedure[]> {
  const rows = await selectProcedures(db)
    .where('caseId', '=', caseId)
    .where('status', '=', 'open')
    .orderBy('openedAt')
    .execute();
  return rows.map(procedureOf);
}

/** The procedure, its row locked. Throws AppError 'not-found' where it is not there or the walls hide it. */
export async function lockProcedure(db: Db<CasesTables>, id: Id): Promise<Procedure> {
  const row = await selectProcedures(db).where('id', '=', id).forUpdate().executeTakeFirst();
  if (row === undefined) throw new AppError('not-found', 'no-such-procedure', caseMessages.noProcedure);
  return procedureOf(row);
}

export async function insertProcedures(
  db: Db<CasesTables>,
  procedures: readonly NewProcedure[],
  now: Date,
): Promise<void> {
  for (const { sharedEvidenceIds, ...procedure } of procedures) {
    await db
      .insertInto('cases.procedure')
      .values({
        ...procedure,
        askedOrganName: procedure.askedOrganName === null ? null : JSON.stringify(procedure.askedOrganName),
        serviceName: JSON.stringify(procedure.serviceName),
        caseOrganName: JSON.stringify(procedure.caseOrganName),
        detail: JSON.stringify(procedure.detail),
        hearing: procedure.hearing === null ? null : JSON.stringify(procedure.hearing),
        participantOrganIds: (procedure.detail.participants ?? []).map((one) => one.id),
        status: 'open',
        openedAt: now,
      })
      .execute();
    await shareEvidence(db, procedure, sharedEvidenceIds);
  }
}

async function shareEvidence(
  db: Db<CasesTables>,
  { caseId, askedOrganId }: Pick<Procedure, 'caseId' | 'askedOrganId'>,
  evidenceIds: readonly Id[],
): Promise<void> {
  if (askedOrganId === null || evidenceIds.length === 0) return;
  await db
    .updateTable('cases.evidenceItem')
    .set((item) => ({
      sharedWithOrganIds: item.fn<string[]>('array_append', [
        'sharedWithOrganIds',
        item.cast(item.val(askedOrganId), 'uuid'),
      ]),
    }))
    .where('caseId', '=', caseId)
    .where('id', 'in', evidenceIds)
    .execute();
}

/** A hearing went a step on. */
export async function updateHearing(
  db: Db<CasesTables>,
  { id, revision, hearing, stopsClock, dueOn }: Procedure,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('cases.procedure')
    .set({ hearing: JSON.stringify(hearing), stopsClock, dueOn, revision: revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .where('status', '=', 'open')
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new AppError('conflict', 'case-changed', caseMessages.caseChanged);
}

/** How a procedure ended. */
export interface ProcedureEnd {
  readonly procedureId: Id;
  readonly readRevision: number;
  readonly status: Exclude<ProcedureStatus, 'open'>;
  readonly outcome: string | null;
  readonly result: string | null;
  readonly record: { readonly officerIds?: readonly Id[]; readonly officerNames?: readonly string[] };
  readonly concludedBy: Id | null;
}

export async function endProcedure(db: Db<CasesTables>, end: ProcedureEnd, now: Date): Promise<void> {
  const { procedureId, readRevision, record, ...columns } = end;
  const { numUpdatedRows } = await db
    .updateTable('cases.procedure')
    .set({ ...columns, record: JSON.stringify(record), revision: readRevision + 1, concludedAt: now })
    .where('id', '=', procedureId)
    .where('revision', '=', readRevision)
    .where('status', '=', 'open')
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new AppError('conflict', 'case-changed', caseMessages.caseChanged);
}

/** A procedure with how it ended, for the screens. */
export interface ProcedureRecord extends Procedure {
  readonly outcome: string | null;
  readonly result: string | null;
  readonly record: ProcedureEnd['record'];
  readonly openedAt: Date;
  readonly concludedAt: Date | null;
}

function selectRecords(db: Db<CasesTables>) {
  return selectProcedures(db)
    .select(['outcome', 'result', 'openedAt', 'concludedAt'])
    .select((one) => one.ref('record').$castTo<ProcedureEnd['record']>().as('record'));
}

type RecordRow = Awaited<ReturnType<ReturnType<typeof selectRecords>['executeTakeFirstOrThrow']>>;

function recordOf({ outcome, result, record, openedAt, concludedAt, ...row }: RecordRow): ProcedureRecord {
  return { ...procedureOf(row), outcome, result, record, openedAt, concludedAt };
}

/** Those of cases, or by their ids; newest first. */
export async function listProcedureRecords(
  db: Db<CasesTables>,
  which: { readonly caseIds: readonly Id[] } | { readonly ids: readonly Id[] } | { readonly id: Id },
): Promise<readonly ProcedureRecord[]> {
  const [column, ids] =
    'caseIds' in which
      ? (['caseId', which.caseIds] as const)
      : (['id', 'ids' in which ? which.ids : [which.id]] as const);
  if (ids.length === 0) return [];
  const rows = await selectRecords(db).where(column, 'in', ids).orderBy('openedAt', 'desc').execute();
  return rows.map(recordOf);
}

/** Those in which one of these organs takes part: the open ones first, then the newest; 50 at most. */
export async function listParticipation(
  db: Db<CasesTables>,
  organIds: readonly Id[],
): Promise<readonly ProcedureRecord[]> {
  const rows = await selectRecords(db)
    .where('participantOrganIds', '&&', sql<string[]>`${[...organIds]}::uuid[]`)
    .orderBy((one) => one('status', '<>', 'open'))
    .orderBy('openedAt', 'desc')
    .limit(50)
    .execute();
  return rows.map(recordOf);
}
