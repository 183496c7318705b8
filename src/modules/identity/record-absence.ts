// Owns recording and ending an absence: by the officer, or by the head for one who can't. Refuses whoever could not stand in.
import { type Actor, ownPostsOf } from '#kernel/actors';
import { legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import { roleNames } from '#kernel/roles';
import { listOrgans, type Organ } from '#modules/organs';
import type { AnyDb, Db } from '#platform/database';
import type { NewEvent } from '#platform/events';
import { command, query, type UseCaseContext } from '#platform/use-case';
import { assertDays, assertFree, findStanding } from './absence.ts';
import type { AbsenceBody, AbsenceListView } from './absence-contract.ts';
import { absenceMessages } from './absence-messages.ts';
import {
  type Absence,
  endAbsenceRow,
  insertAbsence,
  listAbsences,
  listHolders,
  lockAbsences,
  type NewAbsence,
} from './absence-store.ts';
import { listOfficerNames } from './identity-queries.ts';
import type { IdentityTables } from './identity-tables.gen.ts';

/** Only by a post of their own: whoever stands in for somebody passes nothing on. */
function ownOrganIds(actor: Actor, asHead = false): readonly Id[] {
  return ownPostsOf(actor).flatMap(({ organId, role }) => (!asHead || role === 'organ-head' ? organId : []));
}

/** Officers record their own absence, and the head of the organ that of whoever can't. */
function mayRecord(
  actor: Actor,
  { organId, officerId }: { readonly organId: Id; readonly officerId: Id },
): boolean {
  if (actor.kind !== 'officer' || !ownOrganIds(actor).includes(organId)) return false;
  return actor.id === officerId || ownOrganIds(actor, true).includes(organId);
}

type Holders = Awaited<ReturnType<typeof listHolders>>;

interface LoadedAbsences {
  readonly absences: readonly Absence[];
  readonly holders: Holders;
  readonly organs: readonly Organ[];
  readonly names: ReadonlyMap<Id, string>;
}

async function loadAbsences(db: AnyDb, { actor, now }: UseCaseContext): Promise<LoadedAbsences> {
  const organIds = [...new Set(ownOrganIds(actor))];
  const today = legalDayOf(now);
  const absences = (await listAbsences(db, today)).filter(({ organId }) => organIds.includes(organId));
  const people = absences.flatMap(({ officerId, substituteId, recordedBy }) => [
    officerId,
    substituteId,
    recordedBy,
  ]);
  return {
    absences,
    holders: await listHolders(db, organIds, today),
    organs: organIds.length === 0 ? [] : await listOrgans(db, { ids: organIds }),
    names: await listOfficerNames(db, [...new Set(people)]),
  };
}

export const listOwnAbsences = query<undefined, LoadedAbsences, IdentityTables, AbsenceListView>({
  name: 'list-absences',
  zone: 'extranet',
  audience: ['officer'],
  audited: false,
  object: () => ({ kind: 'absence' }),
  load: (db, _input, context) => loadAbsences(db, context),
  // What is loaded is of the actor's own organs.
  permission: (actor) => actor.kind === 'officer',
  present: (loaded, _input, context) => ({
    absences: absenceViews(loaded, context),
    officers: officersToRecord(loaded, context.actor),
  }),
});

function absenceViews(
  { absences, holders, organs, names }: LoadedAbsences,
  { actor, now }: UseCaseContext,
): AbsenceListView['absences'] {
  const today = legalDayOf(now);
  return absences.map((one) => {
    const filled = holders.filter(
      ({ officerId, postId }) => officerId === one.officerId && one.postIds.includes(postId),
    );
    return {
      id: one.id,
      organId: one.organId,
      organName: organs.find(({ id }) => id === one.organId)?.name ?? { zh: '', en: '' },
      officerName: names.get(one.officerId) ?? '',
      substituteName: names.get(one.substituteId) ?? '',
      roleNames: [...new Set(filled.map(({ role }) => role))].map((role) => roleNames[role]),
      firstDay: one.firstDay,
      lastDay: one.lastDay,
      recordedByName: names.get(one.recordedBy) ?? '',
      isRunning: one.firstDay <= today,
      mayEnd: mayRecord(actor, one),
    };
  });
}

function officersToRecord({ holders, organs }: LoadedAbsences, actor: Actor): AbsenceListView['officers'] {
  return organs.flatMap(({ id: organId, name: organName }) => {
    const here = holders.filter((post) => post.organId === organId);
    const people = [...new Map(here.map(({ id, displayName }) => [id, { id, displayName }])).values()];
    return people.flatMap(({ id: officerId, displayName }) => {
      if (!mayRecord(actor, { organId, officerId })) return [];
      const substitutes = people.filter(({ id }) => findStanding(here, officerId, id) !== undefined);
      const isSelf = actor.kind === 'officer' && actor.id === officerId;
      return [{ organId, organName, officerId, displayName, isSelf, substitutes }];
    });
  });
}

interface Recording {
  readonly known: readonly Absence[];
  readonly holders: Holders;
}

/** From its first day the substitute holds the posts, with the next request; after the last nobody has to take them back. */
export const recordAbsence = command<AbsenceBody, Recording, NewAbsence, void, IdentityTables>({
  name: 'record-absence',
  zone: 'extranet',
  audience: ['officer'],
  object: ({ officerId, organId }) => ({ kind: 'officer', id: officerId, organId }),
  async load(db, { organId }, { now }) {
    await lockAbsences(db, organId);
    const today = legalDayOf(now);
    return { known: await listAbsences(db, today), holders: await listHolders(db, [organId], today) };
  },
  permission: (actor, _loaded, input) => mayRecord(actor, input),
  decide({ known, holders }, { organId, officerId, substituteId, ...days }, { actor, now }) {
    if (actor.kind !== 'officer') throw new Error('Only officers record absences.');
    const wish = { officerId, substituteId, ...assertDays(days, legalDayOf(now)) };
    const standing = findStanding(holders, officerId, substituteId);
    if (standing === undefined) {
      const text = absenceMessages.cannotStandIn;
      throw new AppError('invalid', 'cannot-stand-in', text, { fields: [{ field: 'substituteId', text }] });
    }
    assertFree(
      known.filter((one) => one.organId === organId),
      wish,
    );
    return {
      change: { organId, ...wish, ...standing, recordedBy: actor.id },
      answer: undefined,
      events: [absenceFact('AbsenceRecorded', officerId, organId)],
    };
  },
  store: (db, absence, { now }) => insertAbsence(db, absence, now),
});

interface Ending {
  readonly absence: Absence;
}

/** Back earlier than planned: the substitute's posts end with the next request. */
export const endAbsence = command<
  { readonly absenceId: Id },
  Ending,
  { readonly id: Id; readonly endedBy: Id },
  void,
  IdentityTables
>({
  name: 'end-absence',
  zone: 'extranet',
  audience: ['officer'],
  object: ({ absenceId }, loaded) => ({
    kind: 'absence',
    id: absenceId,
    ...(loaded === undefined ? {} : { organId: loaded.absence.organId }),
  }),
  load: async (db: Db<IdentityTables>, { absenceId }, { now }) => {
    const absence = (await listAbsences(db, legalDayOf(now))).find(({ id }) => id === absenceId);
    if (absence === undefined) throw new AppError('not-found', 'no-absence', absenceMessages.noAbsence);
    return { absence };
  },
  permission: (actor, { absence }) => mayRecord(actor, absence),
  decide({ absence }, _input, { actor }) {
    if (actor.kind !== 'officer') throw new Error('Only officers end absences.');
    return {
      change: { id: absence.id, endedBy: actor.id },
      answer: undefined,
      events: [absenceFact('AbsenceEnded', absence.officerId, absence.organId)],
    };
  },
  store: (db, change, { now }) => endAbsenceRow(db, change, now),
});

function absenceFact(type: string, officerId: Id, organId: Id): NewEvent {
  return { type, schemaVersion: 1, subject: { kind: 'officer', id: officerId }, organId };
}
