// The face of work: processes, tasks, timers, clocks and the calendar, for subjects that it never reads.
export { findOfferedPost, holderViewOf, isFreeFor } from './assignment.ts';
export { assignmentRoutes } from './assignment-routes.ts';
export { getCalendar, listCalendarYears, loadCalendarYears } from './calendar-store.ts';
export {
  type Clock,
  type ClockRequest,
  clockViews,
  dueSoonUntil,
  openClock,
  reviseClock,
  urgencyOf,
} from './clock.ts';
export {
  endClocks,
  listClocks,
  listUncountedSubjects,
  markCounted,
  storeClocks,
} from './clock-store.ts';
export { deliverMessage, deliverSignal, setProcessVariables } from './deliver-message.ts';
export type { ListPresided } from './departure.ts';
export { fireDueTimers, fireTimer } from './fire-timer.ts';
export type { FindCaseNumbers } from './handle-incidents.ts';
export { incidentRoutes } from './incident-routes.ts';
export {
  escalateFromService,
  type PerformedServices,
  performDueServices,
} from './perform-services.ts';
export {
  type CalledVersions,
  type Definition,
  getLatestDefinition,
  listLatestDefinitions,
  publishProcess,
} from './process-definitions.ts';
export {
  advanceInstance,
  eventsOfChange,
  findOpenTaskId,
  listOpenElements,
  type NewProcess,
  type ProcessChange,
  type ProcessInstance,
  type Subject,
  startInstance,
} from './process-instance.ts';
export {
  findAndLockInstance,
  lockInstance,
  moveSubject,
  storeProcessChange,
} from './process-store.ts';
export { workRoutes } from './routes.ts';
export { ServiceError, type ServiceHandler, type ServiceJob } from './service-job.ts';
export { countServiceIncidents } from './service-job-store.ts';
export {
  countFailedTimers,
  type HolderQuestion,
  listAssignmentWords,
  listOpenSubjects,
  listOpenTasks,
  listOpenTasksOf,
  listSteps,
  type OpenSubject,
  type OpenTask,
  type OpenTaskQuestion,
  type Step,
  type SubjectTask,
} from './task-queries.ts';
