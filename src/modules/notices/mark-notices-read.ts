// Owns that notices were read; refuses to mark one that came after the reader's page was shown.
import { command } from '#platform/use-case';
import { mayReadOwnNotices } from './notice-permissions.ts';
import { markRead } from './notice-store.ts';
import type { NoticesTables } from './notices-tables.gen.ts';

interface MarkNoticesRead {
  /** When the page was shown. */
  readonly shownAt: Date;
}

/** Marks the reader's notices as read, all that were there when the page was shown. Doing so again changes nothing. */
export const markNoticesRead = command<MarkNoticesRead, undefined, Date, undefined, NoticesTables>({
  name: 'mark-notices-read',
  zone: 'internet',
  audience: ['resident'],
  load: async () => undefined,
  permission: mayReadOwnNotices,
  object: () => ({ kind: 'notice' }),
  decide: (_loaded, { shownAt }, { now }) => ({
    change: shownAt < now ? shownAt : now,
    answer: undefined,
    events: [],
  }),
  store: markRead,
});
