// Owns the SQL that writes notices; refuses to change what was said: only whether it was read and mailed.
import { actorIdOf } from '#kernel/actors';
import { type Id, newId } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import { findMailAddress } from '#modules/identity';
import type { AnyDb, Db } from '#platform/database';
import { enqueueJob } from '#platform/jobs';
import type { UseCaseContext } from '#platform/use-case';
import type { NoticesTables } from './notices-tables.gen.ts';

/** The task that mails one notice. */
export const sendMailTaskName = 'send-mail';

export interface NewNotice {
  readonly residentId: Id;
  /** The event (or other record) that it is about: telling the same resident about it again tells nothing. */
  readonly causeId: Id;
  readonly subject: { readonly kind: string; readonly id: Id };
  /** The organ in whose name it is said, if one. */
  readonly organId?: Id;
  /** Six digits. */
  readonly districtCode: string;
  readonly title: Text;
  /** It is also mailed, so it holds no personal data but what the resident must read there. */
  readonly body: Text;
  /** Within the portal and without the language, as `/applications/…`. */
  readonly path: string;
}

/**
 * Gives a resident a notice and has it mailed where they gave an address, in the caller's transaction, which runs as the extranet's worker.
 * Answers whether it is new: the second time for the same cause and resident nothing happens.
 */
export async function giveNotice(db: AnyDb, notice: NewNotice, now: Date): Promise<boolean> {
  const inserted = await db
    .withTables<NoticesTables>()
    .insertInto('notices.notice')
    .values({
      id: newId(now),
      residentId: notice.residentId,
      causeId: notice.causeId,
      subjectKind: notice.subject.kind,
      subjectId: notice.subject.id,
      organId: notice.organId ?? null,
      districtCode: notice.districtCode,
      title: JSON.stringify(notice.title),
      body: JSON.stringify(notice.body),
      path: notice.path,
      createdAt: now,
    })
    .onConflict((conflict) => conflict.columns(['causeId', 'residentId']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted === undefined) return false;
  // Most residents have no address, and a job that finds none costs as much as the notice itself.
  if ((await findMailAddress(db, notice.residentId)) !== undefined)
    await enqueueJob(db, sendMailTaskName, { noticeId: inserted.id });
  return true;
}

/** The resident's unread notices that were there at `until` are read. */
export async function markRead(
  db: Db<NoticesTables>,
  until: Date,
  { actor, now }: UseCaseContext,
): Promise<void> {
  await db
    .updateTable('notices.notice')
    .set({ readAt: now })
    .where('residentId', '=', actorIdOf(actor) ?? null)
    .where('readAt', 'is', null)
    .where('createdAt', '<=', until)
    .execute();
}

export async function markMailed(db: Db<NoticesTables>, noticeId: Id, at: Date): Promise<void> {
  await db
    .updateTable('notices.notice')
    .set({ mailedAt: at })
    .where('id', '=', noticeId)
    .where('mailedAt', 'is', null)
    .execute();
}
