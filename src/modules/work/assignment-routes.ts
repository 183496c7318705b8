// Owns the workbench's addresses of whose a task is and of handing work over; refuses to decide: each leads to one use case.
import { AppError } from '#kernel/errors';
import { type Id, isId } from '#kernel/ids';
import type { Exchange, Route } from '#platform/http';
import { assignTasks, previewAssignment } from './assign-tasks.ts';
import { type AssignmentBody, assignmentBody, assignmentPaths } from './assignment-contract.ts';
import { assignmentMessages } from './assignment-messages.ts';
import { type ListPresided, letOfficerLeave, listStaff, viewDeparture } from './departure.ts';
import { type DepartureBody, departureBody, departurePaths } from './departure-contract.ts';

const officers: Pick<Route, 'zone' | 'surface' | 'audience'> = {
  zone: 'extranet',
  surface: 'api',
  audience: 'officer',
};

/** The port is for what this module can't know: the hearings over which an officer presides. */
export function assignmentRoutes({
  listPresided,
}: {
  readonly listPresided: ListPresided;
}): readonly Route[] {
  return [
    {
      ...officers,
      method: 'POST',
      path: assignmentPaths.preview,
      useCases: ['preview-assignment'],
      schema: { body: assignmentBody },
      handle: async (exchange) => ({
        kind: 'json',
        value: await exchange.run(previewAssignment, exchange.body as AssignmentBody),
      }),
    },
    {
      ...officers,
      method: 'POST',
      path: assignmentPaths.assign,
      useCases: ['assign-tasks'],
      schema: { body: assignmentBody },
      handle: async (exchange) => ({
        kind: 'json',
        value: await exchange.run(assignTasks, exchange.body as AssignmentBody),
      }),
    },
    {
      ...officers,
      method: 'GET',
      path: departurePaths.staff,
      useCases: ['list-staff'],
      handle: async (exchange) => ({ kind: 'json', value: await exchange.run(listStaff, scopeOf(exchange)) }),
    },
    {
      ...officers,
      method: 'GET',
      path: departurePaths.work(':officerId'),
      useCases: ['view-departure'],
      handle: async (exchange) => ({
        kind: 'json',
        value: await exchange.run(viewDeparture, {
          officerId: officerOf(exchange),
          ...scopeOf(exchange),
          listPresided,
        }),
      }),
    },
    {
      ...officers,
      method: 'POST',
      path: departurePaths.leave(':officerId'),
      useCases: ['let-officer-leave'],
      schema: { body: departureBody },
      handle: async (exchange) => ({
        kind: 'json',
        value: await exchange.run(letOfficerLeave, {
          ...(exchange.body as DepartureBody),
          officerId: officerOf(exchange),
        }),
      }),
    },
  ];
}

/** `?organ=` names the organ; without it the whole service is meant. */
function scopeOf(exchange: Exchange): { readonly organId: Id | null } {
  const organ = exchange.query['organ'];
  return { organId: isId(organ) ? organ : null };
}

function officerOf(exchange: Exchange): Id {
  const { officerId } = exchange.params;
  if (!isId(officerId)) throw new AppError('not-found', 'no-such-officer', assignmentMessages.noOfficer);
  return officerId;
}
