// Owns the SQL that writes papers, their numbers and their deliveries; refuses a gap in a series.
import { sql } from 'kysely';
import { yearOf } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import type { Vault } from '#platform/crypto';
import type { Db } from '#platform/database';
import type { CasesTables } from './cases-tables.gen.ts';
import { kindsReplacedBy, type Paper, paperNumber } from './paper.ts';
import type { DeliveryChannel, ReceiverRelation, SigningWay } from './paper-contract.ts';

/**
 * Takes the next number of the organ's series and stores the paper under it. The series' row stays locked until the
 * transaction ends, so that numbers have no gaps and none comes twice.
 */
export async function storePaper(db: Db<CasesTables>, paper: Paper, organCode: string): Promise<void> {
  const year = yearOf(paper.issuedOn);
  const { lastSequence: sequence } = await db
    .insertInto('cases.paperSeries')
    .values({ organId: paper.issuerId, kind: paper.kind, year, lastSequence: 1 })
    .onConflict((series) =>
      series
        .columns(['organId', 'kind', 'year'])
        .doUpdateSet({ lastSequence: sql`cases.paper_series.last_sequence + 1` }),
    )
    .returning('lastSequence')
    .executeTakeFirstOrThrow();
  const { title, issuerName, content, ...columns } = paper;
  await db
    .insertInto('cases.paper')
    .values({
      ...columns,
      title: JSON.stringify(title),
      issuerName: JSON.stringify(issuerName),
      content: JSON.stringify(content),
      year,
      sequence,
      number: paperNumber(organCode, paper.kind, year, sequence),
      replacedById: null,
    })
    .execute();
  await replaceEarlier(db, paper);
}

async function replaceEarlier(db: Db<CasesTables>, paper: Paper): Promise<void> {
  const kinds = kindsReplacedBy(paper.kind);
  if (kinds.length === 0) return;
  await db
    .updateTable('cases.paper')
    .set({ replacedById: paper.id })
    .where('caseId', '=', paper.caseId)
    .where('kind', 'in', kinds)
    .where('id', '<>', paper.id)
    .where('replacedById', 'is', null)
    .execute();
}

/** A paper or a licence that reached the applicant. */
export interface Delivery {
  readonly id: Id;
  readonly caseId: Id;
  readonly organId: Id;
  readonly residentId: Id;
  /** One of both. */
  readonly paperId: Id | null;
  readonly licenceId: Id | null;
  readonly channel: DeliveryChannel;
  readonly deliveredOn: string;
  readonly deliveredAt: Date | null;
  readonly receiverName: string;
  readonly receiverRelation: ReceiverRelation;
  readonly trackingNumber: string | null;
  readonly statement: string;
  /** Base64 of a JPEG. */
  readonly signature: string | null;
  readonly recordedBy: Id | null;
  /** The same for what was handed over at once; null on the portal. */
  readonly handOverId: Id | null;
  readonly signedHow: SigningWay | null;
}

export async function storeDelivery(
  db: Db<CasesTables>,
  delivery: Delivery,
  { now, vault }: { readonly now: Date; readonly vault: Vault },
): Promise<void> {
  const { signature, ...columns } = delivery;
  await db
    .insertInto('cases.delivery')
    .values({
      ...columns,
      signatureEncrypted: signature === null ? null : vault.encrypt(signature),
      recordedAt: now,
    })
    .execute();
}
