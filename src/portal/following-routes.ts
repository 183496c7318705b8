// Owns the pages after an application: receipt, status, correction, notices, progress.
import { setTimeout } from 'node:timers/promises';
import { legalDayOf } from '#kernel/dates';
import { type AppError, type FieldError, isAppError } from '#kernel/errors';
import { normaliseNumber } from '#kernel/numbers';
import { inLocale } from '#kernel/texts';
import {
  findProgress,
  listApplications,
  listDrafts,
  type OwnApplication,
  type OwnCase,
  progressAddress,
  renderReceiptPaper,
  replyToCorrection,
  viewApplication,
} from '#modules/cases';
import { listNotices, markNoticesRead } from '#modules/notices';
import { acceptedMediaTypes } from '#platform/files';
import type { Exchange, Reply, Route } from '#platform/http';
import { renderApplicationsPage } from './pages/applications-page.ts';
import { renderCorrectionPage } from './pages/correction-page.ts';
import { portalPaths } from './pages/look/portal-paths.ts';
import { renderNoticesPage } from './pages/notices-page.ts';
import { renderProgressPage, renderProgressResultPage } from './pages/progress-page.ts';
import { renderReceiptPage } from './pages/receipt-page.ts';
import { renderStatusPage } from './pages/status-page.ts';
import {
  forAnyone,
  forResidents,
  frameOf,
  frameUseCases,
  idOf,
  isShownOnPage,
  localePattern,
  notFound,
  type PortalSettings,
  sent,
  statusOfPage,
} from './portal-request.ts';
import { historyOf, ownCaseView, progressCaseView } from './status-views.ts';
import { fieldErrorsOf, readUploads, removeFiles } from './uploads.ts';

/** Guesses a minute at number and query code, from one address. */
const guessesPerMinuteMost = 20;

export function followingRoutes(settings: PortalSettings): readonly Route[] {
  const own = (
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
  const open = (
    method: Route['method'],
    path: string,
    useCases: readonly string[],
    handle: Route['handle'],
  ): Route => ({
    ...forAnyone,
    method,
    path: `${localePattern}${path}`,
    useCases: [...useCases, ...frameUseCases],
    mostPerMinute: guessesPerMinuteMost,
    handle,
  });
  const correctionPath = '/applications/:applicationId/cases/:caseId/correction';
  return [
    own('GET', '/applications', ['list-applications', 'list-drafts'], showApplications),
    own('GET', '/applications/:applicationId', ['view-application'], showStatus, { kept: true }),
    own('GET', '/applications/:applicationId/receipt', ['view-application'], (exchange) =>
      showReceipt(exchange, settings),
    ),
    own('GET', '/applications/:applicationId/receipt.pdf', ['view-application'], (exchange) =>
      sendReceipt(exchange, settings),
    ),
    own('GET', correctionPath, ['view-application'], (exchange) =>
      showCorrection(exchange, settings, '', [], undefined),
    ),
    own(
      'POST',
      correctionPath,
      ['view-application', 'reply-to-correction'],
      (exchange) => takeCorrection(exchange, settings),
      { body: 'multipart' },
    ),
    own('GET', '/notices', ['list-notices', 'mark-notices-read'], showNotices),
    open('GET', '/progress', [], showProgressForm),
    open('POST', '/progress', ['find-progress'], showProgress),
  ];
}

async function showApplications(exchange: Exchange): Promise<Reply> {
  const { locale } = exchange;
  const drafts = await exchange.run(listDrafts, {});
  const applications = await exchange.run(listApplications, {});
  const html = renderApplicationsPage(
    {
      drafts: drafts.map((draft) => ({
        title: draft.lifeEventTitle,
        subject: draft.subject,
        savedAt: draft.updatedAt,
        continuePath: portalPaths.draft(locale, draft.id),
      })),
      applications: applications.map((one) => ({
        number: one.number,
        subject: one.subject,
        title: one.lifeEventTitle,
        submittedAt: one.submittedAt,
        cases: one.cases,
        path: portalPaths.application(locale, one.id),
      })),
    },
    await frameOf(exchange),
  );
  return { kind: 'page', html };
}

async function showStatus(exchange: Exchange): Promise<Reply> {
  const { locale } = exchange;
  const application = await exchange.run(viewApplication, { applicationId: idOf(exchange, 'applicationId') });
  const html = renderStatusPage(
    {
      number: application.number,
      subject: application.subject,
      submittedAt: application.submittedAt,
      receiptPath: portalPaths.receipt(locale, application.id),
      withdrawalPath:
        application.cases.filter((one) => one.mayWithdraw).length > 1
          ? portalPaths.withdrawal(locale, application.id)
          : undefined,
      cases: application.cases.map((one) => ownCaseView(one, application, locale)),
      history: historyOf(application),
    },
    await frameOf(exchange),
  );
  return { kind: 'page', html };
}

/** The cases are opened a moment after the submission; a receipt that can name them is worth that moment. */
const dispatchWaits = 10;
const dispatchWaitMs = 100;

async function getDispatched(exchange: Exchange): Promise<OwnApplication> {
  const applicationId = idOf(exchange, 'applicationId');
  for (let wait = 0; ; wait += 1) {
    const application = await exchange.run(viewApplication, { applicationId });
    if (application.dispatched || wait === dispatchWaits) return application;
    await setTimeout(dispatchWaitMs);
  }
}

async function showReceipt(exchange: Exchange, settings: PortalSettings): Promise<Reply> {
  const { locale } = exchange;
  const application = await getDispatched(exchange);
  const html = renderReceiptPage(
    {
      number: application.number,
      queryCode: application.queryCode,
      subject: application.subject,
      submittedAt: application.submittedAt,
      cases: application.cases.map((one) => ({
        serviceName: one.serviceName,
        organName: one.organName,
        answerBy: one.clocks.find((clock) => clock.kind === 'acceptance')?.dueOn,
        waitsFor: one.waitsFor?.serviceName,
      })),
      progressAddress: progressAddress(settings.publicUrl, locale, application.number),
      pdfPath: portalPaths.receiptPdf(locale, application.id),
      statusPath: portalPaths.application(locale, application.id),
    },
    await frameOf(exchange),
  );
  return { kind: 'page', html };
}

async function sendReceipt(exchange: Exchange, settings: PortalSettings): Promise<Reply> {
  const application = await getDispatched(exchange);
  const content = await renderReceiptPaper(application, exchange.locale, settings.publicUrl);
  return {
    kind: 'bytes',
    content,
    mediaType: 'application/pdf',
    fileName: `${application.number}.pdf`,
    disposition: 'inline',
  };
}

interface OwnCorrection {
  readonly application: OwnApplication;
  readonly theCase: OwnCase;
  readonly correction: NonNullable<OwnCase['correction']>;
}

async function getCorrection(exchange: Exchange): Promise<OwnCorrection> {
  const application = await exchange.run(viewApplication, { applicationId: idOf(exchange, 'applicationId') });
  const theCase = application.cases.find((one) => one.id === exchange.params['caseId']);
  if (theCase === undefined || theCase.correction === null) throw notFound();
  return { application, theCase, correction: theCase.correction };
}

async function showCorrection(
  exchange: Exchange,
  settings: PortalSettings,
  note: string,
  errors: readonly FieldError[],
  error: AppError | undefined,
): Promise<Reply> {
  const { locale } = exchange;
  const { application, theCase, correction } = await getCorrection(exchange);
  const statusPath = portalPaths.application(locale, application.id);
  if (correction.replied) return { kind: 'redirect', to: statusPath };
  const html = renderCorrectionPage(
    {
      serviceName: theCase.serviceName,
      organName: theCase.organName,
      noticedOn: legalDayOf(correction.noticedAt),
      items: correction.items,
      evidence: correction.items.map((item) => ({
        key: item.requirementKey,
        name: item.name,
        hint: { zh: item.sentence, en: item.sentence },
        services: [],
        accept: acceptedMediaTypes,
        attached: [],
      })),
      sizeBytesMost: settings.fileSizeLimitBytes,
      note,
      revision: 1,
      action: portalPaths.correction(locale, application.id, theCase.id),
      statusPath,
      subject: application.subject,
      errors,
    },
    await frameOf(exchange),
  );
  const failed = errors.length > 0 ? 422 : 200;
  return { kind: 'page', html, status: error === undefined ? failed : statusOfPage(error) };
}

const noteCharactersMost = 1_000;

async function takeCorrection(exchange: Exchange, settings: PortalSettings): Promise<Reply> {
  const { application, theCase } = await getCorrection(exchange);
  const { fields, files, errors } = await readUploads(exchange, settings);
  const note = sent(fields, 'note').trim().slice(0, noteCharactersMost);
  const discard = () =>
    removeFiles(
      settings,
      [...files.values()].map((file) => file.fileId),
    );
  if (errors.length > 0) {
    await discard();
    return await showCorrection(exchange, settings, note, errors, undefined);
  }
  try {
    await exchange.run(replyToCorrection, { caseId: theCase.id, note, evidence: Object.fromEntries(files) });
  } catch (error) {
    await discard();
    if (!isShownOnPage(error)) throw error;
    const shown = fieldErrorsOf(error, 'note').map((one) => ({
      ...one,
      field: one.field.replace(/^evidence\./, ''),
    }));
    return await showCorrection(exchange, settings, note, shown, error);
  }
  return { kind: 'redirect', to: portalPaths.application(exchange.locale, application.id) };
}

async function showNotices(exchange: Exchange): Promise<Reply> {
  const { locale } = exchange;
  const { notices } = await exchange.run(listNotices, { page: 1 });
  const frame = await frameOf(exchange);
  const html = renderNoticesPage(
    {
      notices: notices.map((one) => ({
        at: one.createdAt,
        title: one.title,
        body: one.body,
        path: `/${locale}${one.path}`,
        isNew: one.readAt === null,
      })),
    },
    frame,
  );
  await exchange.run(markNoticesRead, { shownAt: exchange.now });
  return { kind: 'page', html };
}

async function showProgressForm(exchange: Exchange): Promise<Reply> {
  const number = normaliseNumber(exchange.query['number'] ?? '').slice(0, 20);
  return {
    kind: 'page',
    html: renderProgressPage({ number, queryCode: '', errors: [] }, await frameOf(exchange)),
  };
}

async function showProgress(exchange: Exchange): Promise<Reply> {
  const { locale, form } = exchange;
  const typed = {
    number: sent(form, 'number').slice(0, 40),
    queryCode: sent(form, 'queryCode').slice(0, 40),
  };
  try {
    const progress = await exchange.run(findProgress, typed);
    const html = renderProgressResultPage(
      {
        number: progress.number,
        title: inLocale(progress.lifeEventTitle, locale),
        cases: progress.cases.map((one) => progressCaseView(one, progress.cases)),
      },
      await frameOf(exchange),
    );
    return { kind: 'page', html };
  } catch (error) {
    if (!isAppError(error) || error.kind !== 'not-found') throw error;
    const html = renderProgressPage(
      { ...typed, errors: [{ field: 'number', text: error.text }] },
      await frameOf(exchange),
    );
    return { kind: 'page', html, status: 404 };
  }
}
