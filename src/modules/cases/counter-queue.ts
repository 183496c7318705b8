// Owns the queue at a counter: one series of numbers an organ and day, called in order. Refuses a number called twice.
import { sql } from 'kysely';
import { legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import type { Db } from '#platform/database';
import { command } from '#platform/use-case';
import { worksAtCounter } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { OrganBody } from './counter-contract.ts';
import { counterMessages } from './counter-messages.ts';

/** A012: a letter, so that nobody takes it for an amount, and at least three digits. */
export function ticketLabel(sequence: number): string {
  return `A${String(sequence).padStart(3, '0')}`;
}

interface Taken {
  readonly id: Id;
  readonly organId: Id;
  readonly sequence: number;
}

/**
 * Takes the next number for whoever comes in. The day's row stays locked until the transaction ends, so that no number
 * is given twice and none is left out.
 */
export const takeTicket = command<OrganBody, Taken | undefined, Taken | undefined, string, CasesTables>({
  name: 'take-ticket',
  zone: 'extranet',
  audience: ['officer'],
  object: ({ organId }) => ({ kind: 'counter', organId }),
  async load(db, { organId }, { actor, now }) {
    if (!worksAtCounter(actor, { organId })) return undefined;
    const { lastSequence } = await db
      .insertInto('cases.counterDay')
      .values({ organId, day: legalDayOf(now), lastSequence: 1 })
      .onConflict((day) =>
        day.columns(['organId', 'day']).doUpdateSet({
          lastSequence: sql`cases.counter_day.last_sequence + 1`,
        }),
      )
      .returning('lastSequence')
      .executeTakeFirstOrThrow();
    return { id: newId(now), organId, sequence: lastSequence };
  },
  permission: (actor, _loaded, input) => worksAtCounter(actor, input),
  decide: (taken) => ({ change: taken, answer: ticketLabel(taken?.sequence ?? 0), events: [] }),
  async store(db, taken, { now }) {
    if (taken === undefined) return;
    const label = ticketLabel(taken.sequence);
    await db
      .insertInto('cases.counterTicket')
      .values({ ...taken, day: legalDayOf(now), label, takenAt: now })
      .execute();
  },
});

interface Waiting {
  readonly id: Id;
  readonly label: string;
}

/** Calls whoever has waited longest today; two clerks who press at once call two people. */
export const callNext = command<OrganBody, Waiting | undefined, Waiting, string, CasesTables>({
  name: 'call-next',
  zone: 'extranet',
  audience: ['officer'],
  object: ({ organId }) => ({ kind: 'counter', organId }),
  load: (db, { organId }, { now }) =>
    db
      .selectFrom('cases.counterTicket')
      .select(['id', 'label'])
      .where('organId', '=', organId)
      .where('day', '=', legalDayOf(now))
      .where('calledAt', 'is', null)
      .orderBy('sequence')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst(),
  permission: (actor, _loaded, input) => worksAtCounter(actor, input),
  decide(waiting) {
    if (waiting === undefined) throw new AppError('conflict', 'nobody-waits', counterMessages.nobodyWaits);
    return { change: waiting, answer: waiting.label, events: [] };
  },
  async store(db, { id }, { actor, now }) {
    if (actor.kind !== 'officer') throw new Error('Only officers call at a counter.');
    await db
      .updateTable('cases.counterTicket')
      .set({ calledBy: actor.id, calledAt: now })
      .where('id', '=', id)
      .execute();
  },
});

export interface QueueState {
  readonly waiting: number;
  readonly called: string | null;
}

/** How many wait today, and whom this clerk called last. */
export async function findQueueState(
  db: Db<CasesTables>,
  organId: Id,
  clerkId: Id,
  now: Date,
): Promise<QueueState> {
  const today = db
    .selectFrom('cases.counterTicket')
    .where('organId', '=', organId)
    .where('day', '=', legalDayOf(now));
  const { waiting } = await today
    .where('calledAt', 'is', null)
    .select(({ fn }) => fn.countAll<bigint>().as('waiting'))
    .executeTakeFirstOrThrow();
  const called = await today
    .where('calledBy', '=', clerkId)
    .orderBy('calledAt', 'desc')
    .orderBy('sequence', 'desc')
    .limit(1)
    .select('label')
    .executeTakeFirst();
  return { waiting: Number(waiting), called: called?.label ?? null };
}
