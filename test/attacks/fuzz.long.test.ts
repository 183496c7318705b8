import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { beginDraft, draftPages, evidenceParts, goodAnswers, walkDraft } from './applicant.ts';
import { assertNoTraces, listFiles, takeInventory } from './damage.ts';
import { buildMultipart } from './multipart.ts';
import { ask, type OpenCases, openScene, type Scene } from './scene.ts';
import { type Answer, encodeFields, type Message, revisionIn, type Visitor } from './visitor.ts';

const secondsEach = 22;
const answerMsMost = 2_000;

/** Any text: empty, long, of every plane, with controls and halves of characters. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: fc.constantFrom(...'\u0000\uD800\u202E\'"<>&%;/\\{}$`=\r\n\t \uFEFF'), maxLength: 30 }),
  fc.constantFrom('__proto__', 'constructor', 'null', '-0', '1e999', '../../etc/passwd', "' or 1=1 --"),
);
const anyBytes = fc.uint8Array({ maxLength: 4_000 }).map((bytes) => Buffer.from(bytes));

/** What may be done to a good message: cut, doubled, moved, overwritten. */
const damage = fc.record({
  kind: fc.constantFrom('cut', 'double', 'drop', 'overwrite', 'insert'),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(300),
  bytes: fc.uint8Array({ maxLength: 40 }),
});

function damaged(
  good: Buffer,
  { kind, from, length, bytes }: typeof damage extends fc.Arbitrary<infer D> ? D : never,
) {
  const at = Math.floor(from * good.length);
  const head = good.subarray(0, at);
  const tail = good.subarray(at);
  switch (kind) {
    case 'cut':
      return head;
    case 'double':
      return Buffer.concat([good, tail]);
    case 'drop':
      return Buffer.concat([head, tail.subarray(length)]);
    case 'overwrite':
      return Buffer.concat([head, Buffer.from(bytes), tail.subarray(bytes.length)]);
    default:
      return Buffer.concat([head, Buffer.from(bytes), tail]);
  }
}

describe('whatever is sent', () => {
  let scene: Scene;
  let cases: OpenCases;
  let officer: Visitor;
  let draftId = '';
  let revision = '';
  let requests = 0;

  before(async () => {
    scene = await openScene({ YIZHAN_TRUST_PROXY: 'true' });
    cases = await scene.openCases();
    officer = await scene.signIn('longhu-market-reviewer');
    draftId = await beginDraft(scene.resident);
    const path = await walkDraft(scene.resident, draftId, scene.papers, 'evidence');
    revision = revisionIn(await scene.resident.get(path));
  });
  after(() => scene.close());

  /** Sends from another address each time, so that no count of attempts stands in the way. */
  async function send(visitor: Visitor, method: string, path: string, message: Message): Promise<Answer> {
    requests += 1;
    const address = `10.${(requests >> 16) & 255}.${(requests >> 8) & 255}.${requests & 255}`;
    const attempt = () =>
      visitor.send(method, path, { ...message, headers: { 'x-forwarded-for': address, ...message.headers } });
    const answer = await attempt();
    // What takes long takes long again; a busy machine doesn't.
    const durationMs = answer.durationMs < answerMsMost ? 0 : (await attempt()).durationMs;
    assert.ok(durationMs < answerMsMost, `answered after ${durationMs} ms`);
    assert.ok(answer.status >= 200 && answer.status < 500, `${answer.status} ${answer.text.slice(0, 300)}`);
    if (answer.status >= 400) assertNoTraces(answer);
    return answer;
  }

  /** Runs the property for its time; then nothing has been opened, and every file has its row. */
  async function hold<Parts>(
    context: { diagnostic(words: string): void },
    property: fc.IAsyncProperty<Parts>,
  ): Promise<void> {
    const before = await countAll();
    const requestsBefore = requests;
    await fc.assert(property, { numRuns: 1_000_000, interruptAfterTimeLimit: secondsEach * 1_000 });
    assert.deepEqual(await countAll(), before);
    const { status } = await scene.stranger.get('/healthz');
    assert.equal(status, 200, 'the server is alive');
    context.diagnostic(`${requests - requestsBefore} requests`);
  }

  async function countAll(): Promise<unknown> {
    const { migratorPool } = scene.city.database;
    const directory = scene.city.configuration.dataDirectory;
    const inventory = await takeInventory(migratorPool, directory);
    const counts = Object.entries(inventory).map(([name, content]) => [name, content.split(' ')[0]]);
    const rows = await ask(scene.city, 'select count(*)::int as n from platform.file');
    const files = (await listFiles(`${directory}/files`)).length;
    assert.equal(rows, `[{"n":${files}}]`, 'files and their rows');
    // Files may be attached and replaced, and residents may begin drafts: that is what they were let in for.
    return counts.filter(([name]) => !['files', 'platform.file', 'cases.draft'].includes(String(name)));
  }

  test('as a multipart form does no harm', async (context) => {
    const { resident, papers } = scene;
    const path = `/zh/drafts/${draftId}/evidence`;
    const good = () =>
      buildMultipart([{ name: 'formToken', value: resident.formToken }, ...evidenceParts(papers, revision)]);
    const property = fc.asyncProperty(
      fc.oneof(
        fc.array(damage, { minLength: 1, maxLength: 4 }).map((all) => all.reduce(damaged, good().body)),
        anyBytes,
      ),
      fc.option(fc.string({ unit: fc.constantFrom(...'ab-"; =\''), maxLength: 80 }), { freq: 6 }),
      async (body, boundary) => {
        const type = boundary === null ? good().contentType : `multipart/form-data; boundary=${boundary}`;
        await send(resident, 'POST', path, { headers: { 'content-type': type }, body });
      },
    );
    await hold(context, property);
  });

  test('as a form does no harm', async (context) => {
    const { resident } = scene;
    const names = [
      'shopName',
      'floorAreaM2',
      'premisesStreet',
      'contactMobile',
      'plannedOpening.year',
      'revision',
    ];
    const fields = fc.dictionary(
      fc.oneof(fc.constantFrom(...names, 'openFlame', 'declaration'), anyText),
      anyText,
      {
        maxKeys: 12,
      },
    );
    const target = fc.constantFrom(...draftPages, 'submission', 'evidence/floor-plan/removal', 'x');
    const property = fc.asyncProperty(
      target,
      fields,
      fc.boolean(),
      fc.array(damage, { maxLength: 2 }),
      async (page, entered, fresh, spoil) => {
        const path = `/zh/drafts/${draftId}/${page}`;
        const token = { formToken: resident.formToken };
        const current = fresh ? { revision: await currentRevision() } : {};
        const good = encodeFields({ ...token, ...goodAnswers[page], ...entered, ...current });
        const body = spoil.reduce(damaged, Buffer.from(good));
        await send(resident, 'POST', path, {
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body,
        });
      },
    );
    await hold(context, property);
  });

  async function currentRevision(): Promise<string> {
    const rows = await ask(scene.city, 'select revision from cases.draft where id = $1', [draftId]);
    return /\d+/.exec(rows)?.[0] ?? '';
  }

  test('as a number and a query code, or as somebody’s name and password, opens nothing', async (context) => {
    const { stranger } = scene;
    await stranger.get('/zh/progress');
    const property = fc.asyncProperty(anyText, anyText, fc.boolean(), async (one, other, asProgress) => {
      const fields = asProgress
        ? { number: one, queryCode: other }
        : { loginName: one, password: other, next: one };
      const answer = await send(stranger, 'POST', asProgress ? '/zh/progress' : '/en/sign-in', {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: encodeFields({ formToken: stranger.formToken, ...fields }),
      });
      assert.ok(answer.status >= 400, String(answer.status));
    });
    await hold(context, property);
  });

  test('as a code or a path leads nowhere', async (context) => {
    const { resident, stranger } = scene;
    const raw = fc.string({ unit: fc.constantFrom(...'/%.;?&=#@:\\~*+,az09-_'), maxLength: 80 });
    const piece = fc.oneof(
      anyText.map((text) => encodeURIComponent(text.toWellFormed())),
      raw,
    );
    const folders = [
      '/zh/verify/',
      '/zh/licences/',
      '/zh/drafts/',
      '/zh/life-events/',
      '/assets/',
      '/zh/',
      '/',
      '/api/',
    ];
    const property = fc.asyncProperty(
      fc.constantFrom(...folders),
      piece,
      piece,
      fc.boolean(),
      async (folder, one, two, known) => {
        const answer = await send(known ? resident : stranger, 'GET', `${folder}${one}?q=${two}&${two}`, {});
        if (answer.location !== '') assert.match(answer.location, /^\/(zh|en)\//);
      },
    );
    await hold(context, property);
  });

  test('as JSON to every address of the workbench that asks for content changes nothing', async (context) => {
    const paths = scene.city.app.routes
      .filter((route) => route.surface === 'api' && route.method === 'POST')
      // Signing out and the mark that the inbox was looked at ask for none, so they have none to refuse.
      .filter((route) => route.schema?.body !== undefined && route.path !== '/api/sign-in')
      .map((route) => route.path.replace(':caseId', cases.market));
    assert.ok(paths.length >= 6);
    const body = fc.oneof(
      fc.json({ maxDepth: 4 }),
      fc
        .record(
          {
            revision: fc.oneof(fc.constant(999), fc.jsonValue()),
            opinion: fc.oneof(anyText, fc.jsonValue()),
            reasons: anyText,
            conclusion: fc.constantFrom('in-order', 'not-in-order', 'x'),
            outcome: fc.constantFrom('granted', 'refused', 'x'),
            companionId: fc.oneof(fc.uuid(), anyText),
            items: fc.array(fc.record({ requirementKey: anyText, sentence: anyText }), { maxLength: 3 }),
          },
          { requiredKeys: [] },
        )
        .map((value) => JSON.stringify(value)),
      fc.string({ unit: fc.constantFrom(...'{}[]",:0123e-ntf\\u'), maxLength: 200 }),
    );
    const property = fc.asyncProperty(fc.constantFrom(...paths, '/api/sign-in'), body, async (path, sent) => {
      const headers = { 'content-type': 'application/json', 'x-form-token': officer.formToken };
      const answer = await send(officer, 'POST', path, { headers, body: sent });
      assert.ok(answer.status >= 400, `${path} ${sent}: ${answer.status}`);
    });
    await hold(context, property);
  });

  test('as cookies or headers is nobody’s', async (context) => {
    const printable = fc.string({
      unit: fc.integer({ min: 32, max: 255 }).map((one) => String.fromCharCode(one)),
      maxLength: 200,
    });
    const names = [
      'cookie',
      'accept-language',
      'x-yizhan-locale',
      'sec-fetch-site',
      'x-form-token',
      'range',
      'if-none-match',
      'host',
      'x-forwarded-proto',
      'referer',
      'content-type',
    ];
    const property = fc.asyncProperty(
      fc.constantFrom(...names),
      printable,
      printable,
      fc.constantFrom('/zh/applications', '/api/inbox', '/zh/', '/assets/mark.svg'),
      async (name, value, session, path) => {
        const clean = value.replaceAll('\u007f', '').trim();
        const cookie = `yizhan_resident=${session.replaceAll('\u007f', '')}; yizhan_officer=${clean}`;
        await send(scene.stranger, 'GET', path, { headers: { cookie, [name]: clean } });
      },
    );
    await hold(context, property);
  });

  test('as bytes on the connection is refused or closed', async (context) => {
    const good = Buffer.from(
      `POST /zh/progress HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 10.9.9.9\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n5\r\na=b&c\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
    );
    const message = fc.oneof(
      fc.array(damage, { minLength: 1, maxLength: 3 }).map((all) => all.reduce(damaged, good)),
      anyBytes,
    );
    const property = fc.asyncProperty(message, async (bytes) => {
      requests += 1;
      const said = await whisper(Number(new URL(scene.city.url).port), bytes);
      assert.doesNotMatch(said, /^HTTP\/1\.1 5|\r\nHTTP\/1\.1 5/, said.slice(0, 200));
    });
    await hold(context, property);
  });
});

/** Writes the bytes, ends the sending side and answers with what came back. */
function whisper(port: number, bytes: Buffer): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    let said = '';
    const timer = setTimeout(() => socket.destroy(), answerMsMost);
    socket.setEncoding('latin1').on('data', (text) => {
      said += text;
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(said);
    });
    socket.on('end', () => socket.destroy());
    socket.end(bytes);
  });
}
