// Owns applications for another term as officers enter and decide them; refuses a decision after the term has ended.
import { compareDays, isLegalDay, legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import { findAppealBodies } from '#modules/organs';
import { command } from '#platform/use-case';
import { appealText } from './appeal-text.ts';
import type { DecideRenewalBody, OpenRenewalBody } from './contract.ts';
import { type LicenceChange, notNow, renewLicence } from './licence-change.ts';
import { mayDecide, mayEnter } from './licence-permissions.ts';
import { applyForRenewal, refuseRenewal } from './licence-renewal.ts';
import { mayBeDone, standingOf } from './licence-state.ts';
import { licenceChanged, storeLicenceChange } from './licence-store.ts';
import type { LicencesTables } from './licences-tables.gen.ts';
import { licenceMessages } from './messages.ts';
import { lockRenewal, type StoredRenewalInHand } from './renewal-store.ts';

const aboutLicence = (input: { readonly licenceId: Id }, loaded: { readonly organId: Id } | undefined) => ({
  kind: 'licence',
  id: input.licenceId,
  ...(loaded === undefined ? {} : { organId: loaded.organId }),
});

function incomplete(field: string, sentence: typeof licenceMessages.reasonsMissing): AppError {
  const fields = [{ field, text: sentence }];
  return new AppError('invalid', 'renewal-incomplete', licenceMessages.actIncomplete, { fields });
}

/** An application that came in on paper or at the window (行政许可法 第五十条第一款). */
export const openRenewal = command<
  OpenRenewalBody & { readonly licenceId: Id },
  StoredRenewalInHand,
  LicenceChange,
  void,
  LicencesTables
>({
  name: 'open-renewal',
  zone: 'extranet',
  audience: ['officer'],
  object: aboutLicence,
  load: (db, { licenceId }) => lockRenewal(db, licenceId),
  permission: mayEnter,
  decide(inHand, { revision, appliedOn }, { now }) {
    if (revision !== inHand.licence.revision) throw licenceChanged();
    const today = legalDayOf(now);
    if (!isLegalDay(appliedOn) || compareDays(appliedOn, today) > 0) {
      throw incomplete('appliedOn', licenceMessages.appliedOnWrong);
    }
    if (!mayBeDone(standingOf(inHand.licence, today).state, 'open-renewal')) throw notNow();
    const source = { kind: 'entered', id: newId(now) };
    const change = applyForRenewal(inHand, { source, appliedOn }, now);
    return { change, answer: undefined, events: change.events };
  },
  store: (db, change, context) => storeLicenceChange(db, change, context),
});

interface Deciding extends StoredRenewalInHand {
  readonly appeal: Awaited<ReturnType<typeof findAppealBodies>>;
}

/** 行政许可法 第五十条第二款: before the term ends. Refusing gives reasons (第三十八条第二款). */
export const decideRenewal = command<
  DecideRenewalBody & { readonly licenceId: Id },
  Deciding,
  LicenceChange,
  void,
  LicencesTables
>({
  name: 'decide-renewal',
  zone: 'extranet',
  audience: ['officer'],
  object: aboutLicence,
  async load(db, { licenceId }) {
    const inHand = await lockRenewal(db, licenceId);
    return { ...inHand, appeal: await findAppealBodies(db, inHand.organId) };
  },
  permission: mayDecide,
  decide(deciding, { revision, outcome, reasons }, { now }) {
    const { licence, openRenewal: open } = deciding;
    if (revision !== licence.revision) throw licenceChanged();
    const decidedOn = legalDayOf(now);
    if (open === undefined || !mayBeDone(standingOf(licence, decidedOn).state, 'decide-renewal'))
      throw notNow();
    if (outcome === 'refused' && reasons.trim() === '')
      throw incomplete('reasons', licenceMessages.reasonsMissing);
    const decision = { decidedOn, reasons: reasons.trim() };
    const change =
      outcome === 'granted'
        ? renewLicence(licence, { ...decision, source: { kind: 'renewal', id: open.id } }, now)
        : refuseRenewal(deciding, { ...decision, appeal: appealText(deciding.appeal) }, now);
    return { change, answer: undefined, events: change.events };
  },
  store: (db, change, context) => storeLicenceChange(db, change, context),
});
