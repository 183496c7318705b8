// Owns the SQL that writes cases and locks them; refuses a case that changed since the officer looked.

import { legalDay } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import type { Db } from '#platform/database';
import { keepFiles } from '#platform/files';
import type { Agent, Commitment } from './application-store.ts';
import type { Case } from './case.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { CaseMode, CaseStatus } from './contract.ts';
import { caseMessages } from './messages.ts';

const caseColumns = [
  'id',
  'applicationId',
  'number',
  'serviceKey',
  'serviceVersionId',
  'organId',
  'districtCode',
  'residentId',
  'applicantName',
  'subject',
  'together',
  'revision',
  'waitsForCaseId',
  'openedAt',
] as const;

/**
 * The case, its row locked until the transaction ends, so that two who act at once act one after the other. Throws
 * AppError 'not-found' where it is not there or the walls hide it.
 */
export async function lockCase(db: Db<CasesTables>, id: Id): Promise<Case> {
  const row = await db
    .selectFrom('cases.case')
    .select(caseColumns)
    .select((one) => [
      one.ref('status').$castTo<CaseStatus>().as('status'),
      one.ref('mode').$castTo<CaseMode>().as('mode'),
      one.ref('deferred').$castTo<readonly string[]>().as('deferred'),
      one.ref('serviceName').$castTo<Text>().as('serviceName'),
      one.ref('organName').$castTo<Text>().as('organName'),
      'receivedOn',
      'acceptedOn',
    ])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new AppError('not-found', 'no-such-case', caseMessages.noCase);
  return {
    ...row,
    receivedOn: row.receivedOn === null ? null : legalDay(row.receivedOn),
    acceptedOn: row.acceptedOn === null ? null : legalDay(row.acceptedOn),
  };
}

/** What a step changes of the case itself; the revision goes up by one. */
export interface CaseChange {
  readonly caseId: Id;
  readonly readRevision: number;
  readonly status: CaseStatus;
  readonly mode?: CaseMode;
  readonly mergedIntoCaseId?: Id;
  readonly receivedOn?: string;
  readonly acceptedOn?: string;
  readonly acceptedByLaw?: boolean;
  readonly dueOn?: string | null;
  readonly decidedOn?: string;
  readonly closedAt?: Date;
  readonly licenceId?: Id;
  readonly handedOver?: { readonly licenceNumber: string; readonly verificationCode: string } | undefined;
}

export async function updateCase(db: Db<CasesTables>, change: CaseChange): Promise<void> {
  const { caseId, readRevision, handedOver, ...columns } = change;
  const { numUpdatedRows } = await db
    .updateTable('cases.case')
    .set({
      ...columns,
      ...(handedOver === undefined ? {} : { handedOver: JSON.stringify(handedOver) }),
      revision: readRevision + 1,
    })
    .where('id', '=', caseId)
    .where('revision', '=', readRevision)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new AppError('conflict', 'case-changed', caseMessages.caseChanged);
}

/** A case as the dispatch opens it. */
export interface NewCase {
  readonly id: Id;
  readonly applicationId: Id;
  readonly number: string;
  readonly serviceKey: string;
  readonly serviceVersionId: Id;
  readonly serviceName: Text;
  readonly formVersionId: Id;
  readonly organId: Id;
  readonly organName: Text;
  readonly responsibility: unknown;
  readonly districtCode: string;
  readonly residentId: Id;
  readonly applicantName: string;
  readonly applicantIdNumberEncrypted: Buffer;
  readonly data: string;
  readonly sensitiveDataEncrypted: Buffer | null;
  readonly subject: string;
  readonly mode: CaseMode;
  readonly together: boolean;
  /** Requirement keys that the applicant undertook to supply later. */
  readonly deferred: readonly string[];
  readonly commitment: Commitment | null;
  /** Whoever came to the counter in the applicant's place. */
  readonly agent: Agent | null;
  readonly status: CaseStatus;
  readonly waitsForCaseId: Id | null;
  readonly receivedOn: string | null;
  readonly dueOn: string | null;
  readonly openedAt: Date;
}

/** Writes the cases of one application in one statement: the dispatcher does one application at a time. */
export async function insertCases(db: Db<CasesTables>, cases: readonly NewCase[]): Promise<void> {
  if (cases.length === 0) return;
  await db
    .insertInto('cases.case')
    .values(
      cases.map((one) => ({
        ...one,
        serviceName: JSON.stringify(one.serviceName),
        organName: JSON.stringify(one.organName),
        responsibility: JSON.stringify(one.responsibility),
        deferred: JSON.stringify(one.deferred),
        commitment: one.commitment === null ? null : JSON.stringify(one.commitment),
        agent: one.agent === null ? null : JSON.stringify(one.agent),
        revision: 1,
      })),
    )
    .execute();
}

/** A document as its organ gets it. */
export interface NewEvidenceItem {
  readonly id: Id;
  readonly caseId: Id;
  readonly organId: Id;
  readonly requirementKey: string;
  readonly requirementName: Text;
  readonly round: number;
  readonly fileId: Id;
  readonly fileZone: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly suppliedAt: Date;
  /** A window clerk compared it with the original. */
  readonly originalSeen?: boolean;
}

/** Writes the documents of a case, and keeps their files from being removed by whoever uploaded them. */
export async function insertEvidenceItems(
  db: Db<CasesTables>,
  items: readonly NewEvidenceItem[],
  now: Date,
): Promise<void> {
  if (items.length === 0) return;
  await db
    .insertInto('cases.evidenceItem')
    .values(
      items.map((item) => ({
        ...item,
        requirementName: JSON.stringify(item.requirementName),
        sizeBytes: BigInt(item.sizeBytes),
        sha256: Buffer.from(item.sha256, 'hex'),
      })),
    )
    .execute();
  await keepFiles(
    db,
    items.map((item) => item.fileId),
    now,
  );
}
