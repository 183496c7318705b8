// Owns the steps of a hearing and what the law asks of each; pure. Refuses each step that comes too early, late or by the wrong person.
import { type Calendar, computeDeadline, type Limit, law } from '#engines/clock';
import { compareDays, formatDay, type LegalDay, legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import { fillText, type Text } from '#kernel/texts';
import { hearingMessages } from './hearing-messages.ts';
import type { HearingBasis } from './procedure-contract.ts';

/** A hearing as it stands. Days are working days (行政许可法 第八十二条). */
export interface Hearing {
  readonly basis: HearingBasis;
  /** Names of the interested persons who were told (第三十六条). */
  readonly interested: readonly string[];
  readonly toldOn: LegalDay;
  /** The last day to ask for it; null where the organ has to hold it unasked (第四十六条). */
  readonly askBy: LegalDay | null;
  readonly asked: { readonly by: string; readonly on: LegalDay } | null;
  /** The last day to hold it, of one that was asked for. */
  readonly holdBy: LegalDay | null;
  readonly appointment: HearingAppointment | null;
  /** Who presided before somebody asked for their withdrawal (第四十八条第一款第三项). */
  readonly withdrawn: readonly { readonly name: string; readonly on: LegalDay }[];
}

export interface HearingAppointment {
  readonly at: string;
  readonly place: string;
  readonly noticeOn: LegalDay;
  readonly presidingId: Id;
  readonly presidingName: string;
}

/** 第四十八条第一款第一项; in no table of limits, because it counts towards a day and not from one. */
const noticeDays = 7;

/** The hearing as it is told of. Without the request of somebody it has to be held, or it may be asked for. */
export function tellHearing(
  basis: HearingBasis,
  interested: readonly string[],
  today: LegalDay,
  { calendar, request }: { readonly calendar: Calendar; readonly request: Limit },
): Hearing {
  const names = interested.map((one) => one.trim()).filter((one) => one !== '');
  const isAskedFor = basis === 'major-interests';
  if (isAskedFor && names.length === 0) throw refused('interestedNeeded', 'interested');
  return {
    basis,
    interested: names,
    toldOn: today,
    askBy: isAskedFor ? computeDeadline({ calendar, from: today, ...request }).due : null,
    asked: null,
    holdBy: null,
    appointment: null,
    withdrawn: [],
  };
}

/** Somebody who was told asks for it in time: from then on the organ has twenty days. */
export function askForHearing(
  hearing: Hearing,
  { by, on }: { readonly by: string; readonly on: LegalDay },
  today: LegalDay,
  { calendar, organise }: { readonly calendar: Calendar; readonly organise: Limit },
): Hearing {
  if (hearing.askBy === null || hearing.asked !== null) throw refused('notAskedFor', 'by');
  if (by.trim() === '') throw refused('askerNeeded', 'by');
  if (compareDays(on, hearing.toldOn) < 0 || compareDays(on, today) > 0) throw refused('askedOnWrong', 'on');
  if (compareDays(on, hearing.askBy) > 0) throw refused('askedTooLate', 'on', { day: hearing.askBy });
  const holdBy = computeDeadline({ calendar, from: on, ...organise }).due;
  return { ...hearing, asked: { by: by.trim(), on }, holdBy };
}

/** What is to be appointed, and what is known of whoever is to preside. */
export interface AppointmentWish {
  readonly at: string;
  readonly place: string;
  readonly presiding: { readonly id: Id; readonly name: string } | undefined;
  /** Whether they gave an opinion on this application, or accepted it. */
  readonly presidingReviewed: boolean;
}

/**
 * Seven whole working days lie between the notice and the hearing: of the two ways to read 七日前 the one that leaves
 * those concerned more time. Another presiding officer for the same time and place needs no new notice.
 */
export function appointHearing(
  hearing: Hearing,
  wish: AppointmentWish,
  today: LegalDay,
  calendar: Calendar,
): Hearing {
  const { askBy, asked, holdBy, appointment: before } = hearing;
  if (askBy !== null && asked === null) throw refused('notAskedYet', 'at');
  const instant = new Date(wish.at);
  if (Number.isNaN(instant.getTime())) throw refused('momentNeeded', 'at');
  const day = legalDayOf(instant);
  const isSame = before !== null && before.at === wish.at && before.place === wish.place;
  const earliest = computeDeadline({
    calendar,
    from: today,
    count: noticeDays,
    unit: 'working-day',
    basis: law.hearingNotice,
  }).due;
  if (!isSame && compareDays(day, earliest) <= 0) throw refused('noticeTooShort', 'at', { day: earliest });
  if (holdBy !== null && compareDays(day, holdBy) > 0) throw refused('heldTooLate', 'at', { day: holdBy });
  if (wish.presiding === undefined) throw refused('presidingNeeded', 'presidingId');
  if (wish.presidingReviewed) throw refused('presidingReviewed', 'presidingId');
  const wasWithdrawn = before !== null && before.presidingId !== wish.presiding.id;
  return {
    ...hearing,
    appointment: {
      at: wish.at,
      place: wish.place.trim(),
      noticeOn: isSame ? before.noticeOn : today,
      presidingId: wish.presiding.id,
      presidingName: wish.presiding.name,
    },
    withdrawn: wasWithdrawn
      ? [...hearing.withdrawn, { name: before.presidingName, on: today }]
      : hearing.withdrawn,
  };
}

/**
 * Whether the appointment is announced to the public (第四十六条): of a hearing that is held unasked, whenever its time or place
 * is new. Who presides is told to those concerned.
 */
export function isAnnounced(before: Hearing, { askBy, appointment }: Hearing): boolean {
  const { at, place } = before.appointment ?? {};
  return askBy === null && appointment !== null && (appointment.at !== at || appointment.place !== place);
}

/**
 * Who presides over hearings of a case, or did: they do not review the application, before the hearing or after
 * (第四十八条第一款第三项). Whoever was replaced before it was held did not preside.
 */
export function presidingIdsOf(procedures: readonly { readonly hearing: Hearing | null }[]): ReadonlySet<Id> {
  return new Set(procedures.flatMap(({ hearing }) => hearing?.appointment?.presidingId ?? []));
}

/** Throws where one of these officers, about to give an opinion on the application, presides over its hearing. */
export function assertNotPresiding(
  presidingIds: ReadonlySet<Id>,
  officerId: Id,
  companionId: Id | null,
): void {
  if (presidingIds.has(officerId)) throw refused('presidesNotReviews', 'opinion');
  if (companionId !== null && presidingIds.has(companionId))
    throw refused('companionPresides', 'companionId');
}

export type HearingOutcome = 'done' | 'not-asked';

/** How it may end now: held, with minutes; or not held, because nobody asked for it in time. */
export function hearingOutcomes(hearing: Hearing, today: LegalDay): readonly HearingOutcome[] {
  const { askBy, asked, appointment } = hearing;
  if (askBy !== null && asked === null) return compareDays(today, askBy) > 0 ? ['not-asked'] : [];
  return appointment !== null && compareDays(today, legalDayOf(new Date(appointment.at))) >= 0
    ? ['done']
    : [];
}

/** Throws where it can't end so: too early, or held without minutes that those who took part have signed. */
export function assertHearingEnds(hearing: Hearing, outcome: string, minutes: number, today: LegalDay): void {
  const possible: readonly string[] = hearingOutcomes(hearing, today);
  if (!possible.includes(outcome)) {
    if (hearing.askBy !== null && hearing.asked === null)
      throw refused('mayStillAsk', 'outcome', { day: hearing.askBy });
    throw refused('notHeldYet', 'outcome');
  }
  if (outcome === 'done' && minutes === 0) throw refused('minutesNeeded', 'file');
}

/** The day from which its time isn't counted: of one that was asked for the day of the request (第四十五条). */
export function stoppedFrom({
  hearing,
  startsOn,
}: {
  readonly hearing: Hearing | null;
  readonly startsOn: LegalDay;
}): LegalDay {
  return hearing?.asked?.on ?? startsOn;
}

function refused(
  name: keyof typeof hearingMessages,
  field: string,
  { day }: { readonly day?: LegalDay } = {},
): AppError {
  const message = hearingMessages[name];
  const text: Text =
    day === undefined
      ? message
      : {
          zh: fillText(message, { day: formatDay(day, 'zh') }).zh,
          en: fillText(message, { day: formatDay(day, 'en') }).en,
        };
  const code = `hearing-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return new AppError('invalid', code, text, { fields: [{ field, text }] });
}
