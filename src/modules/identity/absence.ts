// Owns who may stand in for whom; pure. Refuses the three administrators, and whoever holds no fitting post in the organ.
import { compareDays, daysBetween, isLegalDay, type LegalDay } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import type { Role } from '#kernel/roles';
import { fillText } from '#kernel/texts';
import { absenceDaysMost } from './absence-contract.ts';
import { absenceMessages } from './absence-messages.ts';

/**
 * Holders of which posts may fill which, in the same organ. The three administrators (三员分立) have no substitutes: whoever
 * could stand in holds the same post already, and nobody may hold two of theirs. Our reading, for legal review: a head is
 * stood in for by whoever decides (docs/decisions/0022).
 */
export const standInRules = {
  'window-clerk': ['window-clerk', 'reviewer', 'approver'],
  reviewer: ['reviewer', 'approver'],
  approver: ['approver', 'reviewer', 'organ-head'],
  'organ-head': ['organ-head', 'approver'],
  supervisor: ['supervisor'],
  'catalogue-editor': ['catalogue-editor'],
  'system-administrator': [],
  'security-administrator': [],
  'audit-administrator': [],
} as const satisfies Record<Role, readonly Role[]>;

/** A post that an officer holds in the organ. */
export interface OrganPost {
  readonly postId: Id;
  readonly officerId: Id;
  readonly role: Role;
}

/** Which posts of the absent officer the substitute may fill, and by which of their own; undefined where none. */
export interface Standing {
  readonly postIds: readonly Id[];
  readonly byPostId: Id;
}

export function findStanding(
  posts: readonly OrganPost[],
  officerId: Id,
  substituteId: Id,
): Standing | undefined {
  if (officerId === substituteId) return undefined;
  const absent = posts.filter((post) => post.officerId === officerId);
  // By the post that entitles to the most: one post is what the whole absence hangs on.
  const standings = posts
    .filter((post) => post.officerId === substituteId)
    .map((own) => ({
      byPostId: own.postId,
      postIds: absent
        .filter(({ role }) => (standInRules[role] as readonly Role[]).includes(own.role))
        .map(({ postId }) => postId),
    }));
  const [best] = standings.toSorted((one, other) => other.postIds.length - one.postIds.length);
  return best === undefined || best.postIds.length === 0 ? undefined : best;
}

export interface AbsenceDays {
  readonly firstDay: LegalDay;
  readonly lastDay: LegalDay;
}

function wrong(
  field: string,
  name: keyof typeof absenceMessages,
  values: Record<string, string | number> = {},
): AppError {
  const text = fillText(absenceMessages[name], values);
  return new AppError('invalid', `absence-${field}`, text, { fields: [{ field, text }] });
}

/** The days. Throws AppError 'invalid' where one is none, they lie in the past, end before they begin, or are too many. */
export function assertDays(
  { firstDay, lastDay }: { readonly firstDay: string; readonly lastDay: string },
  today: LegalDay,
): AbsenceDays {
  if (!isLegalDay(firstDay)) throw wrong('firstDay', 'noDay');
  if (!isLegalDay(lastDay)) throw wrong('lastDay', 'noDay');
  if (compareDays(firstDay, today) < 0) throw wrong('firstDay', 'firstDayPast');
  if (compareDays(lastDay, firstDay) < 0) throw wrong('lastDay', 'lastDayFirst');
  if (daysBetween(firstDay, lastDay) >= absenceDaysMost)
    throw wrong('lastDay', 'tooLong', { most: absenceDaysMost });
  return { firstDay, lastDay };
}

/** An absence that is known, as far as another one may collide with it. */
export interface KnownAbsence extends AbsenceDays {
  readonly officerId: Id;
  readonly substituteId: Id;
}

/**
 * Throws AppError 'invalid' where the officer is away already on one of the days, or the substitute is: a post must not
 * be left to somebody who is not there.
 */
export function assertFree(known: readonly KnownAbsence[], wish: KnownAbsence): void {
  const meets = (one: KnownAbsence) =>
    compareDays(one.firstDay, wish.lastDay) <= 0 && compareDays(wish.firstDay, one.lastDay) <= 0;
  if (known.some((one) => one.officerId === wish.officerId && meets(one)))
    throw wrong('firstDay', 'awayAlready');
  if (known.some((one) => one.officerId === wish.substituteId && meets(one)))
    throw wrong('substituteId', 'substituteAway');
  if (known.some((one) => one.substituteId === wish.officerId && meets(one)))
    throw wrong('firstDay', 'standsInThen');
}
