// Owns the submission: one application for one draft, whole or not at all. Refuses what is incomplete, and a second one.
import { legalDayOf } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import { getResident, type Resident } from '#modules/identity';
import { command } from '#platform/use-case';
import { type Application, findApplicationOfDraft, insertApplication } from './application-store.ts';
import { isOwn } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import { committedServices, type DraftInHand } from './draft.ts';
import { assertDraftOpen, type DraftChange, getDraftInHand, updateDraft } from './draft-store.ts';
import { caseMessages } from './messages.ts';
import { applicationFrom, assertComplete, listClosedServices } from './new-application.ts';
import { procedureMessages } from './procedure-messages.ts';

interface SubmitInput {
  readonly draftId: Id;
  /** The revision that 'check your answers' showed. */
  readonly revision: number;
  /** The declaration under the answers was ticked (行政许可法 第三十一条: the applicant answers for the truth). */
  readonly declared: boolean;
  /** Keys of the services whose commitment was accepted, each by its own tick (告知承诺). */
  readonly committed?: readonly string[];
}

interface Loaded extends DraftInHand {
  readonly resident: Resident;
  readonly submittedAs: Id | undefined;
  /** Names of services that nobody handles in the division of the premises. */
  readonly closedServices: readonly Text[];
}

interface Submission {
  readonly application: Application;
  readonly draft: DraftChange;
  readonly form: DraftInHand['form'];
}

/**
 * Submits a draft and answers with the application's id. The draft's row is locked, so that of two submissions at once
 * the second finds the first one's application and answers with it: pressing twice gives one application.
 */
export const submitApplication = command<SubmitInput, Loaded, Submission | undefined, Id, CasesTables>({
  name: 'submit-application',
  zone: 'internet',
  audience: ['resident'],
  object: ({ draftId }) => ({ kind: 'draft', id: draftId }),
  async load(db, { draftId }, { vault, now }) {
    const inHand = await getDraftInHand(db, draftId, vault, true);
    const [resident, submittedAs, closedServices] = await Promise.all([
      getResident(db, vault, inHand.draft.residentId),
      findApplicationOfDraft(db, draftId),
      listClosedServices(db, inHand, legalDayOf(now)),
    ]);
    return { ...inHand, resident, submittedAs, closedServices };
  },
  permission: (actor, { draft }) => isOwn(actor, draft),
  decide(loaded, { revision, declared, committed = [] }, { now, vault }) {
    if (loaded.submittedAs !== undefined)
      return { change: undefined, answer: loaded.submittedAs, events: [] };
    assertSubmittable(loaded, revision, declared, committed);
    const { draft, resident } = loaded;
    const submitter = {
      draftId: draft.id,
      residentId: resident.id,
      applicantName: resident.displayName,
      applicantIdNumber: resident.idNumber,
    };
    const application = applicationFrom(loaded, submitter, now, vault);
    return {
      change: {
        application,
        draft: { draftId: loaded.draft.id, readRevision: loaded.draft.revision, submittedAt: now },
        form: loaded.form,
      },
      answer: application.id,
      events: [
        {
          type: 'ApplicationSubmitted',
          schemaVersion: 1,
          subject: { kind: 'application', id: application.id },
          data: { districtCode: application.districtCode },
        },
      ],
    };
  },
  async store(db, submission, { vault, now }) {
    if (submission === undefined) return;
    await insertApplication(db, submission.application, submission.form.content, vault);
    await updateDraft(db, submission.draft, vault, now);
  },
});

function assertSubmittable(
  loaded: Loaded,
  revision: number,
  declared: boolean,
  committed: readonly string[],
): void {
  assertDraftOpen(loaded.draft, revision);
  assertComplete(loaded, loaded.closedServices, [
    ...committedServices(loaded)
      .filter(({ key }) => !committed.includes(key))
      .map(({ key }) => ({ field: `commitment.${key}`, text: procedureMessages.commitmentMissing })),
    ...(declared ? [] : [{ field: 'declaration', text: caseMessages.declarationMissing }]),
  ]);
}
