// Owns how a draft becomes the views of its pages: which steps there are, and which fields are asked; pure.
import type { FormContent } from '#engines/forms';
import type { Locale } from '#kernel/texts';
import {
  type AttachedFile,
  choicesOfMode,
  type DraftInHand,
  draftErrors,
  evidenceToAttach,
  neededFields,
} from '#modules/cases';
import { acceptedMediaTypes } from '#platform/files';
import { deferralsOf } from './manner-views.ts';
import type { DraftPosition } from './pages/draft-page.ts';
import type { EvidenceField } from './pages/evidence-page.ts';
import type { AttachedFile as AttachedFileView } from './pages/look/file-field.ts';
import { portalPaths } from './pages/look/portal-paths.ts';

/** The form with the fields that some service of the draft needs, and the pages that still ask something. */
export function neededContent(inHand: DraftInHand): FormContent {
  const needed = neededFields(inHand.services);
  const pages = inHand.form.content.pages
    .map((page) => ({ ...page, fields: page.fields.filter((field) => needed.includes(field)) }))
    .filter((page) => page.fields.length > 0);
  return { ...inHand.form.content, pages };
}

/** The addresses of the draft's steps in order: its pages, the manner where it is a choice, its documents, the check. */
export function stepPaths(inHand: DraftInHand, locale: Locale): readonly string[] {
  const { id } = inHand.draft;
  return [
    ...neededContent(inHand).pages.map((page) => portalPaths.draftPage(locale, id, page.key)),
    ...(choicesOfMode(inHand).length === 0 ? [] : [portalPaths.draftManner(locale, id)]),
    portalPaths.draftEvidence(locale, id),
    portalPaths.checkDraft(locale, id),
  ];
}

/** Where the reader stands on the step with this address. */
export function positionOn(inHand: DraftInHand, locale: Locale, path: string, now: Date): DraftPosition {
  const paths = stepPaths(inHand, locale);
  const index = Math.max(0, paths.indexOf(path));
  return {
    step: index + 1,
    steps: paths.length,
    savedAt: inHand.draft.revision > 1 ? inHand.draft.updatedAt : undefined,
    now,
    counterPath: portalPaths.handOver(locale, inHand.draft.id),
    backPath: paths[index - 1] ?? portalPaths.applications(locale),
  };
}

/** The step after the one with this address. */
export function pathAfter(inHand: DraftInHand, locale: Locale, path: string): string {
  const paths = stepPaths(inHand, locale);
  return paths[paths.indexOf(path) + 1] ?? portalPaths.checkDraft(locale, inHand.draft.id);
}

/** The first step that isn't complete: where the applicant goes on. */
export function pathToContinue(inHand: DraftInHand, locale: Locale): string {
  const { draft } = inHand;
  const errors = draftErrors(inHand);
  const page = neededContent(inHand).pages.find((one) =>
    errors.some((error) => one.fields.includes(error.field)),
  );
  if (page !== undefined) return portalPaths.draftPage(locale, draft.id, page.key);
  // What is proposed counts as chosen only once it was shown.
  if (choicesOfMode(inHand).some(({ service }) => draft.modes[service.key] === undefined))
    return portalPaths.draftManner(locale, draft.id);
  return errors.length > 0
    ? portalPaths.draftEvidence(locale, draft.id)
    : portalPaths.checkDraft(locale, draft.id);
}

/** The documents to attach, with what is attached; `later` are the keys that were ticked, if not those that are saved. */
export function evidenceFields(
  inHand: DraftInHand,
  locale: Locale,
  later?: readonly string[],
): readonly EvidenceField[] {
  const { draft, services } = inHand;
  const nameOf = new Map(services.map((service) => [service.content.key, service.content.name]));
  const needed = evidenceToAttach(inHand);
  const deferrals = deferralsOf(inHand, needed, later);
  return needed.map(({ requirement, serviceKeys }) => {
    const file = draft.evidence[requirement.key];
    return {
      deferral: deferrals.get(requirement.key),
      key: requirement.key,
      name: requirement.name,
      hint: requirement.hint,
      services: serviceKeys.flatMap((key) => nameOf.get(key) ?? []),
      accept: acceptedMediaTypes,
      attached:
        file === undefined
          ? []
          : [
              attachedView(
                requirement.key,
                file,
                portalPaths.removeDraftEvidence(locale, draft.id, requirement.key),
              ),
            ],
    };
  });
}

function attachedView(key: string, file: AttachedFile, removePath: string): AttachedFileView {
  return {
    key,
    fileName: file.name,
    sizeBytes: file.sizeBytes,
    removePath,
  };
}
