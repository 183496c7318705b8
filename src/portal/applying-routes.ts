// Owns the pages of an application until it is sent: draft, documents, check, submission. Refuses other people's drafts.
import type { Answers } from '#engines/forms';
import { legalDayOf } from '#kernel/dates';
import type { AppError, FieldError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import {
  attachEvidence,
  type DraftInHand,
  divisionFinder,
  draftErrors,
  evidenceNotToBring,
  findRecipients,
  removeEvidence,
  saveDraft,
  startDraft,
  submitApplication,
  viewDraft,
} from '#modules/cases';
import { alsoApplyForKey } from '#modules/catalogue';
import { viewDivisions } from '#modules/organs';
import type { Exchange, Reply, Route } from '#platform/http';
import { evidenceFields, neededContent, pathAfter, pathToContinue, positionOn } from './draft-views.ts';
import { renderCheckPage } from './pages/check-page.ts';
import { renderDraftPage } from './pages/draft-page.ts';
import { renderEvidencePage } from './pages/evidence-page.ts';
import { portalPaths } from './pages/look/portal-paths.ts';
import {
  forResidents,
  frameOf,
  frameUseCases,
  idOf,
  isShownOnPage,
  localePattern,
  notFound,
  type PortalSettings,
  sent,
  sentRevision,
  statusOfPage,
} from './portal-request.ts';
import { fieldErrorsOf, readUploads, removeFiles } from './uploads.ts';

export function applyingRoutes(settings: PortalSettings): readonly Route[] {
  const page = (
    method: Route['method'],
    path: string,
    useCases: readonly string[],
    handle: Route['handle'],
    more: Partial<Route> = {},
  ): Route => ({
    ...forResidents,
    method,
    path: `${localePattern}${path}`,
    useCases: [...useCases, ...frameUseCases],
    handle,
    ...more,
  });
  const draftUseCases = ['view-draft', 'view-divisions'];
  return [
    page('POST', '/life-events/:key/start', ['start-draft', 'view-draft'], beginDraft),
    page('GET', '/drafts/:draftId', ['view-draft'], continueDraft),
    page('GET', '/drafts/:draftId/evidence', draftUseCases, (exchange) =>
      showEvidence(exchange, settings, [], undefined),
    ),
    page(
      'POST',
      '/drafts/:draftId/evidence',
      ['attach-evidence', ...draftUseCases],
      (exchange) => takeEvidence(exchange, settings),
      { body: 'multipart' },
    ),
    page(
      'POST',
      '/drafts/:draftId/evidence/:requirementKey/removal',
      ['remove-evidence', ...draftUseCases],
      (exchange) => dropEvidence(exchange, settings),
    ),
    page('GET', '/drafts/:draftId/check', [...draftUseCases, 'find-recipients'], (exchange) =>
      showCheck(exchange, [], undefined),
    ),
    page(
      'POST',
      '/drafts/:draftId/submission',
      ['submit-application', ...draftUseCases, 'find-recipients'],
      takeSubmission,
    ),
    page('GET', '/drafts/:draftId/:page', draftUseCases, showDraft),
    page('POST', '/drafts/:draftId/:page', ['save-draft', ...draftUseCases], takeDraft),
  ];
}

async function beginDraft(exchange: Exchange): Promise<Reply> {
  const { locale, form } = exchange;
  const names = [...form.keys()].filter((name) => name !== 'formToken' && name !== alsoApplyForKey);
  const also = (form.get(alsoApplyForKey) ?? []).join(',');
  const situations = {
    ...Object.fromEntries(names.map((name) => [name, sent(form, name)])),
    ...(also === '' ? {} : { [alsoApplyForKey]: also }),
  };
  const draftId = await exchange.run(startDraft, { lifeEventKey: exchange.params['key'] ?? '', situations });
  const inHand = await exchange.run(viewDraft, { draftId });
  return { kind: 'redirect', to: pathToContinue(inHand, locale) };
}

async function continueDraft(exchange: Exchange): Promise<Reply> {
  const inHand = await exchange.run(viewDraft, { draftId: idOf(exchange, 'draftId') });
  return { kind: 'redirect', to: pathToContinue(inHand, exchange.locale) };
}

/** A draft that was sent is no draft any more: its pages lead to the applications. */
function sentAlready({ draft }: DraftInHand, { locale }: Exchange): Reply | undefined {
  return draft.submittedAt === null ? undefined : { kind: 'redirect', to: portalPaths.applications(locale) };
}

async function showDraft(exchange: Exchange): Promise<Reply> {
  const inHand = await exchange.run(viewDraft, { draftId: idOf(exchange, 'draftId') });
  return (
    sentAlready(inHand, exchange) ??
    (await renderDraft(exchange, inHand, inHand.draft.answers, [], undefined))
  );
}

async function renderDraft(
  exchange: Exchange,
  inHand: DraftInHand,
  answers: Answers,
  errors: readonly FieldError[],
  error: AppError | undefined,
): Promise<Reply> {
  const { locale, now } = exchange;
  const content = neededContent(inHand);
  const pageKey = exchange.params['page'] ?? '';
  if (!content.pages.some((page) => page.key === pageKey)) throw notFound();
  const action = portalPaths.draftPage(locale, inHand.draft.id, pageKey);
  const html = renderDraftPage(
    {
      content,
      pageKey,
      action,
      revision: inHand.draft.revision,
      answers,
      errors,
      findDivision: divisionFinder(await exchange.run(viewDivisions, {})),
      position: positionOn(inHand, locale, action, now),
    },
    await frameOf(exchange),
  );
  return { kind: 'page', html, status: error === undefined ? 200 : statusOfPage(error) };
}

async function takeDraft(exchange: Exchange): Promise<Reply> {
  const { locale, form } = exchange;
  const draftId = idOf(exchange, 'draftId');
  const pageKey = exchange.params['page'] ?? '';
  const inHand = await exchange.run(viewDraft, { draftId });
  if (!neededContent(inHand).pages.some((page) => page.key === pageKey)) throw notFound();
  const answers = inHand.form.readAnswers(form, pageKey);
  try {
    await exchange.run(saveDraft, { draftId, revision: sentRevision(form), pageKey, answers });
  } catch (error) {
    if (!isShownOnPage(error)) throw error;
    // What was entered is shown again, on top of what is saved now.
    const entered = inHand.form.mergePage(inHand.draft.answers, pageKey, answers);
    const first = neededContent(inHand).pages.find((page) => page.key === pageKey)?.fields[0] ?? pageKey;
    return await renderDraft(exchange, inHand, entered, fieldErrorsOf(error, first), error);
  }
  return { kind: 'redirect', to: pathAfter(inHand, locale, portalPaths.draftPage(locale, draftId, pageKey)) };
}

async function showEvidence(
  exchange: Exchange,
  settings: PortalSettings,
  errors: readonly FieldError[],
  status: number | undefined,
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
      evidence: evidenceFields(inHand, locale),
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

async function takeEvidence(exchange: Exchange, settings: PortalSettings): Promise<Reply> {
  const draftId = idOf(exchange, 'draftId');
  // Whose draft it is comes first: nobody's bytes are taken in for a draft of another.
  await exchange.run(viewDraft, { draftId });
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
  if (failed.length > 0) return await showEvidence(exchange, settings, failed, status);
  const inHand = await exchange.run(viewDraft, { draftId });
  const missing = draftErrors(inHand).filter((error) => error.field.startsWith('evidence.'));
  if (missing.length > 0) {
    return await showEvidence(
      exchange,
      settings,
      missing.map((error) => ({ ...error, field: error.field.slice('evidence.'.length) })),
      422,
    );
  }
  return { kind: 'redirect', to: portalPaths.checkDraft(exchange.locale, draftId) };
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
    return await showEvidence(
      exchange,
      settings,
      [{ field: requirementKey, text: error.text }],
      statusOfPage(error),
    );
  }
  return { kind: 'redirect', to: portalPaths.draftEvidence(exchange.locale, draftId) };
}

async function showCheck(
  exchange: Exchange,
  errors: readonly FieldError[],
  status: number | undefined,
): Promise<Reply> {
  const { locale, now } = exchange;
  const draftId = idOf(exchange, 'draftId');
  const inHand = await exchange.run(viewDraft, { draftId });
  const gone = sentAlready(inHand, exchange);
  if (gone !== undefined) return gone;
  const content = neededContent(inHand);
  const needed = content.pages.flatMap((page) => page.fields);
  const open = draftErrors(inHand);
  const lacksEvidence = open.some((error) => error.field.startsWith('evidence.'));
  const evidencePath = portalPaths.draftEvidence(locale, draftId);
  const fields = evidenceFields(inHand, locale);
  const html = renderCheckPage(
    {
      content,
      revision: inHand.draft.revision,
      action: portalPaths.submitDraft(locale, draftId),
      answers: inHand.form
        .describe(inHand.draft.answers, {
          findDivision: divisionFinder(await exchange.run(viewDivisions, {})),
        })
        .filter((one) => needed.includes(one.field)),
      pagePath: (pageKey) => portalPaths.draftPage(locale, draftId, pageKey),
      incomplete: [
        ...content.pages
          .filter((page) => open.some((error) => page.fields.includes(error.field)))
          .map((page) => ({ title: page.title, path: portalPaths.draftPage(locale, draftId, page.key) })),
        ...(lacksEvidence
          ? fields
              .filter((field) => field.attached.length === 0)
              .map((field) => ({ title: field.name, path: evidencePath }))
          : []),
      ],
      evidence: fields.map((field) => ({
        name: field.name,
        fileNames: field.attached.map((file) => file.fileName),
      })),
      evidencePath,
      recipients: await exchange.run(findRecipients, { draftId, on: legalDayOf(now) }),
      errors,
      position: positionOn(inHand, locale, portalPaths.checkDraft(locale, draftId), now),
    },
    await frameOf(exchange),
  );
  return { kind: 'page', html, status: status ?? 200 };
}

async function takeSubmission(exchange: Exchange): Promise<Reply> {
  const { locale, form } = exchange;
  const draftId = idOf(exchange, 'draftId');
  let applicationId: Id;
  try {
    applicationId = await exchange.run(submitApplication, {
      draftId,
      revision: sentRevision(form),
      declared: sent(form, 'declaration') !== '',
    });
  } catch (error) {
    if (!isShownOnPage(error)) throw error;
    return await showCheck(exchange, fieldErrorsOf(error, 'declaration'), statusOfPage(error));
  }
  return { kind: 'redirect', to: portalPaths.receipt(locale, applicationId) };
}
