// Owns the beginning of an application: a draft for the situations that were chosen. Refuses open questions.

import type { FormContent } from '#engines/forms';
import { AppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import {
  alsoApplyForKey,
  chooseServices,
  findForm,
  findLifeEvent,
  type Published,
  type Situations,
} from '#modules/catalogue';
import type { LifeEventContent } from '#modules/catalogue/contract';
import { command } from '#platform/use-case';
import type { CasesTables } from './cases-tables.gen.ts';
import type { Draft } from './draft.ts';
import { insertDraft } from './draft-store.ts';
import { caseMessages } from './messages.ts';

interface StartInput {
  readonly lifeEventKey: string;
  readonly situations: Situations;
}

interface Loaded {
  readonly lifeEvent: Published<LifeEventContent>;
  readonly form: Published<FormContent>;
}

/** Answers with the new draft's id. */
export const startDraft = command<StartInput, Loaded, Draft, Id, CasesTables>({
  name: 'start-draft',
  zone: 'internet',
  audience: ['resident'],
  object: () => ({ kind: 'draft' }),
  async load(db, { lifeEventKey }) {
    const lifeEvent = await findLifeEvent(db, lifeEventKey);
    const form = lifeEvent === undefined ? undefined : await findForm(db, lifeEvent.content.form);
    if (lifeEvent === undefined || form === undefined) {
      throw new AppError('not-found', 'no-such-life-event', caseMessages.noLifeEvent);
    }
    return { lifeEvent, form };
  },
  permission: (actor) => actor.kind === 'resident',
  decide({ lifeEvent, form }, { situations }, { actor, now }) {
    if (actor.kind !== 'resident') throw new Error('Only residents have drafts.');
    const known = lifeEvent.content.situations.flatMap(({ key }) => {
      const value = situations[key];
      return value === undefined ? [] : [[key, value] as const];
    });
    const also = situations[alsoApplyForKey];
    const kept: Situations = {
      ...Object.fromEntries(known),
      ...(also === undefined ? {} : { [alsoApplyForKey]: also }),
    };
    if (chooseServices(lifeEvent.content, kept).services.length === 0)
      throw new AppError('invalid', 'nothing-to-apply-for', caseMessages.nothingToApplyFor);
    const draft: Draft = {
      id: newId(now),
      residentId: actor.id,
      lifeEventVersionId: lifeEvent.id,
      formVersionId: form.id,
      situations: kept,
      answers: {},
      evidence: {},
      modes: {},
      deferred: [],
      revision: 1,
      updatedAt: now,
      submittedAt: null,
      continuedAtCounterAt: null,
    };
    return { change: draft, answer: draft.id, events: [] };
  },
  store: (db, draft, { now }) => insertDraft(db, draft, now),
});
