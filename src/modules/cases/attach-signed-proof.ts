// Owns how the scan of a signed proof, or of a postal receipt, comes to its delivery; refuses one that nothing was delivered for.
import { sql } from 'kysely';
import { organIdsOf } from '#kernel/actors';
import { AppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import type { Db } from '#platform/database';
import { insertFileRow, type ReceivedDocument } from '#platform/files';
import { enqueueJob } from '#platform/jobs';
import { command, type UseCaseContext } from '#platform/use-case';
import { scanCounterFileTaskName } from './attach-counter-evidence.ts';
import { caseEvent } from './case-events.ts';
import { isWindowClerk, mayDeliver } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import { fileRowOf } from './file-row-of.ts';
import { caseMessages } from './messages.ts';
import { paperMessages } from './paper-messages.ts';
import { assertRecordFile } from './record-file.ts';

interface ProofInput {
  readonly caseId: Id;
  readonly handOverId: Id;
  readonly file: ReceivedDocument;
}

interface HandedOver {
  /** The case's organ, where the reader may know it. */
  readonly organId: Id | undefined;
  readonly scans: number;
}

type NewProof = ProofInput & { readonly id: Id; readonly uploaderId: Id };

/** By the organ whose case it is: also of what went by post. */
export const attachSignedProof = command<
  ProofInput,
  HandedOver & { readonly organId: Id },
  NewProof,
  void,
  CasesTables
>({
  name: 'attach-signed-proof',
  zone: 'extranet',
  audience: ['officer'],
  object: ({ caseId }, loaded) => ({
    kind: 'case',
    id: caseId,
    ...(loaded === undefined ? {} : { organId: loaded.organId }),
  }),
  async load(db, { caseId, handOverId }) {
    const theCase = await db
      .selectFrom('cases.case')
      .select('organId')
      .where('id', '=', caseId)
      .executeTakeFirst();
    if (theCase === undefined) throw new AppError('not-found', 'no-such-case', caseMessages.noCase);
    const { deliveries, scans } = await db
      .selectFrom('cases.delivery')
      .select((one) => [
        one.fn.countAll<string>().as('deliveries'),
        one
          .selectFrom('cases.recordFile')
          .select((file) => file.fn.countAll<string>().as('count'))
          .where('handOverId', '=', handOverId)
          .as('scans'),
      ])
      .where('caseId', '=', caseId)
      .where('handOverId', '=', handOverId)
      .executeTakeFirstOrThrow();
    if (Number(deliveries) === 0) throw notHandedOver();
    return { organId: theCase.organId, scans: Number(scans ?? 0) };
  },
  permission: (actor, loaded) => mayDeliver(actor, loaded),
  decide: (loaded, input, context) => {
    const change = newProof(input, loaded, context, loaded.organId);
    const data = { file: 'signed-proof', sha256: input.file.sha256 };
    return {
      change,
      answer: undefined,
      events: [caseEvent('CaseFileAdded', { id: input.caseId, organId: loaded.organId }, data)],
    };
  },
  store: storeProof,
});

/** At the counter of the district, for whichever organ's result was handed out there. */
export const attachCounterProof = command<ProofInput, HandedOver, NewProof, void, CasesTables>({
  name: 'attach-counter-proof',
  zone: 'extranet',
  audience: ['officer'],
  object: ({ caseId }) => ({ kind: 'case', id: caseId }),
  async load(db, { caseId, handOverId }, { now }) {
    const { rows } = await sql<{ scans: number | null }>`
      select cases.count_signed_proofs(${caseId}, ${handOverId}, ${now}) as scans`.execute(db);
    const scans = rows[0]?.scans ?? null;
    if (scans === null) throw notHandedOver();
    return { organId: undefined, scans };
  },
  permission: (actor) => isWindowClerk(actor),
  decide: (loaded, input, context) => ({
    // The file is of the clerk's counter; the row of the record is the case's organ's.
    change: newProof(input, loaded, context, organIdsOf(context.actor)[0] ?? ''),
    answer: undefined,
    events: [],
  }),
  store: storeProof,
});

function notHandedOver(): AppError {
  return new AppError('not-found', 'no-such-hand-over', paperMessages.notHandedOver);
}

function newProof(
  input: ProofInput,
  { scans }: HandedOver,
  { now }: UseCaseContext,
  uploaderId: Id,
): NewProof {
  assertRecordFile('signed-proof', input.file, scans);
  return { ...input, id: newId(now), uploaderId };
}

async function storeProof(
  db: Db<CasesTables>,
  { id, caseId, handOverId, file, uploaderId }: NewProof,
  { now }: UseCaseContext,
): Promise<void> {
  const owner = { kind: 'record-file', id: caseId };
  await insertFileRow(db, fileRowOf({ ...file, zone: 'extranet' }, owner, uploaderId, now));
  await sql`select cases.add_signed_proof(${id}, ${caseId}, ${handOverId}, ${file.fileId}, ${file.name},
    ${file.mediaType}, ${file.sizeBytes}, ${Buffer.from(file.sha256, 'hex')}, ${now})`.execute(db);
  await enqueueJob(db, scanCounterFileTaskName, { fileId: file.fileId });
}
