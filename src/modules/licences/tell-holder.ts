// Owns what the holder is told of a licence, and in which words; refuses to tell the same thing twice.
import { formatDay, type LegalDay, legalDay } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import { fillText, type Text } from '#kernel/texts';
import { giveNotice } from '#modules/notices';
import type { AnyDb } from '#platform/database';
import { command } from '#platform/use-case';
import type { LicenceInHand } from './licence.ts';
import { isSystem } from './licence-permissions.ts';
import { getLicence, type WholeLicence } from './licence-queries.ts';
import { applyUntil, type ReminderKind } from './licence-renewal.ts';
import type { LicenceEventAct } from './licence-state.ts';
import type { LicencesTables } from './licences-tables.gen.ts';
import { licenceMessages, noticeTexts, reminderTexts } from './messages.ts';

interface TellInput {
  readonly licenceId: Id;
  readonly entryId: Id;
  /** The platform's event: a notice is unique by it. */
  readonly eventId: Id;
}

interface Telling {
  readonly licence: WholeLicence;
  readonly entry: {
    readonly act: LicenceEventAct;
    readonly effectiveOn: string;
    readonly untilOn: string | null;
  };
}

type Notice = Parameters<typeof giveNotice>[1];

/** Tells the holder what was done to a licence; a holder without an account here is told on paper, by the organ. */
export const tellHolder = command<TellInput, Telling, Notice | undefined, void, LicencesTables>({
  name: 'tell-holder',
  zone: 'extranet',
  audience: ['system'],
  object: ({ licenceId }) => ({ kind: 'licence', id: licenceId }),
  async load(db, { licenceId, entryId }) {
    const entry = await db
      .selectFrom('licences.licenceEvent')
      .select((row) => [row.ref('act').$castTo<LicenceEventAct>().as('act'), 'effectiveOn', 'untilOn'])
      .where('id', '=', entryId)
      .executeTakeFirstOrThrow();
    return { licence: await getLicence(db, licenceId), entry };
  },
  permission: isSystem,
  decide({ licence, entry }, { eventId }) {
    const words = noticeTexts[entry.act];
    if (words === undefined || licence.holderId === null)
      return { change: undefined, answer: undefined, events: [] };
    const facts = {
      effectiveOn: legalDay(entry.effectiveOn),
      untilOn: entry.untilOn === null ? null : legalDay(entry.untilOn),
    };
    const change = noticeOf(licence, licence.holderId, eventId, words, facts);
    return { change, answer: undefined, events: [] };
  },
  async store(db, notice, { now }) {
    if (notice !== undefined) await giveNotice(db, notice, now);
  },
});

interface TermReminder {
  readonly reminderId: Id;
  readonly kind: ReminderKind;
  readonly termEndsOn: LegalDay;
  readonly applyDaysBefore: number;
}

/** Reminds the holder of the end of a term, in the caller's transaction, which runs as the extranet's worker. */
export async function tellOfTerm(
  db: AnyDb,
  licence: LicenceInHand,
  { reminderId, kind, termEndsOn, applyDaysBefore }: TermReminder,
  now: Date,
): Promise<void> {
  if (licence.holderId === null) return;
  const facts = { effectiveOn: applyUntil(termEndsOn, applyDaysBefore), untilOn: termEndsOn };
  await giveNotice(db, noticeOf(licence, licence.holderId, reminderId, reminderTexts[kind], facts), now);
}

function noticeOf(
  licence: LicenceInHand,
  residentId: Id,
  causeId: Id,
  words: { readonly title: Text; readonly body: Text },
  { effectiveOn, untilOn }: { readonly effectiveOn: LegalDay; readonly untilOn: LegalDay | null },
): Notice {
  const fill = (message: Text): Text => {
    const inOne = (locale: 'zh' | 'en') =>
      fillText(message, {
        number: licence.number,
        name: licence.name[locale],
        organ: licence.organName[locale],
        day: formatDay(effectiveOn, locale),
        until: untilOn === null ? licenceMessages.openEnded[locale] : formatDay(untilOn, locale),
        ends:
          licence.expiresOn === null
            ? licenceMessages.unlimited[locale]
            : formatDay(licence.expiresOn, locale),
      })[locale];
    return { zh: inOne('zh'), en: inOne('en') };
  };
  return {
    residentId,
    causeId,
    subject: { kind: 'licence', id: licence.id },
    organId: licence.organId,
    districtCode: licence.districtCode,
    title: fill(words.title),
    body: fill(words.body),
    path: `/licences/${licence.number}`,
  };
}
