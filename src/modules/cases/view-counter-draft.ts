// Owns how a clerk sees a draft at the counter: everything on one screen. Refuses drafts of other organs' counters.
import { listChoices } from '#engines/forms';
import { legalDayOf } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import { findResponsibleOrgan } from '#modules/catalogue';
import { maskDocumentNumber } from '#modules/identity';
import { type Division, getOrgan, listDivisions } from '#modules/organs';
import type { Db } from '#platform/database';
import { query } from '#platform/use-case';
import { findApplicationOfDraft } from './application-store.ts';
import { divisionFinder } from './case-answers.ts';
import { worksAtCounter } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import type { CounterDraftView, CounterEvidence, CounterField } from './counter-contract.ts';
import { mandateKey } from './counter-contract.ts';
import { type CounterDraftInHand, counterDraftErrors } from './counter-draft.ts';
import { getCounterDraft } from './counter-draft-store.ts';
import { counterMessages } from './counter-messages.ts';
import { choicesOfMode, evidenceNotToBring, evidenceToAttach, modeOf, neededFields } from './draft.ts';
import { divisionOf } from './new-application.ts';
import { modeNames } from './procedure-messages.ts';

/** A counter draft with what its screen and its papers tell. */
export interface SeenCounterDraft extends CounterDraftInHand {
  readonly organName: Text;
  readonly divisions: readonly Division[];
  /** By service key, as far as the place is known and somebody is responsible there. */
  readonly recipients: ReadonlyMap<string, Text>;
  readonly applicationId: Id | undefined;
}

export async function seeCounterDraft(
  db: Db<CasesTables>,
  inHand: CounterDraftInHand,
  now: Date,
): Promise<SeenCounterDraft> {
  const { draft, services } = inHand;
  const recipients = new Map<string, Text>();
  const divisionCode = divisionOf(inHand);
  for (const { content } of divisionCode === '' ? [] : services) {
    const question = { serviceKey: content.key, divisionCode, on: legalDayOf(now) };
    const found = await findResponsibleOrgan(db, question);
    if (found !== undefined) recipients.set(content.key, (await getOrgan(db, found.organId)).name);
  }
  return {
    ...inHand,
    organName: (await getOrgan(db, draft.organId)).name,
    divisions: await listDivisions(db),
    recipients,
    applicationId:
      draft.submittedAt === null
        ? undefined
        : await findApplicationOfDraft(db, draft.onlineDraftId ?? draft.id),
  };
}

/** For the screen, and for the form that is printed to be signed. */
export const viewCounterDraft = query<
  { readonly draftId: Id },
  SeenCounterDraft,
  CasesTables,
  SeenCounterDraft
>({
  name: 'view-counter-draft',
  zone: 'extranet',
  audience: ['officer'],
  audited: true,
  object: ({ draftId }, loaded) => ({
    kind: 'counter-draft',
    id: draftId,
    ...(loaded === undefined ? {} : { organId: loaded.draft.organId }),
  }),
  load: async (db, { draftId }, { vault, now }) =>
    seeCounterDraft(db, await getCounterDraft(db, draftId, vault), now),
  permission: (actor, { draft }) => worksAtCounter(actor, draft),
  present: (seen) => seen,
});

export function counterDraftView(seen: SeenCounterDraft): CounterDraftView {
  const { draft, lifeEvent } = seen;
  const { applicant, agent } = draft;
  return {
    id: draft.id,
    revision: draft.revision,
    organName: seen.organName,
    ticketLabel: draft.ticketLabel,
    fromPortal: draft.onlineDraftId !== null,
    lifeEventTitle: lifeEvent.content.title,
    situations: lifeEvent.content.situations.flatMap(({ key, question, options }) => {
      const chosen = options.find((one) => one.value === draft.situations[key]);
      return chosen === undefined ? [] : [{ question, answer: chosen.label }];
    }),
    applicant:
      applicant === null
        ? null
        : {
            name: applicant.name,
            documentKind: applicant.documentKind,
            maskedNumber: maskDocumentNumber(applicant.number),
          },
    agent:
      agent === null
        ? null
        : {
            name: agent.agent.name,
            relation: agent.agent.relation,
            maskedNumber: agent.agent.maskedNumber,
          },
    services: serviceViews(seen),
    pages: pageViews(seen),
    evidence: evidenceViews(seen),
    notToBring: evidenceNotToBring(seen).map(({ requirement }) => requirement.name),
    errors: counterDraftErrors(seen),
    printed: draft.printedRevision === draft.revision,
    applicationId: seen.applicationId ?? null,
  };
}

function serviceViews(seen: SeenCounterDraft): CounterDraftView['services'] {
  const nameOf = new Map(seen.services.map(({ content }) => [content.key, content.name]));
  const choices = choicesOfMode(seen);
  return seen.services.map(({ content }) => {
    const chosen = seen.choice.services.find((one) => one.serviceKey === content.key);
    const choice = choices.find(({ service }) => service.key === content.key);
    return {
      key: content.key,
      name: content.name,
      organName: seen.recipients.get(content.key) ?? null,
      waitsFor: nameOf.get(chosen?.waitsFor ?? '') ?? null,
      mode: modeOf(seen, content),
      modes: (choice?.offered ?? []).map((mode) => ({ mode, name: modeNames[mode] })),
    };
  });
}

/** The fields that some service needs, with what was typed. */
function pageViews({ form, services, draft, divisions }: SeenCounterDraft): CounterDraftView['pages'] {
  const needed = neededFields(services);
  const findDivision = divisionFinder(divisions);
  const fieldView = (key: string): readonly CounterField[] => {
    const field = form.content.fields[key];
    if (field === undefined) return [];
    const hasChoices = ['radio', 'checkbox', 'select'].includes(field.control);
    return [
      {
        key,
        control: field.control,
        label: field.label,
        hint: field.hint ?? null,
        unit: field.unit ?? null,
        optional: field.optional === true,
        choices: !hasChoices
          ? []
          : listChoices(form.content, key, findDivision).flatMap(({ heading, choices }) =>
              choices.map(({ value, label }) => ({ value, label, group: heading ?? null })),
            ),
        value: typedValue(draft.answers[key]),
      },
    ];
  };
  return form.content.pages
    .map(({ key, title, fields }) => ({
      key,
      title,
      fields: fields.filter((one) => needed.includes(one)).flatMap(fieldView),
    }))
    .filter((page) => page.fields.length > 0);
}

function typedValue(value: unknown): string | readonly string[] {
  if (Array.isArray(value)) return value.map(String);
  return value === undefined ? '' : String(value);
}

function evidenceViews(seen: SeenCounterDraft): readonly CounterEvidence[] {
  const { draft, services } = seen;
  const nameOf = new Map(services.map(({ content }) => [content.key, content.name]));
  const fileOf = (key: string) => {
    const file = draft.evidence[key];
    return file === undefined ? null : { name: file.name, sizeBytes: file.sizeBytes };
  };
  const asked = evidenceToAttach(seen).map(({ requirement, serviceKeys, deferrable }) => ({
    key: requirement.key,
    name: requirement.name,
    hint: requirement.hint ?? null,
    required: requirement.required,
    services: serviceKeys.flatMap((key) => nameOf.get(key) ?? []),
    deferrable,
    deferred: deferrable && draft.deferred.includes(requirement.key),
    originalSeen: draft.originalsSeen.includes(requirement.key),
    file: fileOf(requirement.key),
  }));
  if (draft.agent === null) return asked;
  const mandate = {
    key: mandateKey,
    name: counterMessages.mandate,
    hint: null,
    required: true,
    services: [],
    deferrable: false,
    deferred: false,
    originalSeen: draft.originalsSeen.includes(mandateKey),
    file: fileOf(mandateKey),
  };
  return [mandate, ...asked];
}
