// Owns the pages of an application until it is sent: draft, check, submission. Refuses other people's drafts.
import type { Answers } from '#engines/forms';
import { legalDayOf } from '#kernel/dates';
import type { AppError, FieldError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import type { Locale, Text } from '#kernel/texts';
import {
  type DraftInHand,
  divisionFinder,
  draftErrors,
  findRecipients,
  saveDraft,
  startDraft,
  submitApplication,
  viewDraft,
} from '#modules/cases';
import { alsoApplyForKey } from '#modules/catalogue';
import { viewDivisions } from '#modules/organs';
import type { Exchange, Reply, Route } from '#platform/http';
import { evidenceFields, neededContent, pathAfter, pathToContinue, positionOn } from './draft-views.ts';
import { chosenManners, commitmentField, commitmentsOf } from './manner-views.ts';
import { renderCheckPage } from './pages/check-page.ts';
import { renderDraftPage } from './pages/draft-page.ts';
import { portalPaths } from './pages/look/portal-paths.ts';
import {
  forResidents,
  frameOf,
  frameUseCases,
  idOf,
  isShownOnPage,
  localePattern,
  notFound,
  sent,
  sentAlready,
  sentRevision,
  statusOfPage,
} from './portal-request.ts';
import { fieldErrorsOf } from './uploads.ts';

export function applyingRoutes(): readonly Route[] {
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
    page('GET', '/drafts/:draftId/check', [...draftUseCases, 'find-recipients'], (exchange) =>
      showCheck(exchange, [], [], undefined),
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

async function showCheck(
  exchange: Exchange,
  ticked: readonly string[],
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
      incomplete: incompleteSteps(inHand, locale),
      evidence: fields.map(({ name, attached, deferral }) => ({
        name,
        fileNames: attached.map((file) => file.fileName),
        later: deferral?.chosen === true ? deferral.status : undefined,
      })),
      evidencePath,
      manners: chosenManners(inHand),
      mannerPath: portalPaths.draftManner(locale, draftId),
      commitments: commitmentsOf(inHand),
      ticked,
      recipients: await exchange.run(findRecipients, { draftId, on: legalDayOf(now) }),
      errors,
      position: positionOn(inHand, locale, portalPaths.checkDraft(locale, draftId), now),
    },
    await frameOf(exchange),
  );
  return { kind: 'page', html, status: status ?? 200 };
}

/** What keeps the draft from being sent: the pages that have an error, and the documents that are missing. */
function incompleteSteps(
  inHand: DraftInHand,
  locale: Locale,
): readonly { readonly title: Text; readonly path: string }[] {
  const { id } = inHand.draft;
  const open = draftErrors(inHand);
  return [
    ...neededContent(inHand)
      .pages.filter((page) => open.some((error) => page.fields.includes(error.field)))
      .map((page) => ({ title: page.title, path: portalPaths.draftPage(locale, id, page.key) })),
    ...evidenceFields(inHand, locale)
      .filter((field) => open.some((error) => error.field === `evidence.${field.key}`))
      .map((field) => ({ title: field.name, path: portalPaths.draftEvidence(locale, id) })),
  ];
}

async function takeSubmission(exchange: Exchange): Promise<Reply> {
  const { locale, form } = exchange;
  const draftId = idOf(exchange, 'draftId');
  const prefix = commitmentField('');
  const accepted = [...form.keys()].filter((name) => name.startsWith(prefix) && sent(form, name) !== '');
  const declared = sent(form, 'declaration') !== '';
  let applicationId: Id;
  try {
    applicationId = await exchange.run(submitApplication, {
      draftId,
      revision: sentRevision(form),
      declared,
      committed: accepted.map((name) => name.slice(prefix.length)),
    });
  } catch (error) {
    if (!isShownOnPage(error)) throw error;
    // What was changed meanwhile has to be read again before anything about it is ticked.
    const ticked = error.kind === 'conflict' ? [] : [...accepted, ...(declared ? ['declaration'] : [])];
    return await showCheck(exchange, ticked, fieldErrorsOf(error, 'declaration'), statusOfPage(error));
  }
  return { kind: 'redirect', to: portalPaths.receipt(locale, applicationId) };
}
