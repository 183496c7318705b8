// Owns who sees a paper: its applicant, its organ, and by its code anyone its head; refuses its body to a stranger.
import { sql } from 'kysely';
import { legalDay } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import { findOwnLicenceId } from '#modules/licences';
import type { Vault } from '#platform/crypto';
import type { Db } from '#platform/database';
import { command, query } from '#platform/use-case';
import { caseEvent } from './case-events.ts';
import { isOwn, mayRead } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { PaperKind, VerifiedPaper } from './paper-contract.ts';
import { paperMessages } from './paper-messages.ts';
import { getPaper, type IssuedPaper, noPaper } from './paper-queries.ts';
import type { PrintablePaper } from './render-case-paper.ts';

interface PaperInput {
  readonly caseId: Id;
  readonly paperId: Id;
}

/** A paper for an officer of its organ, with the receiver's signature where it is a proof that has one. */
export const viewPaper = query<
  PaperInput,
  PrintablePaper & { readonly organId: Id },
  CasesTables,
  PrintablePaper
>({
  name: 'view-paper',
  zone: 'extranet',
  audience: ['officer'],
  audited: true,
  object: ({ caseId }, loaded) => ({
    kind: 'case',
    id: caseId,
    ...(loaded === undefined ? {} : { organId: loaded.organId }),
  }),
  async load(db, { caseId, paperId }, { vault }) {
    const paper = await getPaper(db, caseId, paperId);
    return { paper, organId: paper.organId, signature: await findSignature(db, paper, vault) };
  },
  permission: (actor, loaded) => mayRead(actor, loaded),
  present: ({ paper, signature }) => ({ paper, signature }),
});

/** The signature is the organ's to keep: the internet's login can't read it, so the applicant's copy has none. */
async function findSignature(
  db: Db<CasesTables>,
  { content }: IssuedPaper,
  vault: Vault,
): Promise<string | null> {
  const { deliveryId } = content;
  if (deliveryId === undefined) return null;
  const row = await db
    .selectFrom('cases.delivery')
    .select('signatureEncrypted')
    .where('id', '=', deliveryId)
    .executeTakeFirst();
  return row?.signatureEncrypted == null ? null : vault.decrypt(row.signatureEncrypted);
}

interface OpeningPaper {
  readonly paper: IssuedPaper;
  readonly opened: boolean;
}

interface Opening {
  readonly id: Id;
  readonly caseId: Id;
  readonly paperId: Id | null;
  readonly licenceId: Id | null;
  readonly residentId: Id;
}

/**
 * A paper for its applicant. The first time is recorded in the applicant's own zone; on its event the organ's side
 * records the delivery. A delivery-proof tells of a delivery and is none.
 */
export const openOwnPaper = command<PaperInput, OpeningPaper, Opening | undefined, IssuedPaper, CasesTables>({
  name: 'open-own-paper',
  zone: 'internet',
  audience: ['resident'],
  object: ({ caseId }) => ({ kind: 'case', id: caseId }),
  async load(db, { caseId, paperId }) {
    const paper = await getPaper(db, caseId, paperId);
    const row = await db
      .selectFrom('cases.paperOpening')
      .select('id')
      .where('paperId', '=', paperId)
      .executeTakeFirst();
    return { paper, opened: row !== undefined };
  },
  permission: (actor, loaded) => isOwn(actor, loaded.paper),
  decide({ paper, opened }, _input, { now }) {
    if (opened || paper.kind === 'delivery-proof') return { change: undefined, answer: paper, events: [] };
    const { caseId, organId, residentId } = paper;
    const opening: Opening = { id: newId(now), caseId, residentId, paperId: paper.id, licenceId: null };
    return {
      change: opening,
      answer: paper,
      events: [caseEvent('PaperOpened', { id: caseId, organId }, { openingId: opening.id })],
    };
  },
  async store(db, opening, { now }) {
    if (opening !== undefined) await storeOpening(db, opening, now);
  },
});

/** Two who open at once are one opening: the second row finds the first and is not written. */
async function storeOpening(db: Db<CasesTables>, opening: Opening, now: Date): Promise<void> {
  await db
    .insertInto('cases.paperOpening')
    .values({ ...opening, openedAt: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

interface OwnLicence {
  readonly caseId: Id;
  readonly licenceId: Id;
  readonly organId: Id;
  readonly residentId: Id;
  readonly opened: boolean;
}

/** That the holder opened the licence of one of the own cases for the first time; a licence of no case is let be. */
export const openOwnLicence = command<
  { readonly number: string },
  OwnLicence | undefined,
  Opening | undefined,
  void,
  CasesTables
>({
  name: 'open-own-licence',
  zone: 'internet',
  audience: ['resident'],
  object: () => ({ kind: 'licence' }),
  async load(db, { number }) {
    const licenceId = await findOwnLicenceId(db, number);
    if (licenceId === undefined) throw noPaper();
    const theCase = await db
      .selectFrom('cases.case')
      .select(['id as caseId', 'organId', 'residentId'])
      .where('licenceId', '=', licenceId)
      .orderBy('openedAt')
      .limit(1)
      .executeTakeFirst();
    if (theCase === undefined) return undefined;
    const opening = await db
      .selectFrom('cases.paperOpening')
      .select('id')
      .where('licenceId', '=', licenceId)
      .executeTakeFirst();
    return { ...theCase, licenceId, opened: opening !== undefined };
  },
  permission: (actor, loaded) => loaded === undefined || isOwn(actor, loaded),
  decide(own, _input, { now }) {
    if (own === undefined || own.opened) return { change: undefined, answer: undefined, events: [] };
    const { caseId, organId, residentId, licenceId } = own;
    const opening: Opening = { id: newId(now), caseId, residentId, paperId: null, licenceId };
    return {
      change: opening,
      answer: undefined,
      events: [caseEvent('PaperOpened', { id: caseId, organId }, { openingId: opening.id })],
    };
  },
  async store(db, opening, { now }) {
    if (opening !== undefined) await storeOpening(db, opening, now);
  },
});

interface VerifiedRow {
  readonly number: string;
  readonly kind: PaperKind;
  readonly title: Text;
  readonly issuerName: Text;
  readonly issuedOn: string;
  readonly applicantMasked: string;
  readonly replacedBy: string | null;
  readonly replacedOn: string | null;
}

/** What the code behind a paper's QR code opens, for anyone. */
export const verifyPaper = query<{ readonly code: string }, VerifiedRow, CasesTables, VerifiedPaper>({
  name: 'verify-paper',
  zone: 'internet',
  audience: ['anonymous', 'resident'],
  audited: false,
  object: () => ({ kind: 'paper' }),
  async load(db, { code }) {
    const found = /^[0-9A-Z]{28}$/.test(code)
      ? await sql<VerifiedRow>`select * from cases.verify_paper(${code})`.execute(db)
      : undefined;
    const row = found?.rows[0];
    if (row === undefined) throw new AppError('not-found', 'no-such-paper', paperMessages.notVerified);
    return row;
  },
  permission: () => true,
  present: ({ replacedBy, replacedOn, ...row }) => ({
    ...row,
    issuedOn: legalDay(row.issuedOn),
    replacedBy:
      replacedBy === null || replacedOn === null
        ? null
        : { number: replacedBy, issuedOn: legalDay(replacedOn) },
  }),
});
