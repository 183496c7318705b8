// Owns the workbench's addresses of an officer's desk; refuses to decide anything: each leads to one use case.
import type { Static, TSchema } from 'typebox';
import { AppError } from '#kernel/errors';
import { type Id, isId } from '#kernel/ids';
import type { Exchange, Reply, Route } from '#platform/http';
import { deskPaths, savePhraseBody, saveViewBody } from './contract.ts';
import { markInboxSeen, removePhrase, removeView, savePhrase, saveView, viewDesk } from './keep-desk.ts';
import { workMessages } from './messages.ts';
import { streamRoute } from './stream-changes.ts';

type RouteBase = Pick<Route, 'zone' | 'surface' | 'audience'>;
const officers: RouteBase = { zone: 'extranet', surface: 'api', audience: 'officer' };

export function workRoutes(): readonly Route[] {
  return [
    { ...officers, method: 'GET', path: deskPaths.desk, useCases: ['view-desk'], handle: answerDesk },
    keeping(deskPaths.saveView, 'save-view', saveViewBody, (exchange, body) => exchange.run(saveView, body)),
    keeping(deskPaths.savePhrase, 'save-phrase', savePhraseBody, (exchange, body) =>
      exchange.run(savePhrase, body),
    ),
    changing(deskPaths.removeView(':viewId'), 'remove-view', (exchange) =>
      exchange.run(removeView, { id: idOf(exchange, 'viewId') }),
    ),
    changing(deskPaths.removePhrase(':phraseId'), 'remove-phrase', (exchange) =>
      exchange.run(removePhrase, { id: idOf(exchange, 'phraseId') }),
    ),
    streamRoute(),
    changing(deskPaths.look, 'mark-inbox-seen', (exchange) => exchange.run(markInboxSeen, undefined)),
  ];
}

async function answerDesk(exchange: Exchange): Promise<Reply> {
  return { kind: 'json', value: await exchange.run(viewDesk, undefined) };
}

/** A change of the desk; the answer is the desk as it is then. */
function changing(path: string, useCase: string, run: (exchange: Exchange) => Promise<void>): Route {
  return {
    ...officers,
    method: 'POST',
    path,
    useCases: [useCase, 'view-desk'],
    async handle(exchange) {
      await run(exchange);
      return await answerDesk(exchange);
    },
  };
}

function keeping<Schema extends TSchema>(
  path: string,
  useCase: string,
  body: Schema,
  run: (exchange: Exchange, body: Static<Schema>) => Promise<void>,
): Route {
  const route = changing(path, useCase, (exchange) => run(exchange, exchange.body as Static<Schema>));
  return { ...route, schema: { body } };
}

function idOf(exchange: Exchange, name: string): Id {
  const id = exchange.params[name];
  if (!isId(id)) throw new AppError('not-found', 'not-on-desk', workMessages.notOnDesk);
  return id;
}
