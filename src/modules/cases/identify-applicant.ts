// Owns that somebody showed their document at the counter; refuses wrong numbers, and another name than is on record.
import { AppError, type FieldError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import { fillText } from '#kernel/texts';
import {
  addSeenInPerson,
  type FoundByDocument,
  findByDocument,
  maskDocumentNumber,
  readDocumentNumber,
  type ShownDocument,
} from '#modules/identity';
import { command } from '#platform/use-case';
import { worksAtCounter } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { ApplicantBody } from './counter-contract.ts';
import { assertCounterDraftOpen, type CounterDraftInHand, type IdentifiedAgent } from './counter-draft.ts';
import { type CounterDraftChange, getCounterDraft, updateCounterDraft } from './counter-draft-store.ts';
import { counterMessages } from './counter-messages.ts';
import { caseMessages } from './messages.ts';

type IdentifyInput = ApplicantBody & { readonly draftId: Id };

interface Identifying {
  readonly inHand: CounterDraftInHand;
  /** Undefined where the number is wrong. */
  readonly document: ShownDocument | undefined;
  readonly found: FoundByDocument | undefined;
}

interface Identified {
  readonly draft: CounterDraftChange;
  readonly made: { readonly residentId: Id; readonly document: ShownDocument } | undefined;
}

/**
 * Finds the applicant by the document's number, or makes a resident of level 3 who has no login. It is one use case with
 * the draft, so that no resident's id ever comes from a browser.
 */
export const identifyApplicant = command<IdentifyInput, Identifying, Identified, void, CasesTables>({
  name: 'identify-applicant',
  zone: 'extranet',
  audience: ['officer'],
  object: ({ draftId }, loaded) => ({
    kind: 'counter-draft',
    id: draftId,
    ...(loaded === undefined ? {} : { organId: loaded.inHand.draft.organId }),
  }),
  async load(db, { draftId, name, documentKind, number }, { vault, now }) {
    const inHand = await getCounterDraft(db, draftId, vault, true);
    const read = readDocumentNumber(documentKind, number);
    const document = read === undefined ? undefined : { name: name.trim(), documentKind, number: read };
    const found = document === undefined ? undefined : await findByDocument(db, vault, document, now);
    return { inHand, document, found };
  },
  permission: (actor, { inHand }) => worksAtCounter(actor, inHand.draft),
  decide({ inHand: { draft }, document, found }, input, { now }) {
    assertCounterDraftOpen(draft, input.revision);
    const agent = readAgent(input.agent);
    const faults = [
      ...(document === undefined ? [{ field: 'number', text: counterMessages.numberWrong }] : []),
      ...(input.agent !== null && agent === undefined
        ? [{ field: 'agent.number', text: counterMessages.numberWrong }]
        : []),
      ...(document !== undefined && agent?.number === document.number
        ? [{ field: 'agent.number', text: counterMessages.agentIsApplicant }]
        : []),
      ...nameFaults(found),
      ...(draft.onlineDraftId !== null && document !== undefined && found?.residentId !== draft.residentId
        ? [{ field: 'number', text: counterMessages.otherApplicant }]
        : []),
    ];
    if (document === undefined || faults.length > 0)
      throw new AppError('invalid', 'applicant-wrong', caseMessages.incomplete, { fields: faults });
    const residentId = found?.residentId ?? newId(now);
    return {
      change: {
        draft: {
          draftId: draft.id,
          readRevision: draft.revision,
          identified: { residentId, applicant: document, agent: agent ?? null },
        },
        made: found === undefined ? { residentId, document } : undefined,
      },
      answer: undefined,
      events: [],
    };
  },
  async store(db, { draft, made }, { vault, now }) {
    if (made !== undefined) await addSeenInPerson(db, vault, made.residentId, made.document, now);
    await updateCounterDraft(db, draft, vault, now);
  },
  explainConstraint: (constraint) =>
    constraint === 'resident_id_number_hmac_key'
      ? new AppError('conflict', 'applicant-just-made', counterMessages.justMade)
      : undefined,
});

function nameFaults(found: FoundByDocument | undefined): readonly FieldError[] {
  if (found === undefined || found.sameName) return [];
  return [{ field: 'name', text: fillText(counterMessages.nameDiffers, { name: found.maskedName }) }];
}

function readAgent(typed: ApplicantBody['agent']): IdentifiedAgent | undefined {
  const number = typed === null ? undefined : readDocumentNumber(typed.documentKind, typed.number);
  if (typed === null || number === undefined) return undefined;
  const { name, relation, documentKind } = typed;
  return {
    agent: {
      name: name.trim(),
      relation: relation.trim(),
      documentKind,
      maskedNumber: maskDocumentNumber(number),
    },
    number,
  };
}
