// Owns the saving of one page of a draft; refuses wrong answers with a sentence beside each field.
import type { Answers } from '#engines/forms';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import { command } from '#platform/use-case';
import { isOwn } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import { type DraftInHand, neededFields, onlyNeeded, pageErrors } from './draft.ts';
import { assertDraftOpen, type DraftChange, getDraftInHand, updateDraft } from './draft-store.ts';
import { caseMessages } from './messages.ts';

interface SaveInput {
  readonly draftId: Id;
  /** The revision that the page was made from. */
  readonly revision: number;
  readonly pageKey: string;
  /** The page's answers, as `CompiledForm.readAnswers` read them. */
  readonly answers: Answers;
}

/**
 * Saves the answers to one page. Throws AppError 'invalid' with sentences beside fields (nothing is saved then: the
 * page shows again what was entered), and 'conflict' for a draft that changed or was submitted.
 */
export const saveDraft = command<SaveInput, DraftInHand, DraftChange, void, CasesTables>({
  name: 'save-draft',
  zone: 'internet',
  audience: ['resident'],
  object: ({ draftId }) => ({ kind: 'draft', id: draftId }),
  load: (db, { draftId }, { vault }) => getDraftInHand(db, draftId, vault, true),
  permission: (actor, { draft }) => isOwn(actor, draft),
  decide(inHand, { revision, pageKey, answers }) {
    const { draft, form, services } = inHand;
    assertDraftOpen(draft, revision);
    const merged = form.mergePage(draft.answers, pageKey, onlyNeeded(answers, neededFields(services)));
    const errors = pageErrors(inHand, pageKey, merged);
    if (errors.length > 0)
      throw new AppError('invalid', 'answers-invalid', caseMessages.incomplete, { fields: errors });
    return {
      change: {
        draftId: draft.id,
        readRevision: draft.revision,
        answers: { values: merged, content: form.content },
      },
      answer: undefined,
      events: [],
    };
  },
  store: (db, change, { vault, now }) => updateDraft(db, change, vault, now),
});
