// Owns the handing out of results at the counter of a district, whichever of its organs issued them; refuses to show more
// of a case than what lies ready, and to record a delivery without proof.
import { sql } from 'kysely';
import { type LegalDay, legalDay, legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import { normaliseNumber } from '#kernel/numbers';
import type { Text } from '#kernel/texts';
import { documentLookUp, readDocumentNumber } from '#modules/identity';
import type { Vault } from '#platform/crypto';
import type { Db } from '#platform/database';
import { isPrintablePicture } from '#platform/paper';
import { command, query } from '#platform/use-case';
import { caseEvent } from './case-events.ts';
import { isWindowClerk } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { CaseStatus } from './contract.ts';
import type {
  CounterDeliveryBody,
  DeliverablesBody,
  DeliverableView,
  HandedOverView,
} from './counter-contract.ts';
import { counterMessages } from './counter-messages.ts';
import { caseMessages, statusNames } from './messages.ts';
import type { PaperContent } from './paper.ts';
import { type PaperKind, paperKinds, type ReceiverRelation, type SigningWay } from './paper-contract.ts';
import { paperMessages } from './paper-messages.ts';
import { type IssuedPaper, noPaper } from './paper-queries.ts';
import type { PrintablePaper } from './render-case-paper.ts';

/** A row of cases.list_deliverables: what the database gives a window clerk of the district, and no more. */
interface Deliverable {
  readonly caseId: Id;
  readonly caseNumber: string;
  readonly applicationNumber: string;
  readonly serviceName: Text;
  readonly organId: Id;
  readonly organName: Text;
  readonly residentId: Id;
  readonly applicantName: string;
  readonly status: CaseStatus;
  readonly papers: readonly {
    readonly id: Id;
    readonly kind: PaperKind;
    readonly title: Text;
    readonly number: string;
    readonly issuedOn: string;
    readonly deliveredOn: string | null;
  }[];
  readonly licence: {
    readonly id: Id;
    readonly name: Text;
    readonly number: string;
    readonly issuedOn: string;
    readonly deliveredOn: string | null;
  } | null;
}

/** What lies ready for an application or case number, or for the document that somebody shows. Every look is audited. */
export const findDeliverables = query<
  DeliverablesBody,
  readonly Deliverable[],
  CasesTables,
  readonly DeliverableView[]
>({
  name: 'find-deliverables',
  zone: 'extranet',
  audience: ['officer'],
  audited: true,
  object: () => ({ kind: 'delivery' }),
  async load(db, question, { vault, now }) {
    const number = 'number' in question ? normaliseNumber(question.number) : null;
    const { rows } = await sql<Deliverable>`
      select * from cases.find_deliverables(${number}, ${hmacOf(question, vault)}, ${now})`.execute(db);
    return rows;
  },
  permission: (actor) => isWindowClerk(actor),
  present: (rows) => rows.map(viewOf),
});

function hmacOf(question: DeliverablesBody, vault: Vault): Buffer | null {
  if ('number' in question) return null;
  const { documentKind, documentNumber } = question;
  const read = readDocumentNumber(documentKind, documentNumber);
  if (read !== undefined) return documentLookUp(vault, documentKind, read);
  const text = counterMessages.numberWrong;
  throw new AppError('invalid', 'number-wrong', text, { fields: [{ field: 'documentNumber', text }] });
}

function viewOf(row: Deliverable): DeliverableView {
  const { licence } = row;
  // What one moment brought forth comes in the order of a case's life.
  const papers = [...row.papers].sort(
    (one, other) =>
      one.issuedOn.localeCompare(other.issuedOn) ||
      paperKinds.indexOf(one.kind) - paperKinds.indexOf(other.kind),
  );
  const dayOf = (day: string | null): LegalDay | null => (day === null ? null : legalDay(day));
  return {
    caseId: row.caseId,
    caseNumber: row.caseNumber,
    applicationNumber: row.applicationNumber,
    serviceName: row.serviceName,
    organName: row.organName,
    applicantName: row.applicantName,
    statusName: statusNames[row.status],
    items: [
      ...papers.map(({ id, kind, title, number, issuedOn, deliveredOn }) => ({
        paperId: id,
        kind,
        title,
        number,
        issuedOn: legalDay(issuedOn),
        deliveredOn: dayOf(deliveredOn),
      })),
      ...(licence === null
        ? []
        : [
            {
              paperId: null,
              kind: 'licence' as const,
              title: licence.name,
              number: licence.number,
              issuedOn: legalDay(licence.issuedOn),
              deliveredOn: dayOf(licence.deliveredOn),
            },
          ]),
    ],
  };
}

type HandOutInput = CounterDeliveryBody & { readonly caseId: Id };

interface HandedOut {
  readonly id: Id;
  readonly caseId: Id;
  readonly paperId: Id | null;
  readonly licenceId: Id | null;
  readonly deliveredOn: LegalDay;
  readonly receiverName: string;
  readonly receiverRelation: ReceiverRelation;
  readonly statement: string;
  readonly handOverId: Id;
  readonly signedHow: SigningWay;
  readonly signature: string | null;
}

/**
 * Hands over papers and the licence of one case, today, for one signature. The delivery is the organ's whose case it is;
 * the database function records it, because the clerk's login may not write deliveries of other organs.
 */
export const handOutAtCounter = command<
  HandOutInput,
  Deliverable,
  readonly HandedOut[],
  HandedOverView,
  CasesTables
>({
  name: 'hand-out-at-counter',
  zone: 'extranet',
  audience: ['officer'],
  object: ({ caseId }, loaded) => ({
    kind: 'case',
    id: caseId,
    ...(loaded === undefined ? {} : { organId: loaded.organId }),
  }),
  load: (db, { caseId }, { now }) => getDeliverable(db, caseId, now),
  permission: (actor) => isWindowClerk(actor),
  decide(ready, input, { now }) {
    const { signature, statement, caseId, receiverRelation, receiverName } = input;
    assertProof(input);
    const handOverId = newId(now);
    const handed = [...new Set(input.paperIds)].map((paperId): HandedOut => {
      const item = paperId === null ? ready.licence : ready.papers.find((one) => one.id === paperId);
      if (item === null || item === undefined) throw nothingToDeliver();
      return {
        id: newId(now),
        caseId,
        paperId,
        licenceId: paperId === null ? item.id : null,
        deliveredOn: legalDayOf(now),
        receiverName: receiverName.trim(),
        receiverRelation,
        statement: statement.trim(),
        handOverId,
        signedHow: input.signed,
        signature: signature ?? null,
      };
    });
    const events = handed.map(({ id }) =>
      caseEvent(
        'PaperDelivered',
        { id: caseId, organId: ready.organId },
        { deliveryId: id, channel: 'window' },
      ),
    );
    return { change: handed, answer: { handOverId }, events };
  },
  async store(db, handed, { now, vault }) {
    for (const one of handed) await storeHandedOut(db, one, vault, now);
  },
  explainConstraint: (constraint) =>
    /^delivery_(paper|licence)_id_channel_key$/.test(constraint)
      ? new AppError('conflict', 'delivered-before', counterMessages.deliveredBefore)
      : undefined,
});

async function storeHandedOut(db: Db<CasesTables>, one: HandedOut, vault: Vault, now: Date): Promise<void> {
  const signature = one.signature === null ? null : vault.encrypt(one.signature);
  await sql`select cases.record_counter_delivery(${one.id}, ${one.handOverId}, ${one.caseId}, ${one.paperId}, ${one.licenceId},
    ${one.deliveredOn}::date, ${one.receiverName}, ${one.receiverRelation}, ${one.statement}, ${one.signedHow}, ${signature},
    ${now})`.execute(db);
}

function assertProof({ statement, signed, signature }: HandOutInput): void {
  const { signatureWrong, signedHowWrong } = paperMessages;
  const isPicture = signature === undefined || isPrintablePicture(Buffer.from(signature, 'base64'));
  const fields = [
    ...(signature === undefined && statement.trim() === ''
      ? [{ field: 'statement', text: counterMessages.proofNeeded }]
      : []),
    ...((signed === 'pad') === (signature !== undefined) ? [] : [{ field: 'signed', text: signedHowWrong }]),
    ...(isPicture ? [] : [{ field: 'signature', text: signatureWrong }]),
  ];
  if (fields.length > 0) throw new AppError('invalid', 'delivery-wrong', caseMessages.incomplete, { fields });
}

interface PaperRow extends Omit<IssuedPaper, 'content'> {
  readonly content: PaperContent;
}

/** A paper of the district, to be printed and handed over. A proof of delivery is not among them. */
export const viewDeliverablePaper = query<
  { readonly caseId: Id; readonly paperId: Id },
  PaperRow,
  CasesTables,
  PrintablePaper
>({
  name: 'view-deliverable-paper',
  zone: 'extranet',
  audience: ['officer'],
  audited: true,
  object: ({ caseId }, loaded) => ({
    kind: 'case',
    id: caseId,
    ...(loaded === undefined ? {} : { organId: loaded.organId }),
  }),
  async load(db, { caseId, paperId }, { now }) {
    const { rows } = await sql<PaperRow>`
      select id, case_id, organ_id, resident_id, kind, title, issuer_name, number, issued_on, issued_at, content,
        verification_code from cases.find_deliverable_paper(${caseId}, ${paperId}, ${now})`.execute(db);
    if (rows[0] === undefined) throw noPaper();
    return rows[0];
  },
  permission: (actor) => isWindowClerk(actor),
  present: (row) => ({ paper: { ...row, issuedOn: legalDay(row.issuedOn) }, signature: null }),
});

/** What is to be signed for, as the paper that is printed for it says it. */
export interface ProofToSign {
  readonly caseNumber: string;
  readonly serviceName: Text;
  readonly organName: Text;
  readonly applicantName: string;
  readonly items: readonly { readonly title: Text; readonly number: string }[];
}

/** The chosen papers and, as `null`, the licence. Throws where something of it does not lie ready. */
export const viewProofToSign = query<
  { readonly caseId: Id; readonly paperIds: readonly (Id | null)[] },
  Deliverable,
  CasesTables,
  ProofToSign
>({
  name: 'view-proof-to-sign',
  zone: 'extranet',
  audience: ['officer'],
  audited: true,
  object: ({ caseId }, loaded) => ({
    kind: 'case',
    id: caseId,
    ...(loaded === undefined ? {} : { organId: loaded.organId }),
  }),
  load: (db, { caseId }, { now }) => getDeliverable(db, caseId, now),
  permission: (actor) => isWindowClerk(actor),
  present({ papers, licence, caseNumber, serviceName, organName, applicantName }, { paperIds }) {
    const items = paperIds.flatMap((id) => {
      const paper = papers.find((one) => one.id === id);
      if (paper !== undefined) return [{ title: paper.title, number: paper.number }];
      return id === null && licence !== null ? [{ title: licence.name, number: licence.number }] : [];
    });
    if (items.length === 0 || items.length !== paperIds.length) throw nothingToDeliver();
    return { caseNumber, serviceName, organName, applicantName, items };
  },
});

export function nothingToDeliver(): AppError {
  return new AppError('not-found', 'nothing-to-deliver', counterMessages.nothingToDeliver);
}

async function getDeliverable(db: Db<CasesTables>, caseId: Id, now: Date): Promise<Deliverable> {
  const { rows } = await sql<Deliverable>`
    select * from cases.list_deliverables(${[caseId]}::uuid[], ${now})`.execute(db);
  if (rows[0] === undefined) throw nothingToDeliver();
  return rows[0];
}
