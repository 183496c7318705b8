// Owns which events the licences module acts on; each is told in a transaction of its own.
import { isId } from '#kernel/ids';
import type { StoredEvent, Subscriber } from '#platform/events';
import { runUseCase, type UseCaseRequest } from '#platform/use-case';
import { platformEventOf } from './licence-events.ts';
import { tellHolder } from './tell-holder.ts';

/** The subscriber that tells holders what was done to their licences. */
export function licenceSubscribers(
  requestFor: (subscriber: string, event: StoredEvent) => UseCaseRequest,
): readonly Subscriber[] {
  const name = 'licences.notices';
  return [
    {
      name,
      types: Object.values(platformEventOf),
      async handle(_db, event) {
        const entryId = event.data['entryId'];
        if (!isId(entryId)) return;
        await runUseCase(requestFor(name, event), tellHolder, {
          licenceId: event.subject.id,
          entryId,
          eventId: event.id,
        });
      },
    },
  ];
}
