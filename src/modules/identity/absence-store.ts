// Owns the SQL of absences, of who is at work on a day, and of leaving; refuses the reason of an absence: there is no column.
import { sql } from 'kysely';
import { type LegalDay, legalDay } from '#kernel/dates';
import { type Id, newId } from '#kernel/ids';
import { isRole, type Role } from '#kernel/roles';
import { listPosts } from '#modules/organs';
import type { AnyDb } from '#platform/database';
import type { KnownAbsence, OrganPost, Standing } from './absence.ts';
import { listOfficers, type Officer } from './identity-queries.ts';
import type { IdentityTables } from './identity-tables.gen.ts';

export interface Absence extends KnownAbsence {
  readonly id: Id;
  readonly organId: Id;
  readonly postIds: readonly Id[];
  readonly recordedBy: Id;
}

/** Absences that have not ended by that day, of the organs that the actor sees. */
export async function listAbsences(db: AnyDb, day: LegalDay): Promise<readonly Absence[]> {
  const rows = await db
    .withTables<IdentityTables>()
    .selectFrom('identity.absence')
    .select(['id', 'organId', 'officerId', 'substituteId', 'postIds', 'firstDay', 'lastDay', 'recordedBy'])
    .where('endedAt', 'is', null)
    .where('lastDay', '>=', day)
    .orderBy('firstDay')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, firstDay: legalDay(row.firstDay), lastDay: legalDay(row.lastDay) }));
}

/** As listOfficers, without those who are away that day. Blind spot: absences in organs that the actor does not see. */
export async function listOfficersAtWork(
  db: AnyDb,
  organId: Id,
  among: readonly Role[],
  day: LegalDay,
): Promise<readonly Officer[]> {
  const officers = await listOfficers(db, organId, among, day);
  if (officers.length === 0) return officers;
  const away = (await listAbsences(db, day))
    .filter((one) => one.organId === organId && one.firstDay <= day)
    .map(({ officerId }) => officerId);
  return officers.filter(({ id }) => !away.includes(id));
}

/** Who holds which post in these organs on that day, by name. */
export async function listHolders(
  db: AnyDb,
  organIds: readonly Id[],
  day: LegalDay,
): Promise<readonly (OrganPost & Officer & { readonly organId: Id })[]> {
  const posts = new Map(
    (await listPosts(db)).filter((post) => organIds.includes(post.organId)).map((post) => [post.id, post]),
  );
  const rows = await db
    .withTables<IdentityTables>()
    .selectFrom('identity.postHolding as holding')
    .innerJoin('identity.officer as officer', 'officer.id', 'holding.officerId')
    .select(['officer.id', 'officer.displayName', 'holding.postId'])
    .where(sql<boolean>`holding.post_id = any (${[...posts.keys()]}::uuid[])`)
    .where('officer.closedAt', 'is', null)
    .where('holding.validFrom', '<=', day)
    .where((row) => row.or([row('holding.validTo', 'is', null), row('holding.validTo', '>=', day)]))
    .orderBy('officer.displayName')
    .orderBy('officer.id')
    .execute();
  return rows.flatMap(({ id, displayName, postId }) => {
    const post = posts.get(postId);
    return post !== undefined && isRole(post.role)
      ? [{ id, officerId: id, displayName, postId, organId: post.organId, role: post.role }]
      : [];
  });
}

/** Absences of one organ are recorded one after the other, so that none meets another unseen. */
export async function lockAbsences(db: AnyDb, organId: Id): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('absence' || ${organId}::text, 26))`.execute(
    db.withTables<IdentityTables>(),
  );
}

export interface NewAbsence extends KnownAbsence, Standing {
  readonly organId: Id;
  readonly recordedBy: Id;
}

export async function insertAbsence(db: AnyDb, absence: NewAbsence, now: Date): Promise<void> {
  await db
    .withTables<IdentityTables>()
    .insertInto('identity.absence')
    .values({ id: newId(now), ...absence, postIds: [...absence.postIds], recordedAt: now })
    .execute();
}

export async function endAbsenceRow(
  db: AnyDb,
  { id, endedBy }: { readonly id: Id; readonly endedBy: Id },
  now: Date,
): Promise<void> {
  await db
    .withTables<IdentityTables>()
    .updateTable('identity.absence')
    .set({ endedAt: now, endedBy })
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .execute();
}

export interface StaffRow {
  readonly officerId: Id;
  readonly displayName: string;
  readonly organId: Id;
  readonly role: string;
}

/** Officers at work with their posts, for whoever may let them leave: the database asks. Null: of all organs. */
export async function listStaffRows(db: AnyDb, organId: Id | null, now: Date): Promise<readonly StaffRow[]> {
  const { rows } = await sql<StaffRow>`select * from identity.list_staff(${organId}::uuid, ${now})`.execute(
    db.withTables<IdentityTables>(),
  );
  return rows;
}

export interface RunningAbsence {
  readonly id: Id;
  readonly officerName: string;
  readonly substituteName: string;
  readonly isOwn: boolean;
  readonly firstDay: string;
  readonly lastDay: string;
}

/** What ends with a departure; the database asks who wants to know. */
export async function listRunningAbsences(
  db: AnyDb,
  officerId: Id,
  organId: Id | null,
  now: Date,
): Promise<readonly RunningAbsence[]> {
  const { rows } = await sql<RunningAbsence>`
    select id, officer_name, substitute_name, is_own, first_day, last_day
    from identity.list_running_absences(${officerId}, ${organId}::uuid, ${now})`.execute(
    db.withTables<IdentityTables>(),
  );
  return rows;
}

/** Ends the posts at once, and with all of them the account and its sessions. False where it was not done. */
export async function letLeave(db: AnyDb, officerId: Id, organId: Id | null, now: Date): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select identity.let_leave(${officerId}, ${organId}::uuid, ${now}) as done`.execute(
    db.withTables<IdentityTables>(),
  );
  return rows[0]?.done === true;
}
