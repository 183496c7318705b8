// Owns the SQL by which notices are read; refuses notices of anybody but the reader, beside the walls.
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import type { Db } from '#platform/database';
import type { NoticesTables } from './notices-tables.gen.ts';

/** A notice as its reader sees it. */
export interface Notice {
  readonly id: Id;
  readonly subjectKind: string;
  readonly subjectId: Id;
  readonly title: Text;
  readonly body: Text;
  readonly path: string;
  readonly createdAt: Date;
  readonly readAt: Date | null;
}

/** What is needed to mail a notice. */
export interface NoticeToMail {
  readonly id: Id;
  readonly residentId: Id;
  readonly title: Text;
  readonly body: Text;
  readonly path: string;
  readonly mailedAt: Date | null;
}

export async function selectNotices(
  db: Db<NoticesTables>,
  residentId: Id | undefined,
  page: number,
  pageSize: number,
): Promise<readonly Notice[]> {
  return db
    .selectFrom('notices.notice')
    .select((row) => [
      'id',
      'subjectKind',
      'subjectId',
      row.ref('title').$castTo<Text>().as('title'),
      row.ref('body').$castTo<Text>().as('body'),
      'path',
      'createdAt',
      'readAt',
    ])
    .where('residentId', '=', residentId ?? null)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
}

export interface NoticeCounts {
  readonly total: number;
  readonly unread: number;
}

export async function countNotices(db: Db<NoticesTables>, residentId: Id | undefined): Promise<NoticeCounts> {
  const row = await db
    .selectFrom('notices.notice')
    .select((notice) => [
      notice.fn.countAll<bigint>().as('total'),
      notice.fn.countAll<bigint>().filterWhere('readAt', 'is', null).as('unread'),
    ])
    .where('residentId', '=', residentId ?? null)
    .executeTakeFirstOrThrow();
  return { total: Number(row.total), unread: Number(row.unread) };
}

/** Only the unread ones, by their own index: this runs on every page of whoever is signed in. */
export async function countUnread(db: Db<NoticesTables>, residentId: Id | undefined): Promise<number> {
  const row = await db
    .selectFrom('notices.notice')
    .select((notice) => notice.fn.countAll<bigint>().as('unread'))
    .where('residentId', '=', residentId ?? null)
    .where('readAt', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(row.unread);
}

export async function findNoticeToMail(
  db: Db<NoticesTables>,
  noticeId: Id,
): Promise<NoticeToMail | undefined> {
  return db
    .selectFrom('notices.notice')
    .select((row) => [
      'id',
      'residentId',
      row.ref('title').$castTo<Text>().as('title'),
      row.ref('body').$castTo<Text>().as('body'),
      'path',
      'mailedAt',
    ])
    .where('id', '=', noticeId)
    .executeTakeFirst();
}
