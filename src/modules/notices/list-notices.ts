// Owns what a resident sees of their notices: newest first, in pages, and how many are unread.
import { actorIdOf } from '#kernel/actors';
import { query } from '#platform/use-case';
import { mayReadOwnNotices } from './notice-permissions.ts';
import {
  countNotices,
  countUnread,
  type Notice,
  type NoticeCounts,
  selectNotices,
} from './notice-queries.ts';
import type { NoticesTables } from './notices-tables.gen.ts';

export const noticesPageSize = 20;
/** Beyond it nobody reads; a page further on is empty all the same, and counting that far would cost. */
const pageMost = 10_000;

interface ListNotices {
  /** 1, 2, 3 …; anything else is the first page. */
  readonly page: number;
}

export interface NoticeList extends NoticeCounts {
  readonly notices: readonly Notice[];
  readonly page: number;
  readonly pageSize: number;
}

/** The reader's own notices. */
export const listNotices = query<ListNotices, NoticeList, NoticesTables, NoticeList>({
  name: 'list-notices',
  zone: 'internet',
  audience: ['resident'],
  audited: false,
  async load(db, input, { actor }) {
    const page = Number.isInteger(input.page) && input.page > 0 ? Math.min(input.page, pageMost) : 1;
    const residentId = actorIdOf(actor);
    const notices = await selectNotices(db, residentId, page, noticesPageSize);
    return { notices, ...(await countNotices(db, residentId)), page, pageSize: noticesPageSize };
  },
  permission: mayReadOwnNotices,
  object: () => ({ kind: 'notice' }),
  present: (list) => list,
});

/** How many of the reader's notices are unread. */
export const countUnreadNotices = query<undefined, number, NoticesTables, number>({
  name: 'count-unread-notices',
  zone: 'internet',
  audience: ['resident'],
  audited: false,
  revision: () => ['notices.unread_revision'],
  load: (db, _input, { actor }) => countUnread(db, actorIdOf(actor)),
  permission: mayReadOwnNotices,
  object: () => ({ kind: 'notice' }),
  present: (unread) => unread,
});
