// Owns how an officer leaves a post or the service: what is open, who gets it, in one act. Refuses to leave anything behind.
import { sql } from 'kysely';
import { type Actor, ownPostsOf } from '#kernel/actors';
import { legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import { administratorRoles, isRole, type Role, roleNames } from '#kernel/roles';
import { fillText } from '#kernel/texts';
import {
  letLeave,
  listOfficersAtWork,
  listRunningAbsences,
  listStaffRows,
  type Officer,
  type RunningAbsence,
  type StaffRow,
} from '#modules/identity';
import { listOrgans } from '#modules/organs';
import type { AnyDb, Db } from '#platform/database';
import type { NewEvent } from '#platform/events';
import { command, query, type UseCaseContext } from '#platform/use-case';
import { assignmentMessages } from './assignment-messages.ts';
import type { DepartureBody, DepartureDone, DepartureView, StaffView } from './departure-contract.ts';
import type { WorkTables } from './work-tables.gen.ts';

/** Hearings over which an officer presides; the module of cases knows them. Null: of all organs. */
export type ListPresided = (
  db: AnyDb,
  which: { readonly officerId: Id; readonly organId: Id | null },
  now: Date,
) => Promise<DepartureView['hearings']>;

interface Scope {
  /** Null: the whole service. */
  readonly organId: Id | null;
}

interface OfficerScope extends Scope {
  readonly officerId: Id;
}

/** By a post of their own: standing in for the head is no power over the organ's people. */
function holds(actor: Actor, role: Role, organId?: Id): boolean {
  return ownPostsOf(actor).some(
    (post) => post.role === role && (organId === undefined || post.organId === organId),
  );
}

/** An organ's head lets its officers leave; the security administrator (安全管理员) anyone, and alone closes accounts. */
function mayLetLeave(actor: Actor, organId: Id | null): boolean {
  return holds(actor, 'security-administrator') || (organId !== null && holds(actor, 'organ-head', organId));
}

interface LoadedStaff {
  readonly staff: readonly StaffRow[];
  readonly organNames: ReadonlyMap<Id, StaffView['officers'][number]['posts'][number]['organName']>;
}

async function loadStaff(db: AnyDb, { organId }: Scope, now: Date): Promise<LoadedStaff> {
  const staff = await listStaffRows(db, organId, now);
  const organs = await listOrgans(db, { ids: [...new Set(staff.map((row) => row.organId))] });
  return { staff, organNames: new Map(organs.map(({ id, name }) => [id, name])) };
}

export const listStaff = query<Scope, LoadedStaff, WorkTables, StaffView>({
  name: 'list-staff',
  zone: 'extranet',
  audience: ['officer'],
  audited: false,
  object: () => ({ kind: 'officer' }),
  load: (db, scope, { now }) => loadStaff(db, scope, now),
  permission: (actor, _loaded, { organId }) => mayLetLeave(actor, organId),
  present: ({ staff, organNames }, _scope, { actor }) => ({
    officers: [...new Map(staff.map((row) => [row.officerId, row])).values()].map(
      ({ officerId, displayName }) => ({
        id: officerId,
        displayName,
        posts: staff
          .filter((row) => row.officerId === officerId)
          .flatMap(({ organId, role }) =>
            isRole(role)
              ? [
                  {
                    organId,
                    organName: organNames.get(organId) ?? { zh: '', en: '' },
                    roleName: roleNames[role],
                  },
                ]
              : [],
          ),
      }),
    ),
    mayCloseAccounts: holds(actor, 'security-administrator'),
  }),
});

interface OpenWork {
  readonly organId: Id;
  readonly element: string;
  readonly name: string;
  readonly candidateRoles: readonly string[];
  readonly claimed: bigint;
  readonly delegated: bigint;
}

interface Leaving extends LoadedStaff {
  readonly work: readonly OpenWork[];
  /** Who could get the tasks of a row, in its order. */
  readonly successors: readonly (readonly Officer[])[];
  readonly absences: readonly RunningAbsence[];
}

async function loadLeaving(db: Db<WorkTables>, scope: OfficerScope, now: Date): Promise<Leaving> {
  const { officerId, organId } = scope;
  const { rows: work } = await sql<OpenWork>`
    select * from work.list_open_work(${officerId}, ${organId}::uuid, ${now})`.execute(db);
  const successors: (readonly Officer[])[] = [];
  for (const row of work) {
    const able = await listOfficersAtWork(
      db,
      row.organId,
      row.candidateRoles.filter(isRole),
      legalDayOf(now),
    );
    successors.push(able.filter(({ id }) => id !== officerId));
  }
  const absences = await listRunningAbsences(db, officerId, organId, now);
  return { ...(await loadStaff(db, scope, now)), work, successors, absences };
}

function aboutOfficer({ officerId, organId }: OfficerScope) {
  return { kind: 'officer', id: officerId, ...(organId === null ? {} : { organId }) };
}

function totalOf({ work }: Leaving): number {
  return work.reduce((sum, { claimed, delegated }) => sum + Number(claimed) + Number(delegated), 0);
}

function assertAtWork({ staff }: LoadedStaff, officerId: Id): void {
  if (!staff.some((row) => row.officerId === officerId))
    throw new AppError('not-found', 'no-such-officer', assignmentMessages.noOfficer);
}

type ViewLeaving = Leaving & { readonly hearings: DepartureView['hearings'] };

/** The dry run: everything that is open of the officer, and who could get it. */
export const viewDeparture = query<
  OfficerScope & { readonly listPresided: ListPresided },
  ViewLeaving,
  WorkTables,
  DepartureView
>({
  name: 'view-departure',
  zone: 'extranet',
  audience: ['officer'],
  audited: true,
  object: aboutOfficer,
  load: async (db, scope, { now }) => ({
    ...(await loadLeaving(db, scope, now)),
    hearings: await scope.listPresided(db, scope, now),
  }),
  permission: (actor, _loaded, { organId }) => mayLetLeave(actor, organId),
  present(leaving, { officerId }) {
    assertAtWork(leaving, officerId);
    const { work, successors, organNames, absences, hearings } = leaving;
    return {
      tasks: work.map(({ organId, element, name, claimed, delegated }, index) => ({
        organId,
        organName: organNames.get(organId) ?? { zh: '', en: '' },
        element,
        name,
        claimed: Number(claimed),
        delegated: Number(delegated),
        successors: successors[index] ?? [],
      })),
      total: totalOf(leaving),
      absences,
      hearings,
    };
  },
});

type Departure = OfficerScope & Pick<DepartureBody, 'shares' | 'reason'>;

/**
 * Ends the posts now, closes the account where it is the whole service, and hands everything over, in one transaction:
 * nothing stays with somebody who may not do it any more. What was looked at is what is handed over, or nothing is.
 */
export const letOfficerLeave = command<
  DepartureBody & { readonly officerId: Id },
  Leaving,
  Departure,
  DepartureDone,
  WorkTables
>({
  name: 'let-officer-leave',
  zone: 'extranet',
  audience: ['officer'],
  object: aboutOfficer,
  load: (db, scope, { now }) => loadLeaving(db, scope, now),
  permission: (actor, _loaded, { organId }) => mayLetLeave(actor, organId),
  decide(leaving, input, { actor }: UseCaseContext) {
    const { officerId, organId, shares, seenTasks, reason } = input;
    assertAtWork(leaving, officerId);
    if (actor.kind === 'officer' && actor.id === officerId)
      throw new AppError('conflict', 'not-yourself', assignmentMessages.notYourself);
    const roles = leaving.staff.filter((row) => row.officerId === officerId).map(({ role }) => role);
    // A head does not remove another, nor one of the three administrators (三员), who watch over heads too.
    const isProtected = roles.some(
      (role) => role === 'organ-head' || administratorRoles.some((one) => one === role),
    );
    if (isProtected && !holds(actor, 'security-administrator'))
      throw new AppError('conflict', 'security-administrator-needed', assignmentMessages.headOrAdministrator);
    const total = totalOf(leaving);
    if (total !== seenTasks) throw new AppError('conflict', 'work-changed', assignmentMessages.workChanged);
    assertSuccessors(leaving, shares);
    return {
      change: { officerId, organId, shares, reason: reason.trim() },
      answer: { handedOver: total },
      events: eventsOf(leaving, officerId),
    };
  },
  async store(db, { officerId, organId, shares, reason }, { now }) {
    // First the posts: whoever claims something at this moment waits for the lock, and then has no post any more.
    if (!(await letLeave(db, officerId, organId, now)))
      throw new AppError('not-found', 'no-such-officer', assignmentMessages.noOfficer);
    await sql`
      select work.hand_over(${officerId}, ${organId}::uuid, ${JSON.stringify(shares)}::jsonb, ${reason}, ${now})`.execute(
      db,
    );
  },
});

function assertSuccessors({ work, successors }: Leaving, shares: DepartureBody['shares']): void {
  for (const { organId, element, successorId } of shares) {
    if (successorId === null) continue;
    const isAble = work.some(
      (row, index) =>
        row.organId === organId &&
        row.element === element &&
        successors[index]?.some(({ id }) => id === successorId) === true,
    );
    if (isAble) continue;
    const text = fillText(assignmentMessages.successorUnfit, { element });
    throw new AppError('invalid', 'successor-unfit', text, { fields: [{ field: 'shares', text }] });
  }
}

/** One fact for each organ whose work it concerns, however much that is: pages that are open there ask anew. */
function eventsOf({ staff, work }: Leaving, officerId: Id): readonly NewEvent[] {
  const own = staff.filter((row) => row.officerId === officerId).map(({ organId }) => organId);
  return [...new Set([...own, ...work.map(({ organId }) => organId)])].map((organId) => ({
    type: 'OfficerLeft',
    schemaVersion: 1,
    subject: { kind: 'officer', id: officerId },
    organId,
  }));
}
