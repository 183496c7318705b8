// Owns the workbench's addresses of licences; refuses to decide anything: each leads to one use case.
import type { Static, TSchema } from 'typebox';
import { AppError } from '#kernel/errors';
import { type Id, isId } from '#kernel/ids';
import type { Exchange, Route } from '#platform/http';
import {
  cancelLicence,
  resumeLicence,
  revokeLicence,
  revokeLicenceAsPenalty,
  suspendLicence,
  withdrawLicence,
} from './act-on-licence.ts';
import {
  decideRenewalBody,
  importBody,
  importDecisionBody,
  type LicenceAct,
  licenceActBody,
  licenceActs,
  licenceFilters,
  licencePaths,
  openRenewalBody,
} from './contract.ts';
import {
  checkLicenceImport,
  decideLicenceImport,
  enterLicenceImport,
  listLicenceImports,
  viewLicenceImport,
} from './import-licences.ts';
import { licenceMessages } from './messages.ts';
import { decideRenewal, openRenewal } from './renew-licence.ts';
import { searchLicences } from './search-licences.ts';
import { viewOrganLicence } from './view-organ-licence.ts';

type RouteBase = Pick<Route, 'zone' | 'surface' | 'audience'>;
const officers: RouteBase = { zone: 'extranet', surface: 'api', audience: 'officer' };

/** Fastify's pattern of a path that is made from ids. */
const licenceId = ':licenceId';
const batchId = ':batchId';

const useCaseOf = {
  suspend: suspendLicence,
  resume: resumeLicence,
  withdraw: withdrawLicence,
  revoke: revokeLicence,
  'revoke-as-penalty': revokeLicenceAsPenalty,
  cancel: cancelLicence,
} as const satisfies Record<LicenceAct, typeof cancelLicence>;

export function licenceRoutes(): readonly Route[] {
  return [
    {
      ...officers,
      method: 'GET',
      path: licencePaths.search,
      useCases: ['search-licences'],
      handle: async (exchange) => ({
        kind: 'json',
        value: await exchange.run(searchLicences, searchQuestion(exchange)),
      }),
    },
    {
      ...officers,
      method: 'GET',
      path: licencePaths.licence(licenceId),
      useCases: ['view-organ-licence'],
      handle: async (exchange) => ({
        kind: 'json',
        value: await exchange.run(viewOrganLicence, { licenceId: idOf(exchange, 'licenceId') }),
      }),
    },
    ...licenceActs.map((act) =>
      action(licencePaths.act(licenceId, act), licenceActBody, useCaseOf[act].name, (exchange, body) =>
        exchange.run(useCaseOf[act], body),
      ),
    ),
    action(licencePaths.openRenewal(licenceId), openRenewalBody, 'open-renewal', (exchange, body) =>
      exchange.run(openRenewal, body),
    ),
    action(licencePaths.decideRenewal(licenceId), decideRenewalBody, 'decide-renewal', (exchange, body) =>
      exchange.run(decideRenewal, body),
    ),
    ...importRoutes(),
  ];
}

/** An action on a licence: the body that its schema has checked, and as the answer the licence as it stands then. */
function action<Schema extends TSchema>(
  path: string,
  body: Schema,
  useCase: string,
  run: (exchange: Exchange, input: Static<Schema> & { readonly licenceId: Id }) => Promise<void>,
): Route {
  return {
    ...officers,
    method: 'POST',
    path,
    useCases: [useCase, 'view-organ-licence'],
    schema: { body },
    async handle(exchange) {
      const id = idOf(exchange, 'licenceId');
      await run(exchange, { ...(exchange.body as Static<Schema>), licenceId: id });
      return { kind: 'json', value: await exchange.run(viewOrganLicence, { licenceId: id }) };
    },
  };
}

function importRoutes(): readonly Route[] {
  return [
    {
      ...officers,
      method: 'GET',
      path: licencePaths.imports,
      useCases: ['list-licence-imports'],
      handle: async (exchange) => ({
        kind: 'json',
        value: await exchange.run(listLicenceImports, undefined),
      }),
    },
    {
      ...officers,
      method: 'POST',
      path: licencePaths.importCheck,
      useCases: ['check-licence-import'],
      schema: { body: importBody },
      handle: async (exchange) => ({
        kind: 'json',
        value: await exchange.run(checkLicenceImport, exchange.body as Static<typeof importBody>),
      }),
    },
    {
      ...officers,
      method: 'POST',
      path: licencePaths.imports,
      useCases: ['enter-licence-import'],
      schema: { body: importBody },
      handle: async (exchange) => ({
        kind: 'json',
        value: await exchange.run(enterLicenceImport, exchange.body as Static<typeof importBody>),
      }),
    },
    {
      ...officers,
      method: 'GET',
      path: licencePaths.import(batchId),
      useCases: ['view-licence-import'],
      handle: async (exchange) => ({
        kind: 'json',
        value: await exchange.run(viewLicenceImport, { batchId: idOf(exchange, 'batchId') }),
      }),
    },
    {
      ...officers,
      method: 'POST',
      path: licencePaths.importDecision(batchId),
      useCases: ['decide-licence-import', 'view-licence-import'],
      schema: { body: importDecisionBody },
      async handle(exchange) {
        const id = idOf(exchange, 'batchId');
        const body = exchange.body as Static<typeof importDecisionBody>;
        await exchange.run(decideLicenceImport, { ...body, batchId: id });
        return { kind: 'json', value: await exchange.run(viewLicenceImport, { batchId: id }) };
      },
    },
  ];
}

function idOf(exchange: Exchange, name: string): Id {
  const value = exchange.params[name];
  if (!isId(value)) throw new AppError('not-found', 'no-such-licence', licenceMessages.notYours);
  return value;
}

function searchQuestion(exchange: Exchange) {
  const page = Number(exchange.query['page'] ?? '1');
  const filter = licenceFilters.find((one) => one === exchange.query['state']);
  return {
    text: (exchange.query['text'] ?? '').slice(0, 100),
    page: Number.isInteger(page) && page >= 1 && page <= 10_000 ? page : 1,
    ...(filter === undefined ? {} : { filter }),
  };
}
