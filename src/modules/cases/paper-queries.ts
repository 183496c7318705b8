// Owns the SQL that reads papers and deliveries; refuses to show what the walls hide.
import { type LegalDay, legalDay } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import type { Db } from '#platform/database';
import type { CasesTables } from './cases-tables.gen.ts';
import type { PaperContent } from './paper.ts';
import {
  type DeliveryChannel,
  deliveryChannelNames,
  type PaperKind,
  type PaperView,
  paperKinds,
  type SigningWay,
} from './paper-contract.ts';
import { paperMessages } from './paper-messages.ts';

/** A paper as it was issued, with everything that its PDF shows. */
export interface IssuedPaper {
  readonly id: Id;
  readonly caseId: Id;
  readonly organId: Id;
  readonly residentId: Id;
  readonly kind: PaperKind;
  readonly title: Text;
  readonly issuerName: Text;
  readonly number: string;
  readonly issuedOn: LegalDay;
  readonly issuedAt: Date;
  readonly content: PaperContent;
  readonly verificationCode: string;
}

function selectPapers(db: Db<CasesTables>) {
  return db
    .selectFrom('cases.paper')
    .select(['id', 'caseId', 'organId', 'residentId', 'number', 'issuedOn', 'issuedAt', 'verificationCode'])
    .select((paper) => [
      paper.ref('kind').$castTo<PaperKind>().as('kind'),
      paper.ref('title').$castTo<Text>().as('title'),
      paper.ref('issuerName').$castTo<Text>().as('issuerName'),
      paper.ref('content').$castTo<PaperContent>().as('content'),
    ]);
}

/** The paper by its id within its case. Throws AppError 'not-found' where it is not there or the walls hide it. */
export async function getPaper(db: Db<CasesTables>, caseId: Id, paperId: Id): Promise<IssuedPaper> {
  const row = await selectPapers(db)
    .where('id', '=', paperId)
    .where('caseId', '=', caseId)
    .executeTakeFirst();
  if (row === undefined) throw noPaper();
  return { ...row, issuedOn: legalDay(row.issuedOn) };
}

export function noPaper(): AppError {
  return new AppError('not-found', 'no-such-paper', paperMessages.noPaper);
}

interface DeliveredRow {
  readonly paperId: Id | null;
  readonly licenceId: Id | null;
  readonly channel: DeliveryChannel;
  readonly deliveredOn: string;
}

/** The papers of these cases in the order of issuing, with their deliveries, as far as the reader may see them. */
export async function listPapersOf(
  db: Db<CasesTables>,
  caseIds: readonly Id[],
): Promise<ReadonlyMap<Id, readonly PaperView[]>> {
  const found = new Map<Id, PaperView[]>();
  if (caseIds.length === 0) return found;
  const selected = db
    .selectFrom('cases.paper')
    .select(['id', 'caseId', 'number', 'issuedOn', 'replacedById'])
    .select((paper) => [
      paper.ref('kind').$castTo<PaperKind>().as('kind'),
      paper.ref('title').$castTo<Text>().as('title'),
    ])
    .where('caseId', 'in', caseIds)
    .orderBy('issuedAt');
  const delivered = db
    .selectFrom('cases.delivery')
    .select(['paperId', 'licenceId', 'deliveredOn'])
    .select((one) => one.ref('channel').$castTo<DeliveryChannel>().as('channel'))
    .where('caseId', 'in', caseIds)
    .orderBy('deliveredOn');
  const [rows, deliveries] = await Promise.all([selected.execute(), delivered.execute()]);
  // What one moment brought forth comes in the order of a case's life.
  rows.sort(
    (one, other) =>
      one.issuedOn.localeCompare(other.issuedOn) ||
      paperKinds.indexOf(one.kind) - paperKinds.indexOf(other.kind),
  );
  for (const { caseId, replacedById, issuedOn, ...row } of rows) {
    const papers = found.get(caseId) ?? [];
    papers.push({
      ...row,
      issuedOn: legalDay(issuedOn),
      replaced: replacedById !== null,
      deliveries: deliveries
        .filter((one) => one.paperId === row.id)
        .map(({ channel, deliveredOn }) => ({
          channel,
          channelName: deliveryChannelNames[channel],
          deliveredOn: legalDay(deliveredOn),
        })),
    });
    found.set(caseId, papers);
  }
  return found;
}

/** A delivery as the page of its case tells it. */
export interface DeliveryRecord extends DeliveredRow {
  readonly id: Id;
  readonly handOverId: Id | null;
  readonly receiverName: string;
  readonly trackingNumber: string | null;
  readonly signedHow: SigningWay | null;
}

/** The deliveries of a case, oldest first. */
export async function listDeliveriesOf(db: Db<CasesTables>, caseId: Id): Promise<readonly DeliveryRecord[]> {
  return await db
    .selectFrom('cases.delivery')
    .select(['id', 'handOverId', 'paperId', 'licenceId', 'deliveredOn', 'receiverName', 'trackingNumber'])
    .select((one) => [
      one.ref('channel').$castTo<DeliveryChannel>().as('channel'),
      one.ref('signedHow').$castTo<SigningWay | null>().as('signedHow'),
    ])
    .where('caseId', '=', caseId)
    .orderBy('recordedAt')
    .orderBy('id')
    .execute();
}
