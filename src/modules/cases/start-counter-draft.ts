// Owns the beginning of an application at the counter: a new draft, or one that the applicant began on the portal.
import { sql } from 'kysely';
import type { FormContent } from '#engines/forms';
import { AppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import { normaliseNumber } from '#kernel/numbers';
import {
  alsoApplyForKey,
  findForm,
  findLifeEvent,
  type Published,
  type Situations,
} from '#modules/catalogue';
import type { LifeEventContent } from '#modules/catalogue/contract';
import { command } from '#platform/use-case';
import { worksAtCounter } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { StartCounterBody, TakeUpBody } from './counter-contract.ts';
import { chooseForCounter } from './counter-draft.ts';
import { insertCounterDraft, type NewCounterDraft } from './counter-draft-store.ts';
import { counterMessages } from './counter-messages.ts';
import { caseMessages } from './messages.ts';

interface Loaded {
  readonly lifeEvent: Published<LifeEventContent>;
  readonly form: Published<FormContent>;
}

/** Begins a draft for the situations that were told, or for services that are named one by one. Answers with its id. */
export const startCounterDraft = command<StartCounterBody, Loaded, NewCounterDraft, Id, CasesTables>({
  name: 'start-counter-draft',
  zone: 'extranet',
  audience: ['officer'],
  object: ({ organId }) => ({ kind: 'counter-draft', organId }),
  async load(db, { lifeEventKey }) {
    const lifeEvent = await findLifeEvent(db, lifeEventKey);
    const form = lifeEvent === undefined ? undefined : await findForm(db, lifeEvent.content.form);
    if (lifeEvent === undefined || form === undefined)
      throw new AppError('not-found', 'no-such-life-event', caseMessages.noLifeEvent);
    return { lifeEvent, form };
  },
  permission: (actor, _loaded, input) => worksAtCounter(actor, input),
  decide({ lifeEvent, form }, { organId, situations, serviceKeys, ticketLabel }, { actor, now }) {
    if (actor.kind !== 'officer') throw new Error('Only officers take applications at a counter.');
    const known = lifeEvent.content.situations.map((one) => one.key);
    const kept: Situations = Object.fromEntries(
      Object.entries(situations).filter(([key]) => known.includes(key) || key === alsoApplyForKey),
    );
    chooseForCounter(lifeEvent.content, { serviceKeys, situations: kept });
    const draft: NewCounterDraft = {
      id: newId(now),
      organId,
      clerkId: actor.id,
      lifeEventVersionId: lifeEvent.id,
      formVersionId: form.id,
      situations: kept,
      serviceKeys,
      ticketLabel,
    };
    return { change: draft, answer: draft.id, events: [] };
  },
  store: (db, draft, { now }) => insertCounterDraft(db, draft, now),
});

interface OnlineDraft {
  readonly draftId: Id;
  readonly residentId: Id;
  readonly lifeEventVersionId: Id;
  readonly formVersionId: Id;
  readonly situations: Situations;
  readonly answers: unknown;
  readonly sensitiveAnswersEncrypted: Buffer | null;
  readonly evidence: unknown;
  readonly modes: unknown;
  readonly deferred: unknown;
}

/**
 * Goes on with a draft of the portal by the code that its applicant shows; the code is used up by it. Whose draft it is
 * the clerk learns only from the document that the applicant shows next.
 */
export const takeUpDraft = command<TakeUpBody, OnlineDraft | undefined, NewCounterDraft, Id, CasesTables>({
  name: 'take-up-draft',
  zone: 'extranet',
  audience: ['officer'],
  object: ({ organId }) => ({ kind: 'counter-draft', organId }),
  async load(db, { code, organId }, { vault, now, actor }) {
    // The code is used up by being read: whoever may not work at this counter must not come so far.
    if (!worksAtCounter(actor, { organId })) return undefined;
    const hmac = vault.lookUpCode(handOverLookUp(code));
    const { rows } = await sql<OnlineDraft>`select * from cases.take_up_draft(${hmac}, ${now})`.execute(db);
    if (rows[0] === undefined) throw new AppError('not-found', 'no-such-code', counterMessages.codeWrong);
    return rows[0];
  },
  permission: (actor, _loaded, input) => worksAtCounter(actor, input),
  decide(online, { organId, ticketLabel }, { actor, now }) {
    if (actor.kind !== 'officer' || online === undefined) throw new Error('Only officers take up drafts.');
    const { lifeEventVersionId, formVersionId, situations } = online;
    const id = newId(now);
    return {
      change: {
        id,
        organId,
        clerkId: actor.id,
        lifeEventVersionId,
        formVersionId,
        situations,
        serviceKeys: null,
        ticketLabel,
        online,
      },
      answer: id,
      events: [],
    };
  },
  store: (db, draft, { now }) => insertCounterDraft(db, draft, now),
});

/** What is looked up of a code, however it was typed: the query codes of applications are looked up by other words. */
export function handOverLookUp(code: string): string {
  return `hand-over:${normaliseNumber(code).replaceAll('-', '')}`;
}
