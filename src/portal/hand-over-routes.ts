// Owns the addresses by which an applicant hands a draft over to a counter; refuses other people's drafts.
import { type HandOver, offerHandOver, viewDraft } from '#modules/cases';
import type { Exchange, Reply, Route } from '#platform/http';
import { renderHandOverPage } from './pages/hand-over-page.ts';
import { portalPaths } from './pages/look/portal-paths.ts';
import { forResidents, frameOf, frameUseCases, idOf, localePattern, sentRevision } from './portal-request.ts';

export function handOverRoutes(): readonly Route[] {
  const path = `${localePattern}/drafts/:draftId/hand-over`;
  return [
    {
      ...forResidents,
      method: 'GET',
      path,
      useCases: ['view-draft', ...frameUseCases],
      handle: (exchange) => showHandOver(exchange, undefined),
    },
    {
      ...forResidents,
      method: 'POST',
      path,
      useCases: ['offer-hand-over', 'view-draft', ...frameUseCases],
      // The code stands on the answer itself and nowhere else: it is not stored, and a reload makes another one.
      async handle(exchange) {
        const draftId = idOf(exchange, 'draftId');
        const revision = sentRevision(exchange.form);
        return await showHandOver(exchange, await exchange.run(offerHandOver, { draftId, revision }));
      },
    },
  ];
}

async function showHandOver(exchange: Exchange, handOver: HandOver | undefined): Promise<Reply> {
  const { locale } = exchange;
  const { draft } = await exchange.run(viewDraft, { draftId: idOf(exchange, 'draftId') });
  if (draft.submittedAt !== null) return { kind: 'redirect', to: portalPaths.applications(locale) };
  const html = renderHandOverPage(
    {
      action: portalPaths.handOver(locale, draft.id),
      revision: draft.revision,
      draftPath: portalPaths.draft(locale, draft.id),
      handOver,
      continuedAtCounterAt: draft.continuedAtCounterAt,
    },
    await frameOf(exchange),
  );
  return { kind: 'page', html };
}
