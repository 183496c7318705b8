// Owns what each day does to terms: reminders, and renewal by law where nobody decided. Refuses to do either twice.
import { addDays, type LegalDay, legalDayOf } from '#kernel/dates';
import { type Id, newId } from '#kernel/ids';
import type { Vault } from '#platform/crypto';
import { type Db, inTransaction, type Pools } from '#platform/database';
import type { TaskHandler } from '#platform/jobs';
import { command, runUseCase, type UseCaseRequest } from '#platform/use-case';
import { deemRenewed, type LicenceChange } from './licence-change.ts';
import { isSystem } from './licence-permissions.ts';
import { isDeemedGranted, type ReminderKind, reminderDue } from './licence-renewal.ts';
import { standingOf } from './licence-state.ts';
import { storeLicenceChange } from './licence-store.ts';
import type { LicencesTables } from './licences-tables.gen.ts';
import { lockRenewal, type StoredRenewalInHand, storeReminder } from './renewal-store.ts';
import { tellOfTerm } from './tell-holder.ts';

export const reviewLicenceTermsTaskName = 'review-licence-terms';

type Reviewed =
  | { readonly kind: 'renewed'; readonly change: LicenceChange }
  | {
      readonly kind: 'reminded';
      readonly inHand: StoredRenewalInHand;
      readonly termEndsOn: LegalDay;
      readonly reminder: ReminderKind;
    };

/** One licence whose term comes to its end: renewed by law, reminded of, or neither. */
export const reviewLicenceTerm = command<
  { readonly licenceId: Id },
  StoredRenewalInHand,
  Reviewed | undefined,
  void,
  LicencesTables
>({
  name: 'review-licence-term',
  zone: 'extranet',
  audience: ['system'],
  object: ({ licenceId }, loaded) => ({
    kind: 'licence',
    id: licenceId,
    ...(loaded === undefined ? {} : { organId: loaded.organId }),
  }),
  load: (db, { licenceId }) => lockRenewal(db, licenceId),
  permission: isSystem,
  decide(inHand, _input, { now }) {
    const { licence, openRenewal: open, applyDaysBefore } = inHand;
    const termEndsOn = licence.expiresOn;
    const today = legalDayOf(now);
    const nothing = { change: undefined, answer: undefined, events: [] };
    if (termEndsOn === null) return nothing;
    if (open !== undefined) {
      // Whoever has applied needs no reminder; what was revoked or withdrawn meanwhile is not renewed by silence.
      const { state } = standingOf(licence, termEndsOn);
      const isAlive = state === 'valid' || state === 'suspended';
      if (!isAlive || !isDeemedGranted(open, today)) return nothing;
      const change = deemRenewed(licence, { kind: 'renewal', id: open.id }, now);
      return { change: { kind: 'renewed', change }, answer: undefined, events: change.events };
    }
    if (!['valid', 'suspended', 'expired'].includes(standingOf(licence, today).state)) return nothing;
    const reminder = reminderDue(termEndsOn, today, applyDaysBefore);
    if (reminder === undefined) return nothing;
    return { change: { kind: 'reminded', inHand, termEndsOn, reminder }, answer: undefined, events: [] };
  },
  async store(db, reviewed, context) {
    if (reviewed === undefined) return;
    if (reviewed.kind === 'renewed') {
      await storeLicenceChange(db, reviewed.change, context);
      return;
    }
    const { inHand, termEndsOn, reminder: kind } = reviewed;
    const { licence, applyDaysBefore } = inHand;
    const reminderId = await storeReminder(
      db,
      { licenceId: licence.id, organId: licence.organId, termEndsOn, kind },
      context.now,
    );
    if (reminderId === undefined) return;
    await tellOfTerm(db, licence, { reminderId, kind, termEndsOn, applyDaysBefore }, context.now);
  },
});

/** Terms that end within this many days are looked at: a template may ask for the application a year before. */
const lookAheadDays = 366 + 30;
const lookBackDays = 366;

/** The licences whose term is near its end on that day, or ended lately; as the extranet's worker. */
async function listTermsNear(db: Db<LicencesTables>, today: LegalDay): Promise<readonly Id[]> {
  const rows = await db
    .selectFrom('licences.licence')
    .select('id')
    .where('status', 'in', ['valid', 'suspended'])
    .where('expiresOn', '>=', addDays(today, -lookBackDays))
    .where('expiresOn', '<=', addDays(today, lookAheadDays))
    .orderBy('expiresOn')
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}

export interface ReviewSettings {
  readonly pools: Pools;
  readonly vault: Vault;
  readonly now: () => Date;
  readonly onEvents?: UseCaseRequest['onEvents'];
}

/**
 * The task `review-licence-terms`, to recur daily just after midnight in Shanghai on the extranet's worker. Each licence
 * is a transaction of its own; running it again on the same day changes nothing.
 */
export function reviewLicenceTermsTask(settings: ReviewSettings): TaskHandler {
  return async () => {
    const now = settings.now();
    const request: UseCaseRequest = {
      actor: { kind: 'system', name: reviewLicenceTermsTaskName },
      requestId: newId(now),
      now,
      pools: settings.pools,
      vault: settings.vault,
      login: 'worker_extranet',
      ...(settings.onEvents === undefined ? {} : { onEvents: settings.onEvents }),
    };
    const near = await inTransaction<LicencesTables, readonly Id[]>(
      settings.pools.get('worker_extranet'),
      request.actor,
      { readOnly: true },
      (db) => listTermsNear(db, legalDayOf(now)),
    );
    for (const licenceId of near) await runUseCase(request, reviewLicenceTerm, { licenceId });
  };
}
