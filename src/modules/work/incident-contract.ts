// Owns what browser and server say to each other about failed services and timers; refuses the data of any case.
import Type, { type Static } from 'typebox';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';

export const incidentPaths = {
  /** GET: what failed, the oldest first. */
  list: '/api/incidents',
  /** POST: tries it again at once. */
  retry: (incidentId: Id) => `/api/incidents/${incidentId}/retry`,
  /** POST: goes on as if it were done. */
  skip: (incidentId: Id) => `/api/incidents/${incidentId}/skip`,
} as const;

/** A reason names no person: it is kept beside the process. */
export const skipBody = Type.Object(
  { reason: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }) },
  { additionalProperties: false },
);
export type SkipBody = Static<typeof skipBody>;

/** More than anyone works through; the oldest come first. */
export const incidentsMost = 200;

/** A service or timer that failed. Names of the model, codes and the case's number; nothing else of the case. */
export interface IncidentView {
  readonly id: Id;
  /** `timer`; else the kind of the service, or `message`, `signal`, `delivery` for what was on its way. */
  readonly kind: string;
  /** What is to be done, as `issue-licence`; empty for a timer. */
  readonly topic: string;
  readonly element: string;
  /** As the model calls it; the element's id where it has no name. */
  readonly elementName: string;
  readonly processKey: string;
  /** As the model calls itself. */
  readonly processName: string;
  /** The number by which the organ finds the case; null for what is no case's. */
  readonly caseNumber: string | null;
  readonly organName: Text;
  readonly since: string;
  readonly attempts: number;
  readonly errorCode: string | null;
  /** What the code means. */
  readonly errorText: Text;
  /** Under which the log says more. */
  readonly requestId: string | null;
  readonly canSkip: boolean;
  /** Why it can't be skipped, where it can't. */
  readonly whyNotSkipped: Text | null;
}

/** What an operator has before them. */
export interface IncidentListView {
  /** At most `incidentsMost`, the oldest first. */
  readonly incidents: readonly IncidentView[];
}
