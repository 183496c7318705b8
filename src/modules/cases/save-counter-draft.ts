// Owns the saving of a counter draft's whole screen; refuses nothing that was typed: what is wrong is told beside it.
import type { Answers } from '#engines/forms';
import type { Id } from '#kernel/ids';
import { command } from '#platform/use-case';
import { worksAtCounter } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import { mandateKey, type SaveCounterBody } from './counter-contract.ts';
import { assertCounterDraftOpen, type CounterDraftInHand } from './counter-draft.ts';
import { type CounterDraftChange, getCounterDraft, updateCounterDraft } from './counter-draft-store.ts';
import { choicesOfMode, type DraftContent, evidenceToAttach, neededFields, onlyNeeded } from './draft.ts';

type SaveInput = SaveCounterBody & { readonly draftId: Id };

/**
 * Saves all answers, manners and ticks at once. Wrong answers are kept as they were typed, because the person is
 * standing there: the view of the draft says beside each field what is wrong, and sending refuses.
 */
export const saveCounterDraft = command<SaveInput, CounterDraftInHand, CounterDraftChange, void, CasesTables>(
  {
    name: 'save-counter-draft',
    zone: 'extranet',
    audience: ['officer'],
    object: ({ draftId }, loaded) => ({
      kind: 'counter-draft',
      id: draftId,
      ...(loaded === undefined ? {} : { organId: loaded.draft.organId }),
    }),
    load: (db, { draftId }, { vault }) => getCounterDraft(db, draftId, vault, true),
    permission: (actor, { draft }) => worksAtCounter(actor, draft),
    decide(inHand, input) {
      const { draft, form } = inHand;
      assertCounterDraftOpen(draft, input.revision);
      const answers = readAnswers(inHand, input.answers);
      const modes = readModes(inHand, input.modes);
      // What is asked for depends on what has just been answered.
      const then = { ...inHand, draft: { ...draft, answers, modes } };
      const needed = evidenceToAttach(then);
      const deferred = needed
        .filter((one) => one.deferrable && draft.evidence[one.requirement.key] === undefined)
        .map((one) => one.requirement.key)
        .filter((key) => input.deferred.includes(key));
      const originalsSeen = [...needed.map((one) => one.requirement.key), mandateKey].filter(
        (key) => draft.evidence[key] !== undefined && input.originalsSeen.includes(key),
      );
      return {
        change: {
          draftId: draft.id,
          readRevision: draft.revision,
          answers: { values: answers, content: form.content },
          modes,
          deferred,
          originalsSeen,
        },
        answer: undefined,
        events: [],
      };
    },
    store: (db, change, { vault, now }) => updateCounterDraft(db, change, vault, now),
  },
);

function readAnswers({ form, services }: CounterDraftInHand, typed: SaveCounterBody['answers']): Answers {
  const fields = new Map(
    Object.entries(typed).map(([key, value]) => [key, typeof value === 'string' ? [value] : value] as const),
  );
  const read = form.content.pages.map((page) => form.readAnswers(fields, page.key));
  return onlyNeeded(Object.assign({}, ...read), neededFields(services));
}

/** A mode that a service doesn't offer is nobody's choice, and the one before stays. */
function readModes(inHand: CounterDraftInHand, typed: SaveCounterBody['modes']): DraftContent['modes'] {
  const chosen = choicesOfMode(inHand).flatMap(({ service, offered }) => {
    const mode = offered.find((one) => one === typed[service.key]);
    return mode === undefined ? [] : [[service.key, mode] as const];
  });
  return { ...inHand.draft.modes, ...Object.fromEntries(chosen) };
}
