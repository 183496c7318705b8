// Owns the workbench's addresses of failed services and timers; refuses to decide anything: each leads to one use case.
import { AppError } from '#kernel/errors';
import { type Id, isId } from '#kernel/ids';
import type { Exchange, Reply, Route } from '#platform/http';
import { type IncidentPorts, retryIncident, skipIncident, viewIncidents } from './handle-incidents.ts';
import { incidentPaths, type SkipBody, skipBody } from './incident-contract.ts';
import { workMessages } from './messages.ts';

const operators: Pick<Route, 'zone' | 'surface' | 'audience'> = {
  zone: 'extranet',
  surface: 'api',
  audience: 'officer',
};

/** The ports are for what this module can't know: whose the services are, and of which case a failure is. */
export function incidentRoutes(ports: IncidentPorts): readonly Route[] {
  const answerIncidents = async (exchange: Exchange): Promise<Reply> => ({
    kind: 'json',
    value: await exchange.run(viewIncidents, { ports }),
  });
  return [
    {
      ...operators,
      method: 'GET',
      path: incidentPaths.list,
      useCases: ['view-incidents'],
      handle: answerIncidents,
    },
    {
      ...operators,
      method: 'POST',
      path: incidentPaths.retry(':id'),
      useCases: ['retry-incident', 'view-incidents'],
      async handle(exchange) {
        await exchange.run(retryIncident, { incidentId: idOf(exchange) });
        return await answerIncidents(exchange);
      },
    },
    {
      ...operators,
      method: 'POST',
      path: incidentPaths.skip(':id'),
      useCases: ['skip-incident', 'view-incidents'],
      schema: { body: skipBody },
      async handle(exchange) {
        const { reason } = exchange.body as SkipBody;
        await exchange.run(skipIncident, { incidentId: idOf(exchange), reason, ports });
        return await answerIncidents(exchange);
      },
    },
  ];
}

function idOf(exchange: Exchange): Id {
  const { id } = exchange.params;
  if (!isId(id)) throw new AppError('not-found', 'no-incident', workMessages.noIncident);
  return id;
}
