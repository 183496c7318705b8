// Owns the addresses of papers on the portal: the applicant's own as PDF, and the verification by anyone.
import { isAppError } from '#kernel/errors';
import { normaliseNumber } from '#kernel/numbers';
import { openOwnPaper, paperFileName, renderCasePaper, verifyPaper } from '#modules/cases';
import type { VerifiedPaper } from '#modules/cases/contract';
import type { Exchange, Reply, Route } from '#platform/http';
import { renderPaperVerificationPage } from './pages/paper-verification-page.ts';
import {
  forAnyone,
  forResidents,
  frameOf,
  frameUseCases,
  idOf,
  localePattern,
  type PortalSettings,
} from './portal-request.ts';

/** Guesses a minute at a verification code from one address. */
const guessesPerMinuteMost = 20;

export function paperRoutes(settings: PortalSettings): readonly Route[] {
  return [
    {
      ...forResidents,
      method: 'GET',
      path: `${localePattern}/cases/:caseId/papers/:paperId/paper.pdf`,
      useCases: ['open-own-paper', ...frameUseCases],
      handle: (exchange) => sendPaper(exchange, settings),
    },
    {
      ...forAnyone,
      method: 'GET',
      path: `${localePattern}/papers/:code`,
      useCases: ['verify-paper', ...frameUseCases],
      mostPerMinute: guessesPerMinuteMost,
      handle: showVerification,
    },
  ];
}

/** Opening it for the first time is on record as its delivery on the portal. */
async function sendPaper(exchange: Exchange, settings: PortalSettings): Promise<Reply> {
  const paper = await exchange.run(openOwnPaper, {
    caseId: idOf(exchange, 'caseId'),
    paperId: idOf(exchange, 'paperId'),
  });
  return {
    kind: 'bytes',
    content: await renderCasePaper({ paper, signature: null }, settings.publicUrl),
    mediaType: 'application/pdf',
    fileName: paperFileName(paper),
    disposition: 'inline',
  };
}

async function showVerification(exchange: Exchange): Promise<Reply> {
  const code = normaliseNumber(exchange.params['code'] ?? '').slice(0, 60);
  const paper = await findPaper(exchange, code);
  const view = { checkedAt: exchange.now, paper };
  const html = renderPaperVerificationPage(view, await frameOf(exchange));
  return paper === undefined ? { kind: 'page', html, status: 404 } : { kind: 'page', html };
}

async function findPaper(exchange: Exchange, code: string): Promise<VerifiedPaper | undefined> {
  try {
    return await exchange.run(verifyPaper, { code });
  } catch (error) {
    if (!isAppError(error) || error.kind !== 'not-found') throw error;
    return undefined;
  }
}
