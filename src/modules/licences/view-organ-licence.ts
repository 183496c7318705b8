// Owns how an officer sees a licence of the own organ and what may be done with it; every look is audited.
import { lawReferenceText } from '#engines/clock';
import type { Actor } from '#kernel/actors';
import { legalDayOf } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import { listOfficerNames } from '#modules/identity';
import { type AppealBodies, findAppealBodies } from '#modules/organs';
import type { Db } from '#platform/database';
import { query } from '#platform/use-case';
import { mayLieAhead } from './act-on-licence.ts';
import { appealText } from './appeal-text.ts';
import {
  type AllowedLicenceAction,
  type LicenceAct,
  type LicenceAction,
  type LicenceStoryLine,
  licenceActions,
  licenceActs,
  type OrganLicenceView,
} from './contract.ts';
import { confirmationsOfAct, groundsFor } from './licence-grounds.ts';
import { mayDecide, mayEnter, mayRead } from './licence-permissions.ts';
import { findTemplateById, getLicence, type WholeLicence } from './licence-queries.ts';
import { isPending, type LicenceEventAct, mayBeDone, standingOf } from './licence-state.ts';
import { basisTexts, storySentence } from './licence-story.ts';
import type { LicenceTemplate } from './licence-template.ts';
import { licenceView } from './licence-view.ts';
import type { LicencesTables } from './licences-tables.gen.ts';
import { consequences, stateNames } from './messages.ts';
import { listRenewals, type StoredRenewal } from './renewal-store.ts';

interface LoadedLicence {
  readonly organId: Id;
  readonly licence: WholeLicence;
  readonly template: LicenceTemplate | undefined;
  readonly story: readonly LicenceStoryLine[];
  readonly renewals: readonly StoredRenewal[];
  readonly appeal: AppealBodies;
}

/** A licence of the officer's organ: what it states, its history, and what may be done with it now. */
export const viewOrganLicence = query<
  { readonly licenceId: Id },
  LoadedLicence,
  LicencesTables,
  OrganLicenceView
>({
  name: 'view-organ-licence',
  zone: 'extranet',
  audience: ['officer'],
  audited: true,
  object: ({ licenceId }, loaded) => ({
    kind: 'licence',
    id: licenceId,
    ...(loaded === undefined ? {} : { organId: loaded.organId }),
  }),
  async load(db, { licenceId }) {
    const licence = await getLicence(db, licenceId);
    return {
      organId: licence.organId,
      licence,
      template: await findTemplateById(db, licence.templateId),
      story: await listStory(db, licenceId),
      renewals: await listRenewals(db, licenceId),
      appeal: await findAppealBodies(db, licence.organId),
    };
  },
  permission: mayRead,
  present({ licence, template, story, renewals, appeal }, _input, { actor, now }) {
    const today = legalDayOf(now);
    const standing = standingOf(licence, today);
    return {
      ...licenceView(licence, standing, template),
      id: licence.id,
      revision: licence.revision,
      version: licence.version,
      stateName: stateNames[standing.state],
      holderNumberShown: licence.holderNumberShown,
      holderIsKnown: licence.holderId !== null,
      origin: licence.origin,
      story,
      renewals: renewals.map(({ appliedOn, applyUntil, termEndsOn, inTime, outcome, decidedOn }) => ({
        appliedOn,
        applyUntil,
        termEndsOn,
        inTime,
        outcome,
        decidedOn,
      })),
      allowed: listAllowed(actor, licence, renewals, now),
      appeal: appealText(appeal),
      today,
    };
  },
});

/** What the actor may do with the licence now: its state, its renewals and the actor's posts all allow it. */
export function listAllowed(
  actor: Actor,
  licence: WholeLicence,
  renewals: readonly Pick<StoredRenewal, 'outcome'>[],
  now: Date,
): readonly AllowedLicenceAction[] {
  const today = legalDayOf(now);
  const { state } = standingOf(licence, today);
  const hasOpenRenewal = renewals.some((one) => one.outcome === 'open');
  const fits = (action: LicenceAction): boolean => {
    if (!mayBeDone(state, action)) return false;
    if (action === 'open-renewal')
      return mayEnter(actor, licence) && !hasOpenRenewal && licence.termMonths !== null;
    if (!mayDecide(actor, licence)) return false;
    if (action === 'decide-renewal') return hasOpenRenewal;
    return !(isPending(licence, today) && (action === 'suspend' || action === 'resume'));
  };
  return licenceActions.filter(fits).map((action) => {
    const act = licenceActs.find((one) => one === action);
    return {
      action,
      consequence: consequences[action],
      ...(act === undefined ? noForm : formOf(act, licence, today)),
    };
  });
}

const noForm = { grounds: [], confirmations: [], asksUntil: false, mayLieAhead: false };

function formOf(act: LicenceAct, licence: WholeLicence, today: ReturnType<typeof legalDayOf>) {
  const grounds = groundsFor(act, standingOf(licence, today).state);
  return {
    grounds: grounds.map(({ key, name, basis, quote, needsSpecialBasis, compensation }) => ({
      key,
      name,
      law: lawReferenceText(basis),
      quote,
      needsSpecialBasis,
      compensation,
    })),
    confirmations: confirmationsOfAct[act],
    asksUntil: act === 'suspend',
    mayLieAhead: mayLieAhead.includes(act),
  };
}

async function listStory(db: Db<LicencesTables>, licenceId: Id): Promise<readonly LicenceStoryLine[]> {
  const rows = await db
    .selectFrom('licences.licenceEvent')
    .select((row) => [
      row.ref('act').$castTo<LicenceEventAct>().as('act'),
      'version',
      'number',
      'effectiveOn',
      'untilOn',
      'basis',
      'specialBasis',
      'reasons',
      'compensation',
      'actorKind',
      'actedBy',
      'actedAt',
    ])
    .where('licenceId', '=', licenceId)
    .orderBy('sequence')
    .execute();
  const officers = rows.flatMap((row) =>
    row.actorKind === 'officer' && row.actedBy !== null ? [row.actedBy] : [],
  );
  const names = await listOfficerNames(db, [...new Set(officers)]);
  return rows.map((row) => {
    const sentence = storySentence(row);
    const officer = row.actedBy === null ? undefined : names.get(row.actedBy);
    const by = officer === undefined ? { zh: '', en: '' } : { zh: `${officer}：`, en: `${officer}: ` };
    return {
      at: row.actedAt.toISOString(),
      text: { zh: by.zh + sentence.zh, en: by.en + sentence.en },
      number: row.number,
      basis: basisTexts(row.basis, row.specialBasis),
      reasons: row.reasons,
      compensation: row.compensation,
    };
  });
}
