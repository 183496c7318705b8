// Owns the workbench's addresses of cases; refuses to decide anything: each leads to one use case.
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { AppError } from '#kernel/errors';
import { type Id, isId } from '#kernel/ids';
import { isZone } from '#kernel/zones';
import { type InboxFilter, inboxWish } from '#modules/work/contract';
import type { FileStore } from '#platform/files';
import type { Exchange, Reply, Route } from '#platform/http';
import { acceptCase } from './accept-case.ts';
import { archiveRoutes } from './archive-routes.ts';
import { addNote, listNotes } from './case-notes.ts';
import {
  acceptBody,
  casePaths,
  correctionBody,
  decisionBody,
  extensionBody,
  inspectionBody,
  noteBody,
  onTheSpotBody,
  openProcedureBody,
  refuseAcceptanceBody,
  reviewBody,
  terminationBody,
  transferBody,
} from './contract.ts';
import { counterRoutes } from './counter-routes.ts';
import { decideCase, refuseAcceptance } from './decide-case.ts';
import { decideOnTheSpot } from './decide-on-the-spot.ts';
import { extendCase } from './extend-case.ts';
import { listInboxFilters } from './inbox-filters.ts';
import { listInbox, searchCases } from './list-inbox.ts';
import { caseMessages } from './messages.ts';
import { openProcedure } from './open-procedure.ts';
import { paperRoutes } from './paper-routes.ts';
import { previewAcceptance } from './preview-acceptance.ts';
import { procedureRoutes } from './procedure-routes.ts';
import { recordFileRoutes } from './record-file-routes.ts';
import { requestCorrection } from './request-correction.ts';
import { inspectCase, reviewCase } from './review-case.ts';
import { terminateCase } from './terminate-case.ts';
import { transferCase } from './transfer-case.ts';
import { viewCase, viewEvidence } from './view-case.ts';

export interface CaseSettings {
  readonly files: FileStore;
  /** Where the portal is reached, for what is printed on papers. */
  readonly publicUrl: string;
  readonly fileSizeLimitBytes: number;
}

type RouteBase = Pick<Route, 'zone' | 'surface' | 'audience'>;
const officers: RouteBase = { zone: 'extranet', surface: 'api', audience: 'officer' };

/** Fastify's pattern of a path that is made from ids. */
const caseId = ':caseId';

export function caseRoutes(settings: CaseSettings): readonly Route[] {
  return [
    ...listRoutes(),
    ...readingRoutes(settings),
    ...noteRoutes(),
    ...counterRoutes(settings),
    ...paperRoutes(settings),
    ...archiveRoutes(settings.files),
    ...actionRoutes(),
    ...freeActionRoutes(),
    ...procedureRoutes(settings),
    ...recordFileRoutes(settings),
  ];
}

/** The inbox and the search. */
function listRoutes(): readonly Route[] {
  return [
    {
      ...officers,
      method: 'GET',
      path: casePaths.inbox,
      useCases: ['list-inbox'],
      handle: async (exchange) => ({
        kind: 'json',
        value: await exchange.run(listInbox, inboxQuestion(exchange)),
      }),
    },
    {
      ...officers,
      method: 'GET',
      path: casePaths.inboxFilters,
      useCases: ['list-inbox-filters'],
      handle: async (exchange) => ({
        kind: 'json',
        value: await exchange.run(listInboxFilters, undefined),
      }),
    },
    {
      ...officers,
      method: 'GET',
      path: casePaths.acceptancePreview,
      useCases: ['preview-acceptance'],
      handle: async (exchange) => ({
        kind: 'json',
        value: await exchange.run(previewAcceptance, {
          caseIds: (exchange.query['cases'] ?? '').split(',').filter(isId),
        }),
      }),
    },
    {
      ...officers,
      method: 'GET',
      path: casePaths.search,
      useCases: ['search-cases'],
      handle: async (exchange) => ({
        kind: 'json',
        value: await exchange.run(searchCases, {
          text: (exchange.query['text'] ?? '').slice(0, 100),
          page: pageOf(exchange),
        }),
      }),
    },
  ];
}

/** One case, and its documents. */
function readingRoutes(settings: CaseSettings): readonly Route[] {
  return [
    {
      ...officers,
      method: 'GET',
      path: casePaths.case(caseId),
      useCases: ['view-case'],
      handle: async (exchange) => ({
        kind: 'json',
        value: await exchange.run(viewCase, { caseId: idOf(exchange, 'caseId') }),
      }),
    },
    {
      ...officers,
      method: 'GET',
      path: casePaths.evidence(caseId, ':evidenceId'),
      useCases: ['view-evidence'],
      async handle(exchange) {
        const found = await exchange.run(viewEvidence, {
          caseId: idOf(exchange, 'caseId'),
          evidenceId: idOf(exchange, 'evidenceId'),
        });
        if (!isZone(found.fileZone)) throw new Error('The evidence lies in an unknown zone.');
        const content = await settings.files.read(found.fileZone, found.fileId);
        return {
          kind: 'bytes',
          content,
          mediaType: found.mediaType,
          fileName: found.name,
          disposition: 'inline',
        };
      },
    },
  ];
}

/** Notes between colleagues: writing one is answered with all of them. */
function noteRoutes(): readonly Route[] {
  const answer = async (exchange: Exchange, id: Id): Promise<Reply> => ({
    kind: 'json',
    value: await exchange.run(listNotes, { caseId: id }),
  });
  const base = { ...officers, path: casePaths.notes(caseId) };
  return [
    {
      ...base,
      method: 'GET',
      useCases: ['list-notes'],
      handle: (exchange) => answer(exchange, idOf(exchange, 'caseId')),
    },
    {
      ...base,
      method: 'POST',
      useCases: ['add-note', 'list-notes'],
      schema: { body: noteBody },
      async handle(exchange) {
        const id = idOf(exchange, 'caseId');
        await exchange.run(addNote, { ...(exchange.body as Static<typeof noteBody>), caseId: id });
        return await answer(exchange, id);
      },
    },
  ];
}

/** The actions beside the process, and the procedures. */
function freeActionRoutes(): readonly Route[] {
  return [
    action(casePaths.decideOnTheSpot(caseId), onTheSpotBody, 'decide-on-the-spot', (exchange, body) =>
      exchange.run(decideOnTheSpot, body),
    ),
    action(casePaths.extend(caseId), extensionBody, 'extend-case', (exchange, body) =>
      exchange.run(extendCase, body),
    ),
    action(casePaths.transfer(caseId), transferBody, 'transfer-case', (exchange, body) =>
      exchange.run(transferCase, body),
    ),
    action(casePaths.terminate(caseId), terminationBody, 'terminate-case', (exchange, body) =>
      exchange.run(terminateCase, body),
    ),
    action(casePaths.openProcedure(caseId), openProcedureBody, 'open-procedure', (exchange, body) =>
      exchange.run(openProcedure, body),
    ),
  ];
}

/** Every action on a case that completes a task. */
function actionRoutes(): readonly Route[] {
  return [
    action(casePaths.accept(caseId), acceptBody, 'accept-case', (exchange, body) =>
      exchange.run(acceptCase, body),
    ),
    action(casePaths.refuseAcceptance(caseId), refuseAcceptanceBody, 'refuse-acceptance', (exchange, body) =>
      exchange.run(refuseAcceptance, body),
    ),
    action(casePaths.requestCorrection(caseId), correctionBody, 'request-correction', (exchange, body) =>
      exchange.run(requestCorrection, body),
    ),
    action(casePaths.review(caseId), reviewBody, 'review-case', (exchange, body) =>
      exchange.run(reviewCase, body),
    ),
    action(casePaths.inspect(caseId), inspectionBody, 'inspect-case', (exchange, body) =>
      exchange.run(inspectCase, body),
    ),
    action(casePaths.decide(caseId), decisionBody, 'decide-case', (exchange, body) =>
      exchange.run(decideCase, body),
    ),
  ];
}

/** An action on a case: the body that its schema has checked, and as the answer the case as it stands then. */
function action<Schema extends TSchema>(
  path: string,
  body: Schema,
  useCase: string,
  run: (exchange: Exchange, input: Static<Schema> & { readonly caseId: Id }) => Promise<void>,
): Route {
  return {
    ...officers,
    method: 'POST',
    path,
    useCases: [useCase, 'view-case'],
    schema: { body },
    async handle(exchange) {
      const id = idOf(exchange, 'caseId');
      await run(exchange, { ...(exchange.body as Static<Schema>), caseId: id });
      return { kind: 'json', value: await exchange.run(viewCase, { caseId: id }) };
    },
  };
}

function idOf(exchange: Exchange, name: string): Id {
  const value = exchange.params[name];
  if (!isId(value)) throw new AppError('not-found', 'no-such-case', caseMessages.noCase);
  return value;
}

function pageOf(exchange: Exchange): number {
  const page = Number(exchange.query['page'] ?? '1');
  return Number.isInteger(page) && page >= 1 && page <= 10_000 ? page : 1;
}

/** The wish as the address has it: what does not fit the contract is left out, so an old link still shows a list. */
function inboxQuestion(exchange: Exchange): InboxFilter & { readonly page: number } {
  const wish = Object.fromEntries(
    Object.entries(inboxWish.properties).flatMap(([name, schema]) => {
      const value = exchange.query[name];
      return value !== undefined && Value.Check(schema, value) ? [[name, value]] : [];
    }),
  );
  return { ...(wish as InboxFilter), page: pageOf(exchange) };
}
