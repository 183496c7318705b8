// Owns what a draft is and what it still lacks; pure. Refuses answers that no service of the draft needs.
import {
  type Answers,
  type CompiledForm,
  checkConsistency,
  compileForm,
  type FormContent,
} from '#engines/forms';
import type { FieldError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import { fillText } from '#kernel/texts';
import {
  applicantModesOf,
  type Choice,
  defaultModeOf,
  findMode,
  type Published,
  requirementsOf,
  type Situations,
} from '#modules/catalogue';
import type {
  EvidenceRequirement,
  LifeEventContent,
  ModeName,
  ServiceContent,
} from '#modules/catalogue/contract';
import { caseMessages } from './messages.ts';

/** A file that an applicant attached for a requirement; the bytes lie in the file store. */
export interface AttachedFile {
  readonly fileId: Id;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
  /** Where the bytes lie; absent in the internet zone, from which all files came before there was a counter. */
  readonly zone?: 'extranet';
}

export type AttachedEvidence = Readonly<Record<string, AttachedFile>>;

/** What a draft says, whoever wrote it down: the applicant on the portal, or a clerk at the counter. */
export interface DraftContent {
  readonly lifeEventVersionId: Id;
  readonly formVersionId: Id;
  readonly situations: Situations;
  readonly answers: Answers;
  readonly evidence: AttachedEvidence;
  /** By service key, where the applicant has chosen one of its modes. */
  readonly modes: Readonly<Record<string, ModeName>>;
  /** Requirement keys that the applicant undertakes to supply later (容缺受理). */
  readonly deferred: readonly string[];
}

/** A draft of the portal. */
export interface Draft extends DraftContent {
  readonly id: Id;
  readonly residentId: Id;
  readonly revision: number;
  readonly updatedAt: Date;
  readonly submittedAt: Date | null;
  /** When a window clerk took it up at the applicant's request: from then on it is continued there. */
  readonly continuedAtCounterAt: Date | null;
}

/** What a draft says, with what the catalogue says about it. */
export interface ContentInHand {
  readonly draft: DraftContent;
  readonly lifeEvent: Published<LifeEventContent>;
  readonly form: CompiledForm;
  readonly choice: Choice;
  /** In the order of `choice.services`. */
  readonly services: readonly Published<ServiceContent>[];
}

/** The same of a draft of the portal. */
export interface DraftInHand extends ContentInHand {
  readonly draft: Draft;
}

const compiledByVersion = new Map<Id, CompiledForm>();

/** A published form, compiled once in this process: versions never change. */
export function compiledFormOf(form: Published<FormContent>): CompiledForm {
  const present = compiledByVersion.get(form.id);
  if (present !== undefined) return present;
  const compiled = compileForm(form.content);
  compiledByVersion.set(form.id, compiled);
  return compiled;
}

/** The fields that some service of the draft needs: nothing else is asked (行政许可法 第三十一条). */
export function neededFields(services: readonly Published<ServiceContent>[]): readonly string[] {
  return [...new Set(services.flatMap((one) => one.content.dataFields.map((field) => field.field)))];
}

/** The pages that have at least one needed field. */
function neededPages(inHand: Pick<ContentInHand, 'form' | 'services'>): readonly string[] {
  const needed = neededFields(inHand.services);
  return inHand.form.content.pages
    .filter((page) => page.fields.some((field) => needed.includes(field)))
    .map((page) => page.key);
}

/** A requirement of several services is one document, attached once. */
export interface NeededEvidence {
  readonly requirement: EvidenceRequirement;
  readonly serviceKeys: readonly string[];
  /** Whether every service that asks for it may accept without it (容缺受理). */
  readonly deferrable: boolean;
}

/** The mode in which a service of the draft is applied for: what was chosen, as long as the service offers it. */
export function modeOf({ draft }: Pick<ContentInHand, 'draft'>, service: ServiceContent): ModeName {
  const chosen = draft.modes[service.key];
  const offered = applicantModesOf(service).some(({ mode }) => mode === chosen);
  return chosen !== undefined && offered ? chosen : defaultModeOf(service);
}

/** The services of the draft whose manner is the applicant's to choose, with what they may choose. */
export function choicesOfMode(inHand: Pick<ContentInHand, 'draft' | 'services'>): readonly ModeChoice[] {
  return inHand.services.flatMap(({ content }) => {
    const offered = applicantModesOf(content);
    return offered.length < 2
      ? []
      : [{ service: content, offered: offered.map(({ mode }) => mode), mode: modeOf(inHand, content) }];
  });
}

export interface ModeChoice {
  readonly service: ServiceContent;
  readonly offered: readonly ModeName[];
  readonly mode: ModeName;
}

/** The services that are applied for on a commitment (告知承诺), whose text has to be accepted before sending. */
export function committedServices(
  inHand: Pick<ContentInHand, 'draft' | 'services'>,
): readonly ServiceContent[] {
  return inHand.services
    .map(({ content }) => content)
    .filter((content) => modeOf(inHand, content) === 'commitment');
}

/** What the applicant must attach, each document once. */
export function evidenceToAttach(
  inHand: Pick<ContentInHand, 'draft' | 'services'>,
): readonly NeededEvidence[] {
  return evidenceBy(inHand, (requirement) => requirement.source === 'applicant');
}

/** What the applicant need not bring, with the reason in `exemptBecause`. */
export function evidenceNotToBring(
  inHand: Pick<ContentInHand, 'draft' | 'services'>,
): readonly NeededEvidence[] {
  return evidenceBy(inHand, (requirement) => requirement.source !== 'applicant');
}

function evidenceBy(
  inHand: Pick<ContentInHand, 'draft' | 'services'>,
  wanted: (requirement: EvidenceRequirement) => boolean,
): readonly NeededEvidence[] {
  const { draft, services } = inHand;
  const found = new Map<
    string,
    { requirement: EvidenceRequirement; serviceKeys: string[]; deferrable: boolean }
  >();
  for (const { content } of services) {
    const mode = modeOf(inHand, content);
    const later = findMode(content, 'conditional-acceptance')?.evidence ?? [];
    const question = { answers: draft.answers, situations: draft.situations, mode };
    for (const requirement of requirementsOf(content, question).filter(wanted)) {
      const present = found.get(requirement.key);
      const deferrable = later.includes(requirement.key);
      if (present === undefined)
        found.set(requirement.key, { requirement, serviceKeys: [content.key], deferrable });
      else {
        present.serviceKeys.push(content.key);
        // What one of the services must have at once can't come later.
        present.deferrable &&= deferrable;
      }
    }
  }
  return [...found.values()];
}

/** What is wrong with one page, and with what it owes to the situations. */
export function pageErrors(inHand: ContentInHand, pageKey: string, answers: Answers): readonly FieldError[] {
  const needed = neededFields(inHand.services);
  const page = inHand.form.content.pages.find((one) => one.key === pageKey);
  const own = inHand.form.validatePage(pageKey, answers).filter((error) => needed.includes(error.field));
  const consistent = checkConsistency(
    inHand.lifeEvent.content.consistency,
    inHand.draft.situations,
    answers,
  ).filter(
    (error) => page?.fields.includes(error.field) === true && !own.some((one) => one.field === error.field),
  );
  return [...own, ...consistent];
}

/** Everything that still keeps the draft from being submitted: answers by field, documents by `evidence.<key>`. */
export function draftErrors(inHand: ContentInHand): readonly FieldError[] {
  const { draft } = inHand;
  const answers = neededPages(inHand).flatMap((page) => pageErrors(inHand, page, draft.answers));
  const evidence = evidenceToAttach(inHand)
    .filter(
      ({ requirement, deferrable }) =>
        requirement.required &&
        draft.evidence[requirement.key] === undefined &&
        !(deferrable && draft.deferred.includes(requirement.key)),
    )
    .map(({ requirement }) => ({
      field: `evidence.${requirement.key}`,
      text: {
        zh: fillText(caseMessages.evidenceMissing, { name: requirement.name.zh }).zh,
        en: fillText(caseMessages.evidenceMissing, { name: requirement.name.en }).en,
      },
    }));
  return [...answers, ...evidence];
}

/** The answers of the fields that are needed, and no others. */
export function onlyNeeded(answers: Answers, fields: readonly string[]): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([key]) => fields.includes(key)));
}
