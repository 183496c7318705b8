// Owns the sending of what was taken at the counter: signed on paper, once. Refuses what was changed after it was printed.
import { legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import type { Db } from '#platform/database';
import { command, type UseCaseContext } from '#platform/use-case';
import { type Application, findApplicationOfDraft, insertApplication } from './application-store.ts';
import { worksAtCounter } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import { mandateKey, type RevisionBody, type SubmitCounterBody } from './counter-contract.ts';
import { assertCounterDraftOpen, type CounterDraftInHand, counterDraftErrors } from './counter-draft.ts';
import {
  type CounterDraftChange,
  getCounterDraft,
  markPrinted,
  updateCounterDraft,
} from './counter-draft-store.ts';
import { counterMessages } from './counter-messages.ts';
import { draftErrors } from './draft.ts';
import { applicationFrom, assertComplete, listClosedServices } from './new-application.ts';

interface Loaded extends CounterDraftInHand {
  readonly submittedAs: Id | undefined;
  readonly closedServices: readonly Text[];
}

async function loadSubmitting(
  db: Db<CasesTables>,
  { draftId }: { readonly draftId: Id },
  { vault, now }: UseCaseContext,
): Promise<Loaded> {
  const inHand = await getCounterDraft(db, draftId, vault, true);
  return {
    ...inHand,
    submittedAs: await findApplicationOfDraft(db, draftIdOf(inHand)),
    closedServices: await listClosedServices(db, inHand, legalDayOf(now)),
  };
}

/** An application has one draft: of what was continued at the counter it is the portal's, which is so sent at most once. */
function draftIdOf({ draft }: CounterDraftInHand): Id {
  return draft.onlineDraftId ?? draft.id;
}

/** Throws AppError 'invalid' with a sentence for everything that is missing. */
function assertReady(loaded: Loaded): void {
  const known = draftErrors(loaded);
  const more = counterDraftErrors(loaded).filter((one) => !known.some((other) => other.field === one.field));
  assertComplete(loaded, loaded.closedServices, more);
}

/**
 * States that this revision is printed to be signed. Only what is complete is printed, and only what was printed can be
 * sent: the paper that the applicant signed and the application are the same.
 */
export const printCounterDraft = command<
  RevisionBody & { readonly draftId: Id },
  Loaded,
  { readonly draftId: Id; readonly revision: number },
  void,
  CasesTables
>({
  name: 'print-counter-draft',
  zone: 'extranet',
  audience: ['officer'],
  object: ({ draftId }, loaded) => ({
    kind: 'counter-draft',
    id: draftId,
    ...(loaded === undefined ? {} : { organId: loaded.draft.organId }),
  }),
  load: loadSubmitting,
  permission: (actor, { draft }) => worksAtCounter(actor, draft),
  decide(loaded, { revision }) {
    assertCounterDraftOpen(loaded.draft, revision);
    assertReady(loaded);
    return { change: { draftId: loaded.draft.id, revision }, answer: undefined, events: [] };
  },
  store: (db, { draftId, revision }) => markPrinted(db, draftId, revision),
});

interface Submission {
  readonly application: Application;
  readonly draft: CounterDraftChange;
  readonly form: CounterDraftInHand['form'];
}

/**
 * Sends it and answers with the application's id. The declaration and the commitments (告知承诺) stand on the printed
 * form, so the signature under it is what the ticks are on the portal. Pressing twice gives one application.
 */
export const submitCounterApplication = command<
  SubmitCounterBody & { readonly draftId: Id },
  Loaded,
  Submission | undefined,
  Id,
  CasesTables
>({
  name: 'submit-counter-application',
  zone: 'extranet',
  audience: ['officer'],
  object: ({ draftId }, loaded) => ({
    kind: 'counter-draft',
    id: draftId,
    ...(loaded === undefined ? {} : { organId: loaded.draft.organId }),
  }),
  load: loadSubmitting,
  permission: (actor, { draft }) => worksAtCounter(actor, draft),
  decide(loaded, { revision, signed }, { actor, now, vault }) {
    if (loaded.submittedAs !== undefined)
      return { change: undefined, answer: loaded.submittedAs, events: [] };
    const { draft } = loaded;
    if (actor.kind !== 'officer') throw new Error('Only officers send from a counter.');
    assertCounterDraftOpen(draft, revision);
    assertReady(loaded);
    if (draft.printedRevision !== draft.revision)
      throw new AppError('conflict', 'print-first', counterMessages.printFirst);
    const text = counterMessages.notSigned;
    if (!signed) throw new AppError('invalid', 'not-signed', text, { fields: [{ field: 'signed', text }] });
    const { applicant, residentId, agent } = draft;
    if (applicant === null || residentId === null) throw new Error('A ready draft has an applicant.');
    const submitter = {
      draftId: draftIdOf(loaded),
      residentId,
      applicantName: applicant.name,
      applicantIdNumber: applicant.number,
      counter: {
        receivedBy: actor.id,
        receivedAtOrganId: draft.organId,
        originalsSeen: draft.originalsSeen,
        agent: agent?.agent ?? null,
        agentIdNumberEncrypted: agent === null ? null : vault.encrypt(agent.number),
      },
    };
    const whole = applicationFrom(loaded, submitter, now, vault);
    const { [mandateKey]: mandate, ...evidence } = whole.evidence;
    // A mandate without an agent is left from somebody who then came in person.
    const application = agent === null && mandate !== undefined ? { ...whole, evidence } : whole;
    return {
      change: {
        application,
        draft: { draftId: draft.id, readRevision: draft.revision, submittedAt: now },
        form: loaded.form,
      },
      answer: application.id,
      events: [
        {
          type: 'ApplicationSubmitted',
          schemaVersion: 1,
          subject: { kind: 'application', id: application.id },
          organId: draft.organId,
          data: { districtCode: application.districtCode },
        },
      ],
    };
  },
  async store(db, submission, { vault, now }) {
    if (submission === undefined) return;
    await insertApplication(db, submission.application, submission.form.content, vault);
    await updateCounterDraft(db, submission.draft, vault, now);
  },
});
