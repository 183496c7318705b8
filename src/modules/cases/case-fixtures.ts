// Owns applications as tests need them, made through the use cases themselves; refuses short cuts past them.
import type { Answers } from '#engines/forms';
import { type Id, newId } from '#kernel/ids';
import type { Situations } from '#modules/catalogue';
import { runUseCase, type UseCaseRequest } from '#platform/use-case';
import { attachEvidence } from './attach-evidence.ts';
import { chooseManner, deferEvidence } from './choose-manner.ts';
import { committedServices, evidenceToAttach } from './draft.ts';
import { saveDraft } from './save-draft.ts';
import { startDraft } from './start-draft.ts';
import { submitApplication } from './submit-application.ts';
import { viewDraft } from './view-draft.ts';

export interface ApplicationFixture {
  readonly situations?: Situations;
  /** Answers that differ from an ordinary restaurant's in 龙湖区. */
  readonly answers?: Answers;
  /** Modes by service key; the fire check is by inspection unless said otherwise. */
  readonly modes?: Readonly<Record<string, string>>;
  /** Requirement keys that are left for later (容缺受理). */
  readonly deferred?: readonly string[];
}

const ordinary: Answers = {
  shopName: '示例饭店',
  operatorKind: 'individual-business',
  premisesStreet: '440507001',
  premisesAddress: '示例路1号',
  floorAreaM2: 420.5,
  businessItems: ['hot-food'],
  openFlame: true,
  contactMobile: '13800000000',
};

/** Three services: business licence, food permit and fire safety check. */
const ordinarySituations: Situations = {
  businessLicence: 'not-held',
  dining: 'dine-in-other',
  signboard: 'none',
  drainage: 'not-sewer',
};

/** A complete draft of the resident who asks, ready to be submitted. Its files have rows and no bytes. */
export async function buildDraft(request: UseCaseRequest, stated: ApplicationFixture = {}): Promise<Id> {
  const situations = stated.situations ?? ordinarySituations;
  const draftId = await runUseCase(request, startDraft, { lifeEventKey: 'open-restaurant', situations });
  let inHand = await runUseCase(request, viewDraft, { draftId });
  for (const page of inHand.form.content.pages) {
    const answers = { ...ordinary, ...stated.answers };
    const own = Object.fromEntries(Object.entries(answers).filter(([key]) => page.fields.includes(key)));
    await runUseCase(request, saveDraft, {
      draftId,
      revision: inHand.draft.revision,
      pageKey: page.key,
      answers: own,
    });
    inHand = await runUseCase(request, viewDraft, { draftId });
  }
  await runUseCase(request, chooseManner, {
    draftId,
    revision: inHand.draft.revision,
    modes: stated.modes ?? { 'fire-safety-check': 'ordinary' },
  });
  inHand = await runUseCase(request, viewDraft, { draftId });
  const { deferred = [] } = stated;
  if (deferred.length > 0) {
    const requirementKeys = deferred;
    await runUseCase(request, deferEvidence, { draftId, revision: inHand.draft.revision, requirementKeys });
    inHand = await runUseCase(request, viewDraft, { draftId });
  }
  let { revision } = inHand.draft;
  for (const { requirement } of evidenceToAttach(inHand)) {
    if (deferred.includes(requirement.key)) continue;
    const file = {
      fileId: newId(request.now),
      name: `${requirement.key}.pdf`,
      mediaType: 'application/pdf',
      sizeBytes: 1,
      sha256: '00'.repeat(32),
    };
    await runUseCase(request, attachEvidence, { draftId, revision, requirementKey: requirement.key, file });
    revision += 1;
  }
  return draftId;
}

/** An application of the resident who asks; its cases are there once its event has been dispatched. */
export async function buildApplication(
  request: UseCaseRequest,
  stated: ApplicationFixture = {},
): Promise<Id> {
  const draftId = await buildDraft(request, stated);
  const inHand = await runUseCase(request, viewDraft, { draftId });
  return await runUseCase(request, submitApplication, {
    draftId,
    revision: inHand.draft.revision,
    declared: true,
    committed: committedServices(inHand).map((service) => service.key),
  });
}
