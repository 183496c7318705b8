// Owns the steps of a draft between form and check: the manner of handling, the documents. Refuses other people's drafts.
import type { FieldError } from '#kernel/errors';
import {
  attachEvidence,
  choicesOfMode,
  chooseManner,
  type DraftInHand,
  deferEvidence,
  draftErrors,
  evidenceNotToBring,
  removeEvidence,
  viewDraft,
} from '#modules/cases';
import type { Exchange, FormFields, Reply, Route } from '#platform/http';
import { evidenceFields, pathAfter, positionOn } from './draft-views.ts';
import { deferralField, mannerChoices, modeField } from './manner-views.ts';
import { renderEvidencePage } from './pages/evidence-page.ts';
import { portalPaths } from './pages/look/portal-paths.ts';
import { renderMannerPage } from './pages/manner-page.ts';
import {
  forResidents,
  frameOf,
  frameUseCases,
  idOf,
  isShownOnPage,
  localePattern,
  type PortalSettings,
  sent,
  sentAlready,
  sentRevision,
  statusOfPage,
} from './portal-request.ts';
import { fieldErrorsOf, readUploads, removeFiles } from './uploads.ts';

export function evidenceRoutes(settings: PortalSettings): readonly Route[] {
  const page = (
    method: Route['method'],
    path: string,
    useCases: readonly string[],
    handle: Route['handle'],
    more: Partial<Route> = {},
  ): Route => ({
    ...forResidents,
    method,
    path: `${localePattern}/drafts/:draftId${path}`,
    useCases: ['view-draft', ...useCases, ...frameUseCases],
    handle,
    ...more,
  });
  return [
    page('GET', '/manner', [], (exchange) => showManner(exchange, {}, [], undefined)),
    page('POST', '/manner', ['choose-manner'], takeManner),
    page('GET', '/evidence', [], (exchange) => showEvidence(exchange, settings, { errors: [] })),
    page(
      'POST',
      '/evidence',
      ['attach-evidence', 'defer-evidence'],
      (exchange) => takeEvidence(exchange, settings),
      { body: 'multipart' },
    ),
    page('POST', '/evidence/:requirementKey/removal', ['remove-evidence'], (exchange) =>
      dropEvidence(exchange, settings),
    ),
  ];
}

async function showManner(
  exchange: Exchange,
  entered: Readonly<Record<string, string>>,
  errors: readonly FieldError[],
  status: number | undefined,
): Promise<Reply> {
  const { locale, now } = exchange;
  const inHand = await exchange.run(viewDraft, { draftId: idOf(exchange, 'draftId') });
  const gone = sentAlready(inHand, exchange);
  if (gone !== undefined) return gone;
  const choices = mannerChoices(inHand, entered);
  // Nothing to choose: the reader meant to go on.
  if (choices.length === 0)
    return { kind: 'redirect', to: portalPaths.draftEvidence(locale, inHand.draft.id) };
  const action = portalPaths.draftManner(locale, inHand.draft.id);
  const html = renderMannerPage(
    {
      applicationTitle: inHand.form.content.title,
      action,
      revision: inHand.draft.revision,
      choices,
      errors,
      position: positionOn(inHand, locale, action, now),
    },
    await frameOf(exchange),
  );
  return { kind: 'page', html, status: status ?? 200 };
}

async function takeManner(exchange: Exchange): Promise<Reply> {
  const { locale, form } = exchange;
  const draftId = idOf(exchange, 'draftId');
  const inHand = await exchange.run(viewDraft, { draftId });
  const keys = choicesOfMode(inHand).map(({ service }) => service.key);
  const modes = Object.fromEntries(
    keys.flatMap((key) => {
      const value = sent(form, modeField(key));
      return value === '' ? [] : [[key, value]];
    }),
  );
  try {
    await exchange.run(chooseManner, { draftId, revision: sentRevision(form), modes });
  } catch (error) {
    if (!isShownOnPage(error)) throw error;
    const entered = Object.fromEntries(Object.entries(modes).map(([key, mode]) => [modeField(key), mode]));
    const errors = fieldErrorsOf(error, keys[0] ?? '').map((one) => ({
      ...one,
      field: modeField(one.field),
    }));
    return await showManner(exchange, entered, errors, statusOfPage(error));
  }
  return { kind: 'redirect', to: pathAfter(inHand, locale, portalPaths.draftManner(locale, draftId)) };
}

interface EvidenceAsSent {
  readonly errors: readonly FieldError[];
  readonly status?: number;
  /** The keys that were ticked as coming later, where they could not be saved. */
  readonly later?: readonly string[];
}

async function showEvidence(
  exchange: Exchange,
  settings: PortalSettings,
  { errors, status, later }: EvidenceAsSent,
): Promise<Reply> {
  const { locale, now } = exchange;
  const inHand = await exchange.run(viewDraft, { draftId: idOf(exchange, 'draftId') });
  const gone = sentAlready(inHand, exchange);
  if (gone !== undefined) return gone;
  const action = portalPaths.draftEvidence(locale, inHand.draft.id);
  const html = renderEvidencePage(
    {
      applicationTitle: inHand.form.content.title,
      action,
      revision: inHand.draft.revision,
      evidence: evidenceFields(inHand, locale, later),
      exempt: evidenceNotToBring(inHand).flatMap(({ requirement }) =>
        requirement.exemptBecause === undefined
          ? []
          : [{ name: requirement.name, because: requirement.exemptBecause }],
      ),
      sizeBytesMost: settings.fileSizeLimitBytes,
      errors,
      position: positionOn(inHand, locale, action, now),
    },
    await frameOf(exchange),
  );
  return { kind: 'page', html, status: status ?? 200 };
}

const evidencePrefix = 'evidence.';

/** Errors of the draft as errors of the documents' page. */
function evidenceErrors(errors: readonly FieldError[]): readonly FieldError[] {
  return errors
    .filter((error) => error.field.startsWith(evidencePrefix))
    .map((error) => ({ ...error, field: error.field.slice(evidencePrefix.length) }));
}

async function takeEvidence(exchange: Exchange, settings: PortalSettings): Promise<Reply> {
  const draftId = idOf(exchange, 'draftId');
  // Whose draft it is comes first: nobody's bytes are taken in for a draft of another.
  const before = await exchange.run(viewDraft, { draftId });
  const { fields, files, errors } = await readUploads(exchange, settings);
  const failed: FieldError[] = [...errors];
  let status = errors.length > 0 ? 422 : 200;
  let revision = sentRevision(fields);
  for (const [requirementKey, file] of files) {
    try {
      const replaced = await exchange.run(attachEvidence, { draftId, revision, requirementKey, file });
      if (replaced !== undefined) await removeFiles(settings, [replaced]);
      revision += 1;
    } catch (error) {
      await removeFiles(settings, [file.fileId]);
      if (!isShownOnPage(error)) throw error;
      failed.push({ field: requirementKey, text: error.text });
      status = statusOfPage(error);
    }
  }
  const later = laterKeys(fields);
  const refused = status === 409 ? undefined : await defer(exchange, before, revision, later);
  if (refused !== undefined) {
    failed.push(...refused.errors);
    status = refused.status;
  }
  if (failed.length > 0) return await showEvidence(exchange, settings, { errors: failed, status, later });
  const inHand = await exchange.run(viewDraft, { draftId });
  const missing = evidenceErrors(draftErrors(inHand));
  if (missing.length > 0) return await showEvidence(exchange, settings, { errors: missing, status: 422 });
  return { kind: 'redirect', to: portalPaths.checkDraft(exchange.locale, draftId) };
}

/** The documents that the form leaves for later, by their ticks. */
function laterKeys(fields: FormFields): readonly string[] {
  const prefix = deferralField('');
  return [...fields.keys()]
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length));
}

/** Saves what comes later, where that has changed; answers with what was refused. */
async function defer(
  exchange: Exchange,
  { draft }: DraftInHand,
  revision: number,
  later: readonly string[],
): Promise<{ readonly errors: readonly FieldError[]; readonly status: number } | undefined> {
  if (draft.deferred.length === later.length && later.every((key) => draft.deferred.includes(key)))
    return undefined;
  try {
    await exchange.run(deferEvidence, { draftId: draft.id, revision, requirementKeys: later });
    return undefined;
  } catch (error) {
    if (!isShownOnPage(error)) throw error;
    const errors = error.fields.length > 0 ? evidenceErrors(error.fields) : fieldErrorsOf(error, 'later');
    return { errors, status: statusOfPage(error) };
  }
}

async function dropEvidence(exchange: Exchange, settings: PortalSettings): Promise<Reply> {
  const draftId = idOf(exchange, 'draftId');
  const requirementKey = exchange.params['requirementKey'] ?? '';
  try {
    const removed = await exchange.run(removeEvidence, {
      draftId,
      revision: sentRevision(exchange.form),
      requirementKey,
    });
    if (removed !== undefined) await removeFiles(settings, [removed]);
  } catch (error) {
    if (!isShownOnPage(error)) throw error;
    return await showEvidence(exchange, settings, {
      errors: [{ field: requirementKey, text: error.text }],
      status: statusOfPage(error),
    });
  }
  return { kind: 'redirect', to: portalPaths.draftEvidence(exchange.locale, draftId) };
}
