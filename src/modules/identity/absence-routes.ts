// Owns the workbench's addresses of absences; refuses to decide anything: each leads to one use case.
import { AppError } from '#kernel/errors';
import { isId } from '#kernel/ids';
import type { Exchange, Reply, Route } from '#platform/http';
import { type AbsenceBody, absenceBody, absencePaths } from './absence-contract.ts';
import { absenceMessages } from './absence-messages.ts';
import { endAbsence, listOwnAbsences, recordAbsence } from './record-absence.ts';

const officers: Pick<Route, 'zone' | 'surface' | 'audience'> = {
  zone: 'extranet',
  surface: 'api',
  audience: 'officer',
};

export function absenceRoutes(): readonly Route[] {
  const answer = async (exchange: Exchange): Promise<Reply> => ({
    kind: 'json',
    value: await exchange.run(listOwnAbsences, undefined),
  });
  return [
    { ...officers, method: 'GET', path: absencePaths.list, useCases: ['list-absences'], handle: answer },
    {
      ...officers,
      method: 'POST',
      path: absencePaths.record,
      useCases: ['record-absence', 'list-absences'],
      schema: { body: absenceBody },
      async handle(exchange) {
        await exchange.run(recordAbsence, exchange.body as AbsenceBody);
        return await answer(exchange);
      },
    },
    {
      ...officers,
      method: 'POST',
      path: absencePaths.end(':absenceId'),
      useCases: ['end-absence', 'list-absences'],
      async handle(exchange) {
        const { absenceId } = exchange.params;
        if (!isId(absenceId)) throw new AppError('not-found', 'no-absence', absenceMessages.noAbsence);
        await exchange.run(endAbsence, { absenceId });
        return await answer(exchange);
      },
    },
  ];
}
