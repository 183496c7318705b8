import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { deflateRawSync } from 'node:zlib';
import { buildPng } from '#test/kit/papers';
import { beginDraft, evidenceParts, sentencesIn, walkDraft } from './applicant.ts';
import { assertNothingWritten, assertRefused } from './damage.ts';
import { buildMultipart, type Part } from './multipart.ts';
import { ask, fileSizeLimitBytes, openScene, type Scene } from './scene.ts';
import { type Answer, revisionIn } from './visitor.ts';

/** One entry of zeros that unpacks to a thousand times its size; the archive is a few kilobytes. */
function buildZipBomb(): Buffer {
  const unpackedBytes = 20_000_000;
  const packed = deflateRawSync(Buffer.alloc(unpackedBytes));
  const name = Buffer.from('plan.pdf');
  const sizes = Buffer.alloc(12);
  sizes.writeUInt32LE(packed.length, 4);
  sizes.writeUInt32LE(unpackedBytes, 8);
  const common = Buffer.from([20, 0, 0, 0, 8, 0, 0, 0, 0, 0]);
  const nameLength = Buffer.from([name.length, 0, 0, 0]);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, sizes, nameLength, name, packed]);
  const central = Buffer.concat([
    Buffer.from('PK\x01\x02\x14\x00'),
    common,
    sizes,
    nameLength,
    Buffer.alloc(14),
    name,
  ]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

const program = Buffer.concat([Buffer.from('MZ\x90\x00\x03', 'latin1'), Buffer.alloc(4_096)]);
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');

describe('bad files', () => {
  let scene: Scene;
  let path = '';
  let revision = '';

  before(async () => {
    scene = await openScene();
    const draftId = await beginDraft(scene.resident);
    path = await walkDraft(scene.resident, draftId, scene.papers, 'evidence');
    revision = revisionIn(await scene.resident.get(path));
  });
  after(() => scene.close());

  const plan = (value: Buffer, fileName: string, mediaType = 'application/pdf'): Part => ({
    name: 'floor-plan',
    value,
    fileName,
    mediaType,
  });
  const send = (...parts: readonly Part[]) =>
    assertNothingWritten(scene.city, () =>
      scene.resident.upload(path, [{ name: 'revision', value: revision }, ...parts]),
    );

  /** The sentence stands beside the file's field, not only on top. */
  function assertBesideFile(answer: Answer): void {
    assert.ok(answer.text.includes('id="field-floor-plan-error"'), sentencesIn(answer.text));
  }

  test('what is no PDF, JPG or PNG by its content is refused beside its field, whatever it is called', async () => {
    const { papers } = scene;
    const bomb = buildZipBomb();
    const lies: readonly (readonly [Buffer, string, RegExp])[] = [
      [bomb, 'plan.zip', /只能上传/],
      [bomb, 'plan.pdf', /只能上传/],
      [bomb, 'plan.png', /只能上传/],
      [program, 'plan.pdf', /只能上传/],
      [svg, 'plan.png', /只能上传/],
      [Buffer.from('%PD'), 'plan.pdf', /只能上传/],
      [papers.pdf, 'plan.png', /扩展名与内容不符/],
      [papers.png, 'plan.pdf', /扩展名与内容不符/],
      [papers.pdf, 'plan.pdf.exe', /扩展名与内容不符/],
      [papers.pdf, 'plan', /扩展名与内容不符/],
      [buildPng(8, 50_000, 50_000), 'plan.png', /像素过多/],
      [Buffer.alloc(0), 'plan.pdf', /空的/],
    ];
    for (const [content, name, words] of lies) {
      const answer = await send(plan(content, name));
      assertRefused(answer, { words });
      assertBesideFile(answer);
    }
  });

  test('the refusal is in the reader’s language', async () => {
    const answer = await assertNothingWritten(scene.city, () =>
      scene.resident.upload(path.replace('/zh/', '/en/'), [
        { name: 'revision', value: revision },
        plan(program, 'plan.pdf'),
      ]),
    );
    assertRefused(answer, { locale: 'en', words: /Only PDF, JPG and PNG/ });
  });

  test('a file beyond the limit is refused beside its field; beyond all limits the request is', async () => {
    const large = Buffer.concat([scene.papers.pdf, Buffer.alloc(fileSizeLimitBytes)]);
    const answer = await send(plan(large, 'plan.pdf'));
    assertRefused(answer, { words: /超过|太大/ });
    assertBesideFile(answer);
    const parts = Array.from({ length: 10 }, (_, index) => ({
      ...plan(large, 'a.pdf'),
      name: `file${index}`,
    }));
    assertRefused(await send(...parts));
  });

  test('a good file beside a bad one is kept, and the page says which is which', async () => {
    const { resident, papers, city } = scene;
    const shown = revisionIn(await resident.get(path));
    const lease: Part = { name: 'premises-document', value: papers.pdf, fileName: '租赁合同.pdf' };
    const answer = await resident.upload(path, [
      { name: 'revision', value: shown },
      lease,
      plan(program, 'plan.pdf'),
    ]);
    assertRefused(answer, { words: /只能上传/, kept: ['租赁合同.pdf'] });
    assertBesideFile(answer);
    assert.equal(await ask(city, 'select count(*)::int as count from platform.file'), '[{"count":1}]');
    revision = revisionIn(await resident.get(path));
  });

  test('a document that nobody asked for, or an object’s own part, is refused', async () => {
    for (const name of ['no-such-document', '__proto__', 'constructor', 'toString', '../../x']) {
      assertRefused(await send({ ...plan(scene.papers.pdf, 'plan.pdf'), name }));
    }
  });

  test('names with paths, directions of writing, control characters and markup are shown as plain names', async () => {
    const { resident, papers, city } = scene;
    const names: readonly (readonly [string, string])[] = [
      ['<script>alert(1)</script>.pdf', 'script.pdf'],
      ['"><img src=x onerror=alert(1)>.pdf', 'img src=x onerror=alert(1).pdf'],
      ['../../../etc/passwd.pdf', 'passwd.pdf'],
      ['C:\\Windows\\plan.pdf', 'plan.pdf'],
      ['\u202Egnp.exe\u202C.pdf', 'gnp.exe.pdf'],
      ['a\u0000b\u0007\u001b[31m.pdf', 'ab[31m.pdf'],
      ['\u2066\u200E.pdf', '.pdf'],
      [`${'😀'.repeat(100)}.pdf`, `${'😀'.repeat(58)}.pdf`],
      [`${'x'.repeat(119)}😀.pdf`, `${'x'.repeat(116)}.pdf`],
      ["'; drop table cases.draft; --.pdf", '&#39;; drop table cases.draft; --.pdf'],
    ];
    const all = await resident.upload(path, evidenceParts(papers, revisionIn(await resident.get(path))));
    assert.equal(all.status, 303, sentencesIn(all.text));
    for (const [given, shown] of names) {
      const answer = await resident.upload(path, [
        { name: 'revision', value: revisionIn(await resident.get(path)) },
        plan(papers.pdf, given),
      ]);
      assert.equal(answer.status, 303, `${given}: ${sentencesIn(answer.text)}`);
      const page = await resident.get(path);
      assert.ok(page.text.includes(shown), `${given} is shown as ${shown}: ${sentencesIn(page.text)}`);
      assert.doesNotMatch(page.text, /<script>|<img src=x|[\p{Bidi_Control}]/u);
    }
    const files = await ask(city, 'select count(*)::int as count from platform.file');
    assert.equal(files, '[{"count":5}]', 'each replaced the one before');
    revision = revisionIn(await resident.get(path));
  });

  test('a multipart body that is malformed is refused with a sentence, and its files are gone', async () => {
    const { resident, papers } = scene;
    const good = buildMultipart([
      { name: 'formToken', value: resident.formToken },
      { name: 'revision', value: revision },
      plan(papers.pdf, 'plan.pdf'),
    ]);
    const asText = good.body.toString('latin1');
    const bytes = (text: string) => Buffer.from(text, 'latin1');
    const bodies: readonly (readonly [string, Buffer, string?])[] = [
      ['without its end', good.body.subarray(0, good.body.length - good.boundary.length - 8)],
      ['cut in the file', good.body.subarray(0, good.body.length - 400)],
      ['cut in a header', good.body.subarray(0, asText.indexOf('filename'))],
      ['another boundary', good.body, 'multipart/form-data; boundary=another'],
      ['no boundary', good.body, 'multipart/form-data'],
      ['an empty boundary', good.body, 'multipart/form-data; boundary='],
      ['nothing', Buffer.alloc(0)],
      ['a header without a name', bytes(asText.replace('name="revision"', 'nome="revision"'))],
      ['no disposition', bytes(asText.replaceAll('Content-Disposition', 'X-Disposition'))],
      ['not multipart at all', Buffer.from('{"revision":1}')],
      ['a nested multipart', nested(resident.formToken, papers.pdf)],
      [
        'a header of 200 KB',
        bytes(asText.replaceAll('Content-Disp', `X: ${'x'.repeat(200_000)}\r\nContent-Disp`)),
      ],
    ];
    for (const [about, body, contentType] of bodies) {
      await assertNothingWritten(scene.city, async () => {
        const headers = { 'content-type': contentType ?? good.contentType };
        const answer = await resident.send('POST', path, { headers, body });
        assert.ok(answer.status >= 400 && answer.status < 500, `${about}: ${answer.status}`);
        assertRefused(answer);
      });
    }
  });

  test('a thousand parts, a thousand fields of one name and fields beyond their length are refused', async () => {
    const { papers } = scene;
    const parts = (count: number, of: (index: number) => Part) =>
      Array.from({ length: count }, (_, one) => of(one));
    assertRefused(await send(...parts(1_000, (index) => ({ name: `a${index}`, value: 'x' }))), {
      status: 413,
    });
    assertRefused(await send(...parts(1_000, () => ({ name: 'revision', value: '1' }))), { status: 413 });
    assertRefused(
      await send(...parts(100, (index) => ({ ...plan(papers.pdf, `${index}.pdf`), name: `f${index}` }))),
    );
    assertRefused(await send({ name: 'note', value: 'x'.repeat(100_000) }, plan(papers.pdf, 'plan.pdf')));
  });

  test('without the form’s token, with another’s or with the token after the file, no byte is taken', async () => {
    const { resident, papers, city } = scene;
    const file = plan(papers.pdf, 'plan.pdf');
    const token = resident.formToken;
    const bodies = [
      buildMultipart([{ name: 'revision', value: revision }, file]),
      buildMultipart([
        { name: 'formToken', value: scene.other.formToken },
        { name: 'revision', value: revision },
        file,
      ]),
      buildMultipart([file, { name: 'formToken', value: token }, { name: 'revision', value: revision }]),
    ];
    for (const { contentType, body } of bodies) {
      const answer = await assertNothingWritten(city, () =>
        resident.send('POST', path, { headers: { 'content-type': contentType }, body }),
      );
      assertRefused(answer, { status: 403, words: /过期/ });
    }
    const foreign = await assertNothingWritten(city, () =>
      scene.other.upload(path, [{ name: 'revision', value: revision }, file]),
    );
    assertRefused(foreign, { status: 404 });
    const stranger = await assertNothingWritten(city, () =>
      scene.stranger.upload(path, [{ name: 'revision', value: revision }, file]),
    );
    assertRefused(stranger);
  });

  test('a connection that breaks in the middle of a file leaves nothing, and is no fault of ours', async () => {
    const { resident, papers, city } = scene;
    const { contentType, body } = buildMultipart([
      { name: 'formToken', value: resident.formToken },
      { name: 'revision', value: revision },
      plan(Buffer.concat([papers.pdf, Buffer.alloc(100_000)]), 'plan.pdf'),
    ]);
    const cookie = [...resident.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const linesBefore = city.log.length;
    await assertNothingWritten(city, async () => {
      for (const part of [0.1, 0.5, 0.9]) {
        const socket = connect(Number(new URL(city.url).port), '127.0.0.1');
        socket.on('error', () => undefined);
        socket.write(
          `POST ${path} HTTP/1.1\r\nHost: yizhan.test\r\nCookie: ${cookie}\r\nContent-Type: ${contentType}\r\nContent-Length: ${body.length}\r\n\r\n`,
        );
        socket.write(body.subarray(0, Math.floor(body.length * part)));
        await sleep(150);
        socket.destroy();
        await sleep(150);
      }
    });
    const faults = city.log.slice(linesBefore).filter((line) => line.includes('"fault"'));
    assert.deepEqual(faults, []);
  });
});

function nested(formToken: string, pdf: Buffer) {
  const inner = buildMultipart([{ name: 'floor-plan', value: pdf, fileName: 'plan.pdf' }], 'inner-boundary');
  return buildMultipart([
    { name: 'formToken', value: formToken },
    { name: 'floor-plan', value: inner.body, fileName: 'plan.pdf', mediaType: inner.contentType },
  ]).body;
}
