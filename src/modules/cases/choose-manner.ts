// Owns what the applicant chooses about the manner of handling: modes, and documents that come later; refuses others.
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import type { ModeName } from '#modules/catalogue/contract';
import { command } from '#platform/use-case';
import { isOwn } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import { choicesOfMode, type DraftInHand, evidenceToAttach } from './draft.ts';
import { assertDraftOpen, type DraftChange, getDraftInHand, updateDraft } from './draft-store.ts';
import { procedureMessages } from './procedure-messages.ts';

interface MannerInput {
  readonly draftId: Id;
  readonly revision: number;
  /** By service key; a service that is not named keeps what was chosen before. */
  readonly modes: Readonly<Record<string, string>>;
}

/** Saves in which mode each service is applied for, where its law leaves that to the applicant (消防法 第十五条). */
export const chooseManner = command<MannerInput, DraftInHand, DraftChange, void, CasesTables>({
  name: 'choose-manner',
  zone: 'internet',
  audience: ['resident'],
  object: ({ draftId }) => ({ kind: 'draft', id: draftId }),
  load: (db, { draftId }, { vault }) => getDraftInHand(db, draftId, vault, true),
  permission: (actor, { draft }) => isOwn(actor, draft),
  decide(inHand, { revision, modes }) {
    const { draft } = inHand;
    assertDraftOpen(draft, revision);
    const chosen: Record<string, ModeName> = { ...draft.modes };
    for (const { service, offered } of choicesOfMode(inHand)) {
      const wanted = modes[service.key];
      const mode = offered.find((one) => one === wanted);
      const text = procedureMessages.modeUnknown;
      if (wanted === undefined) continue;
      if (mode === undefined)
        throw new AppError('invalid', 'mode-unknown', text, { fields: [{ field: service.key, text }] });
      chosen[service.key] = mode;
    }
    return {
      change: { draftId: draft.id, readRevision: draft.revision, modes: chosen },
      answer: undefined,
      events: [],
    };
  },
  store: (db, change, { vault, now }) => updateDraft(db, change, vault, now),
});

interface DeferInput {
  readonly draftId: Id;
  readonly revision: number;
  /** All that is to come later; what was deferred before and isn't named is asked for now. */
  readonly requirementKeys: readonly string[];
}

/** Saves which documents the applicant undertakes to supply later (容缺受理): only those that the services allow. */
export const deferEvidence = command<DeferInput, DraftInHand, DraftChange, void, CasesTables>({
  name: 'defer-evidence',
  zone: 'internet',
  audience: ['resident'],
  object: ({ draftId }) => ({ kind: 'draft', id: draftId }),
  load: (db, { draftId }, { vault }) => getDraftInHand(db, draftId, vault, true),
  permission: (actor, { draft }) => isOwn(actor, draft),
  decide(inHand, { revision, requirementKeys }) {
    const { draft } = inHand;
    assertDraftOpen(draft, revision);
    const deferrable = evidenceToAttach(inHand)
      .filter((one) => one.deferrable)
      .map((one) => one.requirement.key);
    const refused = requirementKeys.find((key) => !deferrable.includes(key));
    if (refused !== undefined) {
      const text = procedureMessages.deferNotAllowed;
      throw new AppError('invalid', 'defer-not-allowed', text, {
        fields: [{ field: `evidence.${refused}`, text }],
      });
    }
    const deferred = requirementKeys.filter((key) => draft.evidence[key] === undefined);
    return {
      change: { draftId: draft.id, readRevision: draft.revision, deferred },
      answer: undefined,
      events: [],
    };
  },
  store: (db, change, { vault, now }) => updateDraft(db, change, vault, now),
});
