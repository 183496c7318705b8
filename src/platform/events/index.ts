// The face of platform/events: facts that use cases state, and their dispatch to subscribers.
export { type Changes, listChangesSince } from './changes.ts';
export {
  countFailedSubscribers,
  type DispatchOutcome,
  dispatchNext,
  hasUndispatchedEvents,
  registerSubscriber,
  retryDelaySeconds,
  type Subscriber,
} from './dispatch.ts';
export type { EventData, NewEvent, StoredEvent } from './event.ts';
export { type HistoryEvent, listHistory } from './list-history.ts';
