// Owns that a paper reached the applicant, and how that is known; refuses a delivery without proof.
import { compareDays, isLegalDay, type LegalDay, legalDayOf } from '#kernel/dates';
import { AppError, type FieldError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import { listLicencesOf } from '#modules/licences';
import type { Db } from '#platform/database';
import { isPrintablePicture } from '#platform/paper';
import { command } from '#platform/use-case';
import { caseEvent } from './case-events.ts';
import { isSystem, mayDeliver } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import { caseMessages } from './messages.ts';
import type { DeliveryBody, PaperKind } from './paper-contract.ts';
import { paperMessages } from './paper-messages.ts';
import { getPaper } from './paper-queries.ts';
import { type Delivery, storeDelivery } from './paper-store.ts';

type DeliveryInput = DeliveryBody & { readonly caseId: Id };

interface Delivering {
  readonly organId: Id;
  readonly residentId: Id;
  readonly paper: { readonly id: Id; readonly kind: PaperKind; readonly issuedOn: LegalDay } | undefined;
  readonly licenceId: Id | undefined;
}

/**
 * 行政许可法 第四十四条 asks that a licence be delivered within ten working days of the decision and says nothing of how.
 * The day is that of signing at the window and that of the receipt by post (民事诉讼法 第八十七条, 第九十一条, by analogy).
 */
export const recordDelivery = command<DeliveryInput, Delivering, Delivery, void, CasesTables>({
  name: 'record-delivery',
  zone: 'extranet',
  audience: ['officer'],
  object: ({ caseId }, loaded) => ({
    kind: 'case',
    id: caseId,
    ...(loaded === undefined ? {} : { organId: loaded.organId }),
  }),
  load: loadDelivering,
  permission: (actor, loaded) => mayDeliver(actor, loaded),
  decide(delivering, input, { actor, now }) {
    if (actor.kind !== 'officer') throw new Error('Only officers record a delivery.');
    const { paper, licenceId, organId, residentId } = delivering;
    if (input.paperId === null && licenceId === undefined)
      throw new AppError('conflict', 'no-licence-yet', paperMessages.noLicence);
    if (paper?.kind === 'delivery-proof')
      throw new AppError('conflict', 'proof-of-proof', paperMessages.proofOfProof);
    assertDelivery(input, paper?.issuedOn, legalDayOf(now));
    const { caseId } = input;
    const id = newId(now);
    const delivery: Delivery = {
      id,
      handOverId: id,
      signedHow: input.signed ?? (input.signature === undefined ? null : 'pad'),
      caseId,
      organId,
      residentId,
      paperId: input.paperId,
      licenceId: input.paperId === null ? (licenceId ?? null) : null,
      channel: input.channel,
      deliveredOn: input.deliveredOn,
      deliveredAt: null,
      receiverName: input.receiverName.trim(),
      receiverRelation: input.receiverRelation,
      trackingNumber: input.trackingNumber ?? null,
      statement: input.statement.trim(),
      signature: input.signature ?? null,
      recordedBy: actor.id,
    };
    return {
      change: delivery,
      answer: undefined,
      events: [deliveredEvent(delivery)],
    };
  },
  store: storeDelivery,
  explainConstraint: (constraint) =>
    /^delivery_(paper|licence)_id_channel_key$/.test(constraint)
      ? new AppError('conflict', 'delivered-before', paperMessages.deliveredBefore)
      : undefined,
});

function deliveredEvent({ id, caseId, organId, channel }: Delivery) {
  return caseEvent('PaperDelivered', { id: caseId, organId }, { deliveryId: id, channel });
}

async function loadDelivering(db: Db<CasesTables>, { caseId, paperId }: DeliveryInput): Promise<Delivering> {
  const theCase = await db
    .selectFrom('cases.case')
    .select(['organId', 'residentId'])
    .where('id', '=', caseId)
    .executeTakeFirst();
  if (theCase === undefined) throw new AppError('not-found', 'no-such-case', caseMessages.noCase);
  return {
    ...theCase,
    paper: paperId === null ? undefined : await getPaper(db, caseId, paperId),
    licenceId: (await listLicencesOf(db, [caseId]))[0]?.id,
  };
}

/** Throws AppError 'invalid' naming the field. */
function assertDelivery(input: DeliveryInput, issuedOn: LegalDay | undefined, today: LegalDay): void {
  const faults: FieldError[] = [];
  const fault = (field: string, text: Text) => faults.push({ field, text });
  const { deliveredOn, channel, trackingNumber, statement, signed, signature } = input;
  const isInTime =
    isLegalDay(deliveredOn) &&
    compareDays(deliveredOn, today) <= 0 &&
    (issuedOn === undefined || compareDays(issuedOn, deliveredOn) <= 0);
  if (!isInTime) fault('deliveredOn', paperMessages.dayWrong);
  if (channel === 'post' && trackingNumber === undefined)
    fault('trackingNumber', paperMessages.trackingNeeded);
  if (channel === 'window' && trackingNumber !== undefined)
    fault('trackingNumber', paperMessages.trackingNotForWindow);
  if (channel === 'window' && signature === undefined && statement.trim() === '')
    fault('statement', paperMessages.proofNeeded);
  if (signature !== undefined && !isPrintablePicture(Buffer.from(signature, 'base64')))
    fault('signature', paperMessages.signatureWrong);
  if (channel === 'post' && signed !== undefined) fault('signed', paperMessages.signedNotByPost);
  else if (signed !== undefined && (signed === 'pad') !== (signature !== undefined))
    fault('signed', paperMessages.signedHowWrong);
  if (faults.length > 0)
    throw new AppError('invalid', 'delivery-wrong', caseMessages.incomplete, { fields: faults });
}

interface OpeningTaken {
  readonly opening: {
    readonly paperId: Id | null;
    readonly licenceId: Id | null;
    readonly residentId: Id;
    readonly openedAt: Date;
  };
  readonly organId: Id;
  readonly residentId: Id;
  readonly applicantName: string;
  readonly recorded: boolean;
}

/**
 * What the applicant opened on the portal counts as delivered on that day. The internet zone's word is taken only for
 * a paper or licence of this case whose applicant opened it.
 */
export const takeInOpening = command<
  { readonly caseId: Id; readonly openingId: Id },
  OpeningTaken,
  Delivery | undefined,
  void,
  CasesTables
>({
  name: 'take-in-opening',
  zone: 'extranet',
  audience: ['system'],
  object: ({ caseId }, loaded) => ({
    kind: 'case',
    id: caseId,
    ...(loaded === undefined ? {} : { organId: loaded.organId }),
  }),
  load: (db, input) => loadOpening(db, input),
  permission: isSystem,
  decide({ opening, recorded, ...theCase }, { caseId }, { now }) {
    if (recorded || opening.residentId !== theCase.residentId)
      return { change: undefined, answer: undefined, events: [] };
    const delivery: Delivery = {
      id: newId(now),
      caseId,
      organId: theCase.organId,
      residentId: theCase.residentId,
      paperId: opening.paperId,
      licenceId: opening.licenceId,
      channel: 'portal',
      deliveredOn: legalDayOf(opening.openedAt),
      deliveredAt: opening.openedAt,
      receiverName: theCase.applicantName,
      receiverRelation: 'applicant',
      trackingNumber: null,
      statement: '',
      signature: null,
      recordedBy: null,
      handOverId: null,
      signedHow: null,
    };
    return {
      change: delivery,
      answer: undefined,
      events: [deliveredEvent(delivery)],
    };
  },
  async store(db, delivery, context) {
    if (delivery !== undefined) await storeDelivery(db, delivery, context);
  },
});

async function loadOpening(
  db: Db<CasesTables>,
  { caseId, openingId }: { readonly caseId: Id; readonly openingId: Id },
): Promise<OpeningTaken> {
  const theCase = await db
    .selectFrom('cases.case')
    .select(['organId', 'residentId', 'applicantName'])
    .where('id', '=', caseId)
    .executeTakeFirst();
  const opening = await db
    .selectFrom('cases.paperOpening')
    .select(['paperId', 'licenceId', 'residentId', 'openedAt'])
    .where('id', '=', openingId)
    .where('caseId', '=', caseId)
    .executeTakeFirst();
  if (theCase === undefined || opening === undefined)
    throw new AppError('not-found', 'no-such-case', caseMessages.noCase);
  const { paperId, licenceId } = opening;
  // A paper of another case under this case's name is nobody's opening.
  if (paperId !== null) await getPaper(db, caseId, paperId);
  const licences = licenceId === null ? [] : await listLicencesOf(db, [caseId]);
  if (licenceId !== null && !licences.some((one) => one.id === licenceId))
    throw new AppError('not-found', 'no-such-case', caseMessages.noCase);
  const recorded = await db
    .selectFrom('cases.delivery')
    .select('id')
    .where('channel', '=', 'portal')
    .where(paperId === null ? 'licenceId' : 'paperId', '=', paperId ?? licenceId ?? '')
    .executeTakeFirst();
  return { opening, ...theCase, recorded: recorded !== undefined };
}
