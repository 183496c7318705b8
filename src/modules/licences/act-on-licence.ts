// Owns what officers do to a licence that was issued: suspend, resume, withdraw, revoke, cancel. Refuses an act without a ground.
import { compareDays, isLegalDay, type LegalDay, legalDayOf, yearOf } from '#kernel/dates';
import { AppError, type FieldError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import { newNumber } from '#kernel/numbers';
import { type AppealBodies, findAppealBodies } from '#modules/organs';
import type { AnyDb } from '#platform/database';
import { command } from '#platform/use-case';
import { appealText } from './appeal-text.ts';
import type { LicenceAct, LicenceActBody } from './contract.ts';
import { type LicenceChange, notNow, plainEntry } from './licence-change.ts';
import { licenceEvent } from './licence-events.ts';
import { confirmationsOfAct, type Ground, groundsFor } from './licence-grounds.ts';
import { mayDecide } from './licence-permissions.ts';
import { lockLicence, type WholeLicence } from './licence-queries.ts';
import { isPending, mayBeDone, outcomeOfAct, standingOf } from './licence-state.ts';
import { licenceChanged, storeLicenceChange } from './licence-store.ts';
import type { LicencesTables } from './licences-tables.gen.ts';
import { licenceMessages } from './messages.ts';

type ActInput = LicenceActBody & { readonly licenceId: Id };

interface Acting {
  readonly organId: Id;
  readonly licence: WholeLicence;
  readonly appeal: AppealBodies;
}

/** Acts whose day of effect may be announced: nobody is told today that the licence is no longer good since yesterday. */
export const mayLieAhead: readonly LicenceAct[] = ['suspend', 'withdraw'];

function actUseCase(name: string, act: LicenceAct) {
  return command<ActInput, Acting, LicenceChange, void, LicencesTables>({
    name,
    zone: 'extranet',
    audience: ['officer'],
    object: ({ licenceId }, loaded) => ({
      kind: 'licence',
      id: licenceId,
      ...(loaded === undefined ? {} : { organId: loaded.organId }),
    }),
    load: (db, { licenceId }) => loadActing(db, licenceId),
    permission: mayDecide,
    decide({ licence, appeal }, input, { now }) {
      const change = decideAct(act, licence, appeal, input, now);
      return { change, answer: undefined, events: change.events };
    },
    store: (db, change, context) => storeLicenceChange(db, change, context),
  });
}

async function loadActing(db: AnyDb, licenceId: Id): Promise<Acting> {
  const licence = await lockLicence(db, licenceId);
  return { organId: licence.organId, licence, appeal: await findAppealBodies(db, licence.organId) };
}

/** 行政处罚法 第九条第一款第三项、第四项: withheld for a time; the special law says when. */
export const suspendLicence = actUseCase('suspend-licence', 'suspend');
export const resumeLicence = actUseCase('resume-licence', 'resume');
/** 行政许可法 第八条第二款: lawful when given, taken back for the public interest, and compensated. */
export const withdrawLicence = actUseCase('withdraw-licence', 'withdraw');
/** 行政许可法 第六十九条: it never should have been given. */
export const revokeLicence = actUseCase('revoke-licence', 'revoke');
/** 行政处罚法 第九条第一款第三项: taken away for what the holder did. */
export const revokeLicenceAsPenalty = actUseCase('revoke-licence-as-penalty', 'revoke-as-penalty');
/** 行政许可法 第七十条: struck off the register. */
export const cancelLicence = actUseCase('cancel-licence', 'cancel');

/** What the act makes of the licence; pure. Throws AppError 'conflict' or 'invalid' with a sentence beside each field. */
export function decideAct(
  act: LicenceAct,
  licence: WholeLicence,
  appeal: AppealBodies,
  input: LicenceActBody,
  now: Date,
): LicenceChange {
  if (input.revision !== licence.revision) throw licenceChanged();
  const today = legalDayOf(now);
  const { state } = standingOf(licence, today);
  if (!mayBeDone(state, act)) throw notNow();
  const isTerminal = act !== 'suspend' && act !== 'resume';
  if (isPending(licence, today) && !(isTerminal && input.effectiveOn <= today)) {
    throw new AppError('conflict', 'act-pending', licenceMessages.pending);
  }
  const found = groundsFor(act, state).find((one) => one.key === input.ground);
  const faults = [
    ...faultsOfGround(found, input),
    ...faultsOfDays(act, licence, input, today),
    ...faultsOfConfirmations(act, input),
  ];
  if (faults.length > 0 || found === undefined) {
    throw new AppError('invalid', 'act-incomplete', licenceMessages.actIncomplete, { fields: faults });
  }
  const { event, status } = outcomeOfAct[act];
  const effectiveOn = input.effectiveOn as LegalDay;
  const untilOn = act === 'suspend' && input.untilOn !== undefined ? (input.untilOn as LegalDay) : null;
  const entry = plainEntry(event, licence.version, effectiveOn, now, {
    number: newNumber('CL', yearOf(today)),
    untilOn,
    ground: found.key,
    basis: [found.basis],
    specialBasis: found.needsSpecialBasis ? (input.specialBasis ?? '').trim() : null,
    reasons: input.reasons.trim(),
    compensation: found.compensation === null ? null : (input.compensation ?? '').trim(),
    confirmed: confirmationsOfAct[act].map((one) => one.key),
    appeal: appealText(appeal),
  });
  return {
    licence,
    entry,
    newStatus: { status, since: effectiveOn, suspendedUntil: untilOn },
    events: [licenceEvent(event, licence, entry.id, { effectiveOn, untilOn })],
  };
}

function faultsOfGround(found: Ground | undefined, input: LicenceActBody): readonly FieldError[] {
  if (found === undefined) return [{ field: 'ground', text: licenceMessages.groundMissing }];
  const isEmpty = (value: string | undefined) => value === undefined || value.trim() === '';
  return [
    ...(isEmpty(input.reasons) ? [{ field: 'reasons', text: licenceMessages.reasonsMissing }] : []),
    ...(found.needsSpecialBasis && isEmpty(input.specialBasis)
      ? [{ field: 'specialBasis', text: licenceMessages.specialBasisMissing }]
      : []),
    ...(found.compensation !== null && isEmpty(input.compensation)
      ? [{ field: 'compensation', text: licenceMessages.compensationMissing }]
      : []),
  ];
}

/**
 * An act takes effect between the issue of the licence and today, some also later. Suspending and ending a suspension
 * can't reach back before what was done last, or the history would contradict itself.
 */
function faultsOfDays(
  act: LicenceAct,
  licence: WholeLicence,
  { effectiveOn, untilOn }: LicenceActBody,
  today: LegalDay,
): readonly FieldError[] {
  const wrong = (sentence: typeof licenceMessages.effectiveOnWrong) => [
    { field: 'effectiveOn', text: sentence },
  ];
  if (!isLegalDay(effectiveOn)) return wrong(licenceMessages.effectiveOnWrong);
  if (compareDays(effectiveOn, today) > 0 && !mayLieAhead.includes(act)) {
    return wrong(licenceMessages.effectiveOnAhead);
  }
  const bound = act === 'suspend' || act === 'resume' ? licence.statusSince : null;
  const earliest = bound ?? licence.issuedOn;
  if (compareDays(effectiveOn, earliest) < 0 && act !== 'revoke')
    return wrong(licenceMessages.effectiveOnEarly);
  if (act !== 'suspend' || untilOn === undefined) return [];
  const isBefore = !isLegalDay(untilOn) || compareDays(untilOn, effectiveOn) < 0;
  return isBefore ? [{ field: 'untilOn', text: licenceMessages.untilOnWrong }] : [];
}

function faultsOfConfirmations(act: LicenceAct, { confirmed }: LicenceActBody): readonly FieldError[] {
  const missing = confirmationsOfAct[act].some((one) => !confirmed.includes(one.key));
  return missing ? [{ field: 'confirmed', text: licenceMessages.confirmationMissing }] : [];
}
