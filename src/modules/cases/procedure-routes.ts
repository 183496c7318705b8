// Owns the workbench's addresses of procedures; refuses to decide anything: each leads to one use case.
import type { Static } from 'typebox';
import { AppError } from '#kernel/errors';
import { type Id, isId } from '#kernel/ids';
import { isZone } from '#kernel/zones';
import type { FileStore } from '#platform/files';
import type { Exchange, Route } from '#platform/http';
import { concludeProcedure } from './conclude-procedure.ts';
import { casePaths, concludeProcedureBody } from './contract.ts';
import { recordHearingRequest, setHearingAppointment } from './hold-hearing.ts';
import { caseMessages } from './messages.ts';
import { hearingAppointmentBody, hearingRequestBody } from './procedure-contract.ts';
import { listOwnParticipation, viewProcedure, viewSharedEvidence } from './view-procedure.ts';

const officers: Pick<Route, 'zone' | 'surface' | 'audience'> = {
  zone: 'extranet',
  surface: 'api',
  audience: 'officer',
};
const procedureId = ':procedureId';

export function procedureRoutes({ files }: { readonly files: FileStore }): readonly Route[] {
  return [
    {
      ...officers,
      method: 'GET',
      path: casePaths.participation,
      useCases: ['list-participation'],
      handle: async (exchange) => ({ kind: 'json', value: await exchange.run(listOwnParticipation, {}) }),
    },
    {
      ...officers,
      method: 'GET',
      path: casePaths.procedure(procedureId),
      useCases: ['view-procedure'],
      handle: async (exchange) => ({
        kind: 'json',
        value: await exchange.run(viewProcedure, { procedureId: idOf(exchange, 'procedureId') }),
      }),
    },
    {
      ...officers,
      method: 'GET',
      path: casePaths.procedureEvidence(procedureId, ':evidenceId'),
      useCases: ['view-shared-evidence'],
      async handle(exchange) {
        const found = await exchange.run(viewSharedEvidence, {
          procedureId: idOf(exchange, 'procedureId'),
          evidenceId: idOf(exchange, 'evidenceId'),
        });
        if (!isZone(found.fileZone)) throw new Error('The evidence lies in an unknown zone.');
        const content = await files.read(found.fileZone, found.fileId);
        const { mediaType, name: fileName } = found;
        return { kind: 'bytes', content, mediaType, fileName, disposition: 'inline' };
      },
    },
    ...hearingRoutes(),
    {
      ...officers,
      method: 'POST',
      path: casePaths.concludeProcedure(procedureId),
      useCases: ['conclude-procedure', 'view-procedure'],
      schema: { body: concludeProcedureBody },
      async handle(exchange) {
        const id = idOf(exchange, 'procedureId');
        const body = exchange.body as Static<typeof concludeProcedureBody>;
        await exchange.run(concludeProcedure, { ...body, procedureId: id });
        return { kind: 'json', value: await exchange.run(viewProcedure, { procedureId: id }) };
      },
    },
  ];
}

/** The steps of a hearing. */
function hearingRoutes(): readonly Route[] {
  return [
    {
      ...officers,
      method: 'POST',
      path: casePaths.requestHearing(procedureId),
      useCases: ['record-hearing-request', 'view-procedure'],
      schema: { body: hearingRequestBody },
      async handle(exchange) {
        const id = idOf(exchange, 'procedureId');
        const body = exchange.body as Static<typeof hearingRequestBody>;
        await exchange.run(recordHearingRequest, { ...body, procedureId: id });
        return { kind: 'json', value: await exchange.run(viewProcedure, { procedureId: id }) };
      },
    },
    {
      ...officers,
      method: 'POST',
      path: casePaths.appointHearing(procedureId),
      useCases: ['set-hearing-appointment', 'view-procedure'],
      schema: { body: hearingAppointmentBody },
      async handle(exchange) {
        const id = idOf(exchange, 'procedureId');
        const body = exchange.body as Static<typeof hearingAppointmentBody>;
        await exchange.run(setHearingAppointment, { ...body, procedureId: id });
        return { kind: 'json', value: await exchange.run(viewProcedure, { procedureId: id }) };
      },
    },
  ];
}

function idOf(exchange: Exchange, name: string): Id {
  const value = exchange.params[name];
  if (!isId(value)) throw new AppError('not-found', 'no-such-procedure', caseMessages.noProcedure);
  return value;
}
