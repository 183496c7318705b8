import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { type Actor, anonymous } from '#kernel/actors';
import { newId } from '#kernel/ids';
import { type BuiltResident, buildResident } from '#modules/identity';
import { createVault, type Vault } from '#platform/crypto';
import { type AnyDb, inTransaction, type LoginKind } from '#platform/database';
import { startJobRunner } from '#platform/jobs';
import { createLogger } from '#platform/logging';
import { runUseCase, type UseCaseRequest } from '#platform/use-case';
import { createTestDatabase, type TestDatabase } from '#test/kit/database';
import { composeMail } from './compose-mail.ts';
import { countUnreadNotices, listNotices, noticesPageSize } from './list-notices.ts';
import { createMailer, type Mailer } from './mailer.ts';
import { markNoticesRead } from './mark-notices-read.ts';
import { buildNotice } from './notice-fixtures.ts';
import { giveNotice, type NewNotice } from './notice-store.ts';
import { sendMailTask } from './send-mail.ts';

const publicUrl = 'https://www.example.gov.cn';
const giving = { kind: 'system', name: 'test' } as const;
const began = new Date('2026-11-23T02:00:00Z');
const secondsLater = (seconds: number) => new Date(began.getTime() + seconds * 1_000);

let database: TestDatabase;
let vault: Vault;

function asLogin<Result>(
  login: LoginKind,
  actor: Actor,
  work: (db: AnyDb) => Promise<Result>,
): Promise<Result> {
  return inTransaction<object, Result>(database.pools.get(login), actor, { readOnly: false }, work);
}

function buildReader(email?: string): Promise<BuiltResident> {
  return inTransaction(database.migratorPool, giving, { readOnly: false }, (db) =>
    buildResident(db, vault, email === undefined ? {} : { email }),
  );
}

/** As the handler of an event does. */
function give(notice: NewNotice, at = began): Promise<boolean> {
  return asLogin('worker_extranet', giving, (db) => giveNotice(db, notice, at));
}

function requestOf(actor: Actor, now = began): UseCaseRequest {
  return { actor, now, requestId: newId(now), pools: database.pools, vault };
}

async function countJobs(): Promise<number> {
  const { rows } = await database.migratorPool.query<{ count: bigint }>(
    'select count(*) from graphile_worker.jobs',
  );
  return Number(rows[0]?.count);
}

async function noticeIdOf(notice: NewNotice): Promise<string> {
  const { rows } = await database.migratorPool.query<{ id: string }>(
    'select id from notices.notice where cause_id = $1',
    [notice.causeId],
  );
  return rows[0]?.id ?? '';
}

async function mailedAtOf(notice: NewNotice): Promise<Date | null> {
  const { rows } = await database.migratorPool.query<{ at: Date | null }>(
    'select mailed_at as at from notices.notice where cause_id = $1',
    [notice.causeId],
  );
  return rows[0]?.at ?? null;
}

before(async () => {
  database = await createTestDatabase();
  vault = createVault(database.secrets.keys);
});
after(() => database.close());

describe('giving a notice', () => {
  test('tells once, and has it mailed once, however often the cause is handled', async () => {
    const { actor } = await buildReader('once@example.com');
    const notice = buildNotice({ residentId: actor.id });
    const earlier = await countJobs();
    assert.deepEqual(
      [await give(notice), await give(notice), await give({ ...notice })],
      [true, false, false],
    );
    assert.equal(await countJobs(), earlier + 1);
    const { total } = await runUseCase(requestOf(actor), listNotices, { page: 1 });
    assert.equal(total, 1);
  });

  test('has nothing mailed to who gave no address', async () => {
    const { actor } = await buildReader();
    const earlier = await countJobs();
    assert.equal(await give(buildNotice({ residentId: actor.id })), true);
    assert.equal(await countJobs(), earlier);
  });

  test('leaves neither notice nor job where the transaction fails', async () => {
    const { actor } = await buildReader('once@example.com');
    const notice = buildNotice({ residentId: actor.id });
    const earlier = await countJobs();
    await assert.rejects(
      asLogin('worker_extranet', giving, async (db) => {
        await giveNotice(db, notice, began);
        throw new Error('the handler failed afterwards');
      }),
      /failed afterwards/,
    );
    assert.equal(await countJobs(), earlier);
    assert.equal(await noticeIdOf(notice), '');
  });

  test('is for the worker of the extranet and for nobody else', async () => {
    const { actor } = await buildReader();
    for (const login of ['internet', 'extranet', 'worker_internet'] as const) {
      await assert.rejects(
        asLogin(login, actor, (db) => giveNotice(db, buildNotice({ residentId: actor.id }), began)),
        { code: '42501' },
        login,
      );
    }
  });
});

describe('the reader', () => {
  test('sees their own notices and no others, newest first', async () => {
    const [reader, other] = [await buildReader(), await buildReader()];
    for (const [seconds, title] of ['一', '二', '三'].entries()) {
      await give(
        buildNotice({ residentId: reader.actor.id, title: { zh: title, en: title } }),
        secondsLater(seconds),
      );
    }
    await give(buildNotice({ residentId: other.actor.id, title: { zh: '别人的', en: "Another's" } }));
    const list = await runUseCase(requestOf(reader.actor), listNotices, { page: 1 });
    assert.deepEqual(
      list.notices.map((one) => one.title.zh),
      ['三', '二', '一'],
    );
    assert.deepEqual([list.total, list.unread], [3, 3]);
    const { rows } = await database.pools.get('internet').query('select from notices.notice');
    assert.equal(rows.length, 0, 'without an actor there are no rows');
  });

  test('turns pages, and finds an empty one beyond the last', async () => {
    const { actor } = await buildReader();
    for (let number = 0; number < noticesPageSize + 1; number += 1) {
      await give(buildNotice({ residentId: actor.id }), secondsLater(number));
    }
    const lengthOf = async (page: number) =>
      (await runUseCase(requestOf(actor), listNotices, { page })).notices.length;
    assert.deepEqual([await lengthOf(1), await lengthOf(2), await lengthOf(3)], [noticesPageSize, 1, 0]);
    for (const odd of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.equal(await lengthOf(odd), noticesPageSize, String(odd));
    }
    assert.equal(await lengthOf(Number.MAX_SAFE_INTEGER), 0);
  });

  test('marks as read what was there when the page was shown, and not what came since', async () => {
    const [reader, other] = [await buildReader(), await buildReader()];
    await give(buildNotice({ residentId: reader.actor.id }), secondsLater(0));
    await give(buildNotice({ residentId: reader.actor.id }), secondsLater(20));
    await give(buildNotice({ residentId: other.actor.id }), secondsLater(0));
    const unreadOf = ({ actor }: BuiltResident) =>
      runUseCase(requestOf(actor), countUnreadNotices, undefined);
    assert.equal(await unreadOf(reader), 2);
    const mark = (shownAt: Date, now: Date) =>
      runUseCase(requestOf(reader.actor, now), markNoticesRead, { shownAt });
    await mark(secondsLater(10), secondsLater(30));
    await mark(secondsLater(10), secondsLater(40));
    const { notices, unread } = await runUseCase(requestOf(reader.actor), listNotices, { page: 1 });
    assert.equal(unread, 1);
    assert.deepEqual(
      notices.map((one) => one.readAt?.toISOString()),
      [undefined, secondsLater(30).toISOString()],
    );
    assert.equal(await unreadOf(other), 1);
    // A time to come would mark what nobody has seen: it counts as now.
    await give(buildNotice({ residentId: reader.actor.id }), secondsLater(60));
    await mark(secondsLater(3_600), secondsLater(50));
    assert.equal(await unreadOf(reader), 1);
  });

  test('must be a resident: visitors are asked to sign in, officers are refused', async () => {
    for (const useCase of [listNotices, countUnreadNotices, markNoticesRead]) {
      const run = (actor: Actor) =>
        useCase === listNotices
          ? runUseCase(requestOf(actor), listNotices, { page: 1 })
          : useCase === markNoticesRead
            ? runUseCase(requestOf(actor), markNoticesRead, { shownAt: began })
            : runUseCase(requestOf(actor), countUnreadNotices, undefined);
      await assert.rejects(run(anonymous), { kind: 'unauthenticated' });
      await assert.rejects(run({ kind: 'officer', id: newId(began), posts: [] }), { kind: 'forbidden' });
    }
  });
});

describe('a mail about a notice', () => {
  const received: { to: string[]; content: string }[] = [];
  let refuseNext = '';
  let server: SMTPServer;
  let smtpUrl = '';
  let mailer: Mailer;

  before(async () => {
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo(_address, _session, answer) {
        const refusal =
          refuseNext === '' ? null : Object.assign(new Error(refuseNext), { responseCode: 550 });
        refuseNext = '';
        answer(refusal);
      },
      onData(stream, session, answer) {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const to = session.envelope.rcptTo.map((one) => one.address);
          received.push({ to, content: Buffer.concat(parts).toString('utf8') });
          answer();
        });
      },
    });
    const port = await new Promise<number>((resolve) => {
      const listening = server.listen(0, '127.0.0.1', () => {
        const address = listening.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    smtpUrl = `smtp://127.0.0.1:${port}`;
    mailer = createMailer(smtpUrl, 'no-reply@example.gov.cn');
  });
  after(async () => {
    mailer.close();
    await new Promise<void>((resolve) => server.close(resolve));
  });
  beforeEach(() => {
    received.length = 0;
  });

  const task = (using: Mailer | undefined = mailer) =>
    sendMailTask({ pools: database.pools, vault, now: () => secondsLater(90), publicUrl, mailer: using });

  test('goes out by the worker, to the address, with both languages and a link', async () => {
    const { actor, idNumber, displayName } = await buildReader('reader@example.com');
    const notice = buildNotice({ residentId: actor.id, path: '/applications/7' });
    await give(notice);
    const runner = await startJobRunner({
      pool: database.pools.get('worker_extranet'),
      tasks: { 'send-mail': task() },
      logger: createLogger('silent'),
    });
    const deadline = Date.now() + 20_000;
    while ((await countJobs()) > 0 && Date.now() < deadline)
      await new Promise((done) => setTimeout(done, 50));
    await runner.stop();
    const own = received.filter((mail) => mail.to.includes('reader@example.com'));
    assert.equal(own.length, 1);
    const content = own[0]?.content ?? '';
    assert.match(content, /^From: no-reply@example\.gov\.cn\r$/m);
    assert.match(content, /^Auto-Submitted: auto-generated\r$/m);
    assert.match(
      content,
      new RegExp(`^Message-ID: <${await noticeIdOf(notice)}@www\\.example\\.gov\\.cn>\r$`, 'm'),
    );
    const body = content.slice(content.indexOf('\r\n\r\n') + 4);
    const text = /base64/i.test(content) ? Buffer.from(body, 'base64').toString('utf8') : decodeQuoted(body);
    assert.match(text, /这是一条示例通知。/);
    assert.match(text, /This is an example of a notice\./);
    assert.match(text, /https:\/\/www\.example\.gov\.cn\/zh\/applications\/7\n/);
    assert.match(text, /https:\/\/www\.example\.gov\.cn\/en\/applications\/7\n/);
    for (const personal of [idNumber, displayName]) assert.equal(text.includes(personal), false);
    assert.equal((await mailedAtOf(notice))?.toISOString(), secondsLater(90).toISOString());
  });

  test('is not sent again when the job runs again after it was marked', async () => {
    const { actor } = await buildReader('again@example.com');
    const notice = buildNotice({ residentId: actor.id });
    await give(notice);
    const noticeId = await noticeIdOf(notice);
    await task()({ noticeId });
    await task()({ noticeId });
    assert.equal(received.length, 1);
  });

  test('is sent again under the same Message-ID where the process died before the mark', async () => {
    const { actor } = await buildReader('twice@example.com');
    const notice = buildNotice({ residentId: actor.id });
    await give(notice);
    const noticeId = await noticeIdOf(notice);
    const dying: Mailer = {
      ...mailer,
      async send(...mail) {
        await mailer.send(...mail);
        throw new Error('killed');
      },
    };
    await assert.rejects(task(dying)({ noticeId }), /killed/);
    assert.equal(await mailedAtOf(notice), null);
    await task()({ noticeId });
    const ids = received.map((mail) => /^Message-ID: (.*)\r$/m.exec(mail.content)?.[1]);
    assert.equal(ids.length, 2);
    assert.equal(ids[0], ids[1]);
    assert.notEqual(await mailedAtOf(notice), null);
  });

  test('that the server refuses stays to be sent, and the failure does not repeat the address', async () => {
    const { actor } = await buildReader('refused@example.com');
    const notice = buildNotice({ residentId: actor.id });
    await give(notice);
    const noticeId = await noticeIdOf(notice);
    refuseNext = 'no such user refused@example.com';
    await assert.rejects(task()({ noticeId }), (error: Error) => {
      assert.equal(error.name, 'MailRefused');
      assert.match(error.message, /EENVELOPE 550/);
      assert.equal(`${error.stack} ${String(error.cause)}`.includes('refused@example.com'), false);
      return true;
    });
    assert.equal(await mailedAtOf(notice), null);
    await task()({ noticeId });
    assert.notEqual(await mailedAtOf(notice), null);
  });

  test('that has no server listening fails and stays to be sent', async () => {
    const { actor } = await buildReader('nobody@example.com');
    const notice = buildNotice({ residentId: actor.id });
    await give(notice);
    const nowhere = createMailer('smtp://127.0.0.1:1', 'no-reply@example.gov.cn');
    await assert.rejects(task(nowhere)({ noticeId: await noticeIdOf(notice) }), { name: 'MailRefused' });
    nowhere.close();
    assert.equal(await mailedAtOf(notice), null);
  });

  test('is not written where there is no address, no server or no such notice', async () => {
    const { actor } = await buildReader();
    const notice = buildNotice({ residentId: actor.id });
    await give(notice);
    const noticeId = await noticeIdOf(notice);
    await task()({ noticeId });
    await task()({ noticeId: newId(began) });
    const withoutServer = { pools: database.pools, vault, now: () => began, publicUrl, mailer: undefined };
    await sendMailTask(withoutServer)({ noticeId });
    assert.equal(received.length, 0);
    assert.equal(await mailedAtOf(notice), null);
  });

  test('keeps a title with a line break or a colon within its subject', async () => {
    const { actor } = await buildReader('lines@example.com');
    const title = { zh: '标题\r\nBcc: victim@example.com', en: 'Title\nBcc: victim@example.com' };
    const notice = buildNotice({ residentId: actor.id, title });
    await give(notice);
    await task()({ noticeId: await noticeIdOf(notice) });
    assert.deepEqual(
      received.map((mail) => mail.to),
      [['lines@example.com']],
    );
    assert.equal(/^Bcc:/m.test((received[0]?.content ?? '').split('\r\n\r\n', 1)[0] ?? ''), false);
  });

  test('reads the same in every language it has', () => {
    const mail = composeMail(buildNotice({ residentId: '' }), publicUrl);
    assert.equal(mail.subject, '【一站】示例通知 / Example notice');
    assert.equal(mail.text.split('\n\n----\n\n').length, 2);
    assert.doesNotMatch(mail.text, /\{|undefined/);
  });
});

/** Quoted-printable (RFC 2045 §6.7), as far as a mail program writes it. */
function decodeQuoted(body: string): string {
  const joined = body.replaceAll('=\r\n', '').replaceAll('\r\n', '\n');
  const bytes = joined.replace(/=([0-9A-F]{2})/g, (_place, hexadecimal: string) =>
    String.fromCharCode(Number.parseInt(hexadecimal, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
