// Owns the pages on which applicants act on a case after it was sent: withdraw, choose, supply. Refuses others' cases.
import { type AppError, type FieldError, isAppError } from '#kernel/errors';
import { normaliseNumber } from '#kernel/numbers';
import {
  goOnWithCase,
  type OwnApplication,
  type OwnCase,
  type OwnProcedure,
  supplyDeferred,
  viewApplication,
  withdrawCase,
} from '#modules/cases';
import { acceptedMediaTypes } from '#platform/files';
import type { Exchange, Reply, Route } from '#platform/http';
import { choiceWords, withdrawalWords } from './pages/acting-messages.ts';
import { renderChoicePage } from './pages/choice-page.ts';
import { portalPaths } from './pages/look/portal-paths.ts';
import { renderSupplyPage } from './pages/supply-page.ts';
import { renderWithdrawalPage, renderWithdrawalRefusedPage } from './pages/withdrawal-page.ts';
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
  statusOfPage,
} from './portal-request.ts';
import { fieldErrorsOf, readUploads, removeFiles } from './uploads.ts';

export function actingRoutes(settings: PortalSettings): readonly Route[] {
  const own = (
    method: Route['method'],
    path: string,
    useCases: readonly string[],
    handle: Route['handle'],
    more: Partial<Route> = {},
  ): Route => ({
    ...forResidents,
    method,
    path: `${localePattern}/applications/:applicationId${path}`,
    useCases: ['view-application', ...useCases, ...frameUseCases],
    handle,
    ...more,
  });
  const ofCase = '/cases/:caseId';
  return [
    own('GET', '/withdrawal', [], showWithdrawal),
    own('POST', '/withdrawal', ['withdraw-case'], takeWithdrawal),
    own('GET', `${ofCase}/withdrawal`, [], showWithdrawal),
    own('POST', `${ofCase}/withdrawal`, ['withdraw-case'], takeWithdrawal),
    own('GET', `${ofCase}/choice`, [], (exchange) => showChoice(exchange, '', [], undefined)),
    own('POST', `${ofCase}/choice`, ['go-on-with-case'], takeChoice),
    own('GET', `${ofCase}/supply`, [], (exchange) => showSupply(exchange, settings, '', [], undefined)),
    own('POST', `${ofCase}/supply`, ['supply-deferred'], (exchange) => takeSupply(exchange, settings), {
      body: 'multipart',
    }),
  ];
}

const noteCharactersMost = 1_000;

function sentNote(fields: Exchange['form']): string {
  return sent(fields, 'note').trim().slice(0, noteCharactersMost);
}

interface InHand {
  readonly application: OwnApplication;
  readonly statusPath: string;
}

async function getApplication(exchange: Exchange): Promise<InHand> {
  const application = await exchange.run(viewApplication, { applicationId: idOf(exchange, 'applicationId') });
  return { application, statusPath: portalPaths.application(exchange.locale, application.id) };
}

/** The case that the address names. Throws AppError 'not-found' for one that isn't of this application. */
function caseOf({ application }: InHand, exchange: Exchange): OwnCase {
  const found = application.cases.find((one) => one.id === exchange.params['caseId']);
  if (found === undefined) throw notFound();
  return found;
}

/** The case of the address, or, without one, all of the application. */
function casesNamed(inHand: InHand, exchange: Exchange): readonly OwnCase[] {
  return exchange.params['caseId'] === undefined ? inHand.application.cases : [caseOf(inHand, exchange)];
}

async function showWithdrawal(exchange: Exchange): Promise<Reply> {
  const { locale } = exchange;
  const inHand = await getApplication(exchange);
  const { application, statusPath } = inHand;
  const named = casesNamed(inHand, exchange);
  const open = named.filter((one) => one.mayWithdraw);
  if (open.length === 0) return { kind: 'redirect', to: statusPath };
  const whole = exchange.params['caseId'] === undefined;
  const others = application.cases.filter((one) => one.mayWithdraw && !open.includes(one));
  const numbers = open.map((one) => one.number);
  const html = renderWithdrawalPage(
    {
      subject: application.subject,
      whole,
      cases: open.map(({ serviceName, organName }) => ({ serviceName, organName })),
      dependants: others
        .filter((one) => one.waitsFor !== null && numbers.includes(one.waitsFor.number))
        .filter((one) => one.status === 'waiting')
        .map((one) => one.serviceName),
      othersGoOn: others.length > 0,
      note: '',
      action: portalPaths.withdrawal(locale, application.id, whole ? undefined : open[0]?.id),
      statusPath,
      errors: [],
    },
    await frameOf(exchange),
  );
  return { kind: 'page', html };
}

/** Withdraws what is named, one after the other: a case that ended meanwhile keeps nobody from withdrawing the rest. */
async function takeWithdrawal(exchange: Exchange): Promise<Reply> {
  const inHand = await getApplication(exchange);
  const named = casesNamed(inHand, exchange);
  const whole = exchange.params['caseId'] === undefined;
  const note = sentNote(exchange.form);
  // One that is named is tried in any case, so that the refusal is the use case's own; of all only what is open.
  const tried = whole ? named.filter((one) => one.mayWithdraw) : named;
  let refused: AppError | undefined;
  let withdrawn = 0;
  for (const { id } of tried) {
    try {
      await exchange.run(withdrawCase, { caseId: id, note });
      withdrawn += 1;
    } catch (error) {
      if (!isAppError(error) || error.kind !== 'conflict') throw error;
      refused = error;
    }
  }
  if (withdrawn > 0) return { kind: 'redirect', to: inHand.statusPath };
  const html = renderWithdrawalRefusedPage(
    {
      subject: inHand.application.subject,
      sentence: refused?.text ?? withdrawalWords.noneOpen,
      statusPath: inHand.statusPath,
    },
    await frameOf(exchange),
  );
  return { kind: 'page', html, status: 409 };
}

async function showChoice(
  exchange: Exchange,
  licenceNumber: string,
  errors: readonly FieldError[],
  status: number | undefined,
): Promise<Reply> {
  const { locale } = exchange;
  const inHand = await getApplication(exchange);
  const { application, statusPath } = inHand;
  const one = caseOf(inHand, exchange);
  const chosen = one.actsUnderway.includes('go-on') || one.actsUnderway.includes('withdraw');
  // Nothing is to be chosen: the page of the application says why.
  if (status === undefined && (one.status !== 'stopped' || chosen))
    return { kind: 'redirect', to: statusPath };
  const html = renderChoicePage(
    {
      subject: application.subject,
      serviceName: one.serviceName,
      organName: one.organName,
      awaited: one.waitsFor?.serviceName ?? one.serviceName,
      licenceNumber,
      action: portalPaths.choice(locale, application.id, one.id),
      withdrawalPath: portalPaths.withdrawal(locale, application.id, one.id),
      statusPath,
      errors,
    },
    await frameOf(exchange),
  );
  return { kind: 'page', html, status: status ?? 200 };
}

const licenceNumberCharactersMost = 40;

async function takeChoice(exchange: Exchange): Promise<Reply> {
  const inHand = await getApplication(exchange);
  const { id } = caseOf(inHand, exchange);
  const typed = sent(exchange.form, 'licenceNumber').trim().slice(0, licenceNumberCharactersMost);
  if (typed === '')
    return await showChoice(exchange, typed, [{ field: 'licenceNumber', text: choiceWords.missing }], 422);
  try {
    await exchange.run(goOnWithCase, { caseId: id, licenceNumber: normaliseNumber(typed) });
  } catch (error) {
    if (!isShownOnPage(error)) throw error;
    return await showChoice(exchange, typed, fieldErrorsOf(error, 'licenceNumber'), statusOfPage(error));
  }
  return { kind: 'redirect', to: inHand.statusPath };
}

interface SupplyInHand extends InHand {
  readonly one: OwnCase;
  readonly supply: OwnProcedure;
}

async function getSupply(exchange: Exchange): Promise<SupplyInHand> {
  const inHand = await getApplication(exchange);
  const one = caseOf(inHand, exchange);
  const supply = one.procedures.find(({ kind }) => kind === 'supply');
  if (supply === undefined) throw notFound();
  return { ...inHand, one, supply };
}

async function showSupply(
  exchange: Exchange,
  settings: PortalSettings,
  note: string,
  errors: readonly FieldError[],
  status: number | undefined,
): Promise<Reply> {
  const { locale } = exchange;
  const { application, statusPath, one, supply } = await getSupply(exchange);
  const over = supply.status !== 'open' || one.actsUnderway.includes('supply');
  if (status === undefined && over) return { kind: 'redirect', to: statusPath };
  const html = renderSupplyPage(
    {
      subject: application.subject,
      serviceName: one.serviceName,
      organName: one.organName,
      dueOn: supply.dueOn,
      evidence: supply.documents.map(({ requirementKey, name }) => ({
        key: requirementKey,
        name,
        hint: undefined,
        services: [],
        accept: acceptedMediaTypes,
        attached: [],
      })),
      sizeBytesMost: settings.fileSizeLimitBytes,
      note,
      action: portalPaths.supply(locale, application.id, one.id),
      statusPath,
      errors,
    },
    await frameOf(exchange),
  );
  return { kind: 'page', html, status: status ?? 200 };
}

async function takeSupply(exchange: Exchange, settings: PortalSettings): Promise<Reply> {
  const { statusPath, one } = await getSupply(exchange);
  const { fields, files, errors } = await readUploads(exchange, settings);
  const note = sentNote(fields);
  const discard = (wanted: (key: string) => boolean) =>
    removeFiles(
      settings,
      [...files].filter(([key]) => wanted(key)).map(([, file]) => file.fileId),
    );
  if (errors.length > 0) {
    await discard(() => true);
    return await showSupply(exchange, settings, note, errors, 422);
  }
  try {
    await exchange.run(supplyDeferred, { caseId: one.id, note, evidence: Object.fromEntries(files) });
  } catch (error) {
    await discard(() => true);
    if (!isShownOnPage(error)) throw error;
    const shown = fieldErrorsOf(error, 'note').map(({ field, text }) => ({
      field: field.replace(/^evidence\./, ''),
      text,
    }));
    return await showSupply(exchange, settings, note, shown, statusOfPage(error));
  }
  // What was asked for by nobody is not kept: no row knows it.
  const asked = (await getSupply(exchange)).supply.documents.map(({ requirementKey }) => requirementKey);
  await discard((key) => !asked.includes(key));
  return { kind: 'redirect', to: statusPath };
}
