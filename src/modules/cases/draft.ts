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
import type { Choice, Published, Situations } from '#modules/catalogue';
import type { EvidenceRequirement, LifeEventContent, ServiceContent } from '#modules/catalogue/contract';
import { caseMessages } from './messages.ts';

/** A file that an applicant attached for a requirement; the bytes lie in the file store. */
export interface AttachedFile {
  readonly fileId: Id;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

export type AttachedEvidence = Readonly<Record<string, AttachedFile>>;

export interface Draft {
  readonly id: Id;
  readonly residentId: Id;
  readonly lifeEventVersionId: Id;
  readonly formVersionId: Id;
  readonly situations: Situations;
  readonly answers: Answers;
  readonly evidence: AttachedEvidence;
  readonly revision: number;
  readonly updatedAt: Date;
  readonly submittedAt: Date | null;
}

/** A draft with what the catalogue says about it. */
export interface DraftInHand {
  readonly draft: Draft;
  readonly lifeEvent: Published<LifeEventContent>;
  readonly form: CompiledForm;
  readonly choice: Choice;
  /** In the order of `choice.services`. */
  readonly services: readonly Published<ServiceContent>[];
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
function neededPages(inHand: Pick<DraftInHand, 'form' | 'services'>): readonly string[] {
  const needed = neededFields(inHand.services);
  return inHand.form.content.pages
    .filter((page) => page.fields.some((field) => needed.includes(field)))
    .map((page) => page.key);
}

/** A requirement of several services is one document, attached once. */
export interface NeededEvidence {
  readonly requirement: EvidenceRequirement;
  readonly serviceKeys: readonly string[];
}

/** What the applicant must attach, each document once. */
export function evidenceToAttach(services: readonly Published<ServiceContent>[]): readonly NeededEvidence[] {
  return evidenceBy(services, (requirement) => requirement.source === 'applicant');
}

/** What the applicant need not bring, with the reason in `exemptBecause`. */
export function evidenceNotToBring(
  services: readonly Published<ServiceContent>[],
): readonly NeededEvidence[] {
  return evidenceBy(services, (requirement) => requirement.source !== 'applicant');
}

function evidenceBy(
  services: readonly Published<ServiceContent>[],
  wanted: (requirement: EvidenceRequirement) => boolean,
): readonly NeededEvidence[] {
  const found = new Map<string, { requirement: EvidenceRequirement; serviceKeys: string[] }>();
  for (const { content } of services) {
    for (const requirement of content.evidence.filter(wanted)) {
      const present = found.get(requirement.key);
      if (present === undefined) found.set(requirement.key, { requirement, serviceKeys: [content.key] });
      else present.serviceKeys.push(content.key);
    }
  }
  return [...found.values()];
}

/** What is wrong with one page, and with what it owes to the situations. */
export function pageErrors(inHand: DraftInHand, pageKey: string, answers: Answers): readonly FieldError[] {
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
export function draftErrors(inHand: DraftInHand): readonly FieldError[] {
  const { draft } = inHand;
  const answers = neededPages(inHand).flatMap((page) => pageErrors(inHand, page, draft.answers));
  const evidence = evidenceToAttach(inHand.services)
    .filter(({ requirement }) => requirement.required && draft.evidence[requirement.key] === undefined)
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
