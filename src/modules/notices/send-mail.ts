// Owns the job that mails one notice; refuses to hold a transaction while it talks to the mail server.
import { type Id, newId } from '#kernel/ids';
import { findMailAddress } from '#modules/identity';
import type { Vault } from '#platform/crypto';
import type { Pools } from '#platform/database';
import type { TaskHandler } from '#platform/jobs';
import { command, query, runUseCase, type UseCaseRequest } from '#platform/use-case';
import { composeMail } from './compose-mail.ts';
import type { Mailer } from './mailer.ts';
import { mayMailNotices } from './notice-permissions.ts';
import { findNoticeToMail, type NoticeToMail } from './notice-queries.ts';
import { markMailed, sendMailTaskName } from './notice-store.ts';
import type { NoticesTables } from './notices-tables.gen.ts';

export interface SendMailSettings {
  readonly pools: Pools;
  readonly vault: Vault;
  readonly now: () => Date;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  /** Undefined where no mail server is configured: then notices are read on the site only. */
  readonly mailer: Mailer | undefined;
}

interface OneNotice {
  readonly noticeId: Id;
}

interface Letter {
  readonly notice: NoticeToMail;
  readonly address: string;
}

const readNoticeToMail = query<OneNotice, Letter | undefined, NoticesTables, Letter | undefined>({
  name: 'read-notice-to-mail',
  zone: 'extranet',
  audience: ['system'],
  audited: false,
  async load(db, { noticeId }) {
    const notice = await findNoticeToMail(db, noticeId);
    if (notice === undefined || notice.mailedAt !== null) return undefined;
    const address = await findMailAddress(db, notice.residentId);
    return address === undefined ? undefined : { notice, address };
  },
  permission: mayMailNotices,
  object: ({ noticeId }) => ({ kind: 'notice', id: noticeId }),
  present: (letter) => letter,
});

const markNoticeMailed = command<OneNotice, undefined, Id, undefined, NoticesTables>({
  name: 'mark-notice-mailed',
  zone: 'extranet',
  audience: ['system'],
  load: async () => undefined,
  permission: mayMailNotices,
  object: ({ noticeId }) => ({ kind: 'notice', id: noticeId }),
  decide: (_loaded, { noticeId }) => ({ change: noticeId, answer: undefined, events: [] }),
  store: (db, noticeId, { now }) => markMailed(db, noticeId, now),
});

/**
 * The task `send-mail`: reads the notice, sends it, marks it. It sends at least once: a process that is killed between
 * the mail server's yes and our mark sends again, under the same Message-ID. A notice that was mailed, a resident
 * without an address and an installation without a mail server are done without a mail. Throws MailRefused, whereupon
 * the job is run again (25 times over about three days, then it rests among the failed jobs).
 */
export function sendMailTask(settings: SendMailSettings): TaskHandler {
  const { mailer, publicUrl } = settings;
  const host = new URL(publicUrl).hostname;
  return async ({ noticeId }) => {
    if (mailer === undefined || noticeId === undefined) return;
    const letter = await runUseCase(requestAt(settings), readNoticeToMail, { noticeId });
    if (letter === undefined) return;
    await mailer.send(letter.address, composeMail(letter.notice, publicUrl), `${noticeId}@${host}`);
    await runUseCase(requestAt(settings), markNoticeMailed, { noticeId });
  };
}

function requestAt(settings: SendMailSettings): UseCaseRequest {
  const now = settings.now();
  return {
    actor: { kind: 'system', name: sendMailTaskName },
    requestId: newId(now),
    now,
    pools: settings.pools,
    vault: settings.vault,
    login: 'worker_extranet',
  };
}
