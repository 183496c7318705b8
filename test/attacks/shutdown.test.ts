import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Place, preparePlace, type ServingProcess, startServing } from '#test/kills/serving-process';
import { demonstrationPassword } from '#test/kit/city';
import {
  beginDraft,
  evidenceParts,
  type Papers,
  preparePapers,
  signInResident,
  walkDraft,
} from './applicant.ts';
import { buildMultipart } from './multipart.ts';
import { createVisitor, encodeFields, revisionIn, type Visitor } from './visitor.ts';

let place: Place;
let serving: ServingProcess;
let visitor: Visitor;
let papers: Papers;

before(async () => {
  place = await preparePlace();
  serving = startServing(place);
  await serving.ready();
  visitor = createVisitor(place.url);
  papers = await preparePapers();
  await signInResident(visitor, 'resident-a', demonstrationPassword);
});
after(async () => {
  visitor.close();
  await place.clear();
});

/** A request of which the second half is held back. */
interface SlowRequest {
  finish(): Promise<string>;
}

async function sendHalf(path: string, contentType: string, body: Buffer): Promise<SlowRequest> {
  const socket = connect(place.port, '127.0.0.1');
  let said = '';
  socket.setEncoding('latin1').on('data', (text) => {
    said += text;
  });
  const ended = new Promise<void>((resolve) => {
    socket.on('close', () => resolve());
    socket.on('error', () => resolve());
  });
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const head = [`POST ${path} HTTP/1.1`, 'Host: yizhan.test', `Cookie: ${cookie}`];
  const about = [`Content-Type: ${contentType}`, `Content-Length: ${body.length}`];
  socket.write(`${[...head, ...about].join('\r\n')}\r\n\r\n`);
  const half = Math.floor(body.length / 2);
  socket.write(body.subarray(0, half));
  // Until the server has it for sure: what it has not begun to read it need not finish.
  await sleep(300);
  return {
    async finish() {
      await dribble(socket, body.subarray(half));
      await ended;
      return said;
    },
  };
}

async function dribble(socket: Socket, bytes: Buffer): Promise<void> {
  const step = Math.ceil(bytes.length / 5);
  for (let offset = 0; offset < bytes.length; offset += step) {
    socket.write(bytes.subarray(offset, offset + step));
    await sleep(100);
  }
}

function knock(): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(place.port, '127.0.0.1', () =>
      socket.write('GET /zh/ HTTP/1.1\r\nHost: a\r\n\r\n'),
    );
    socket.setEncoding('latin1').once('data', (text) => {
      socket.destroy();
      resolve(String(text).slice(9, 12));
    });
    socket.on('error', (error) => resolve('code' in error ? String(error.code) : error.message));
    socket.on('close', () => resolve('closed'));
  });
}

test('a server that is asked to end finishes the upload and the submission under way, takes no others, and ends', async () => {
  const form = 'application/x-www-form-urlencoded';
  const sent = await beginDraft(visitor);
  const check = await walkDraft(visitor, sent, papers, 'check');
  const revision = revisionIn(await visitor.get(check));
  const uploading = await walkDraft(visitor, await beginDraft(visitor), papers, 'evidence');
  const shown = revisionIn(await visitor.get(uploading));
  const { formToken } = visitor;
  const fields = { formToken, revision, declaration: 'true' };
  const body = Buffer.from(encodeFields(fields));
  const submission = await sendHalf(check.replace(/check$/, 'submission'), form, body);
  const parts = [{ name: 'formToken', value: formToken }, ...evidenceParts(papers, shown)];
  const multipart = buildMultipart(parts);
  const upload = await sendHalf(uploading, multipart.contentType, multipart.body);

  const askedAt = performance.now();
  serving.signal('SIGTERM');
  await sleep(300);
  assert.match(await knock(), /^(ECONNREFUSED|ECONNRESET|closed|503)$/, 'nothing new is taken');
  const [uploaded, submitted] = await Promise.all([upload.finish(), submission.finish()]);
  assert.match(submitted, /^HTTP\/1\.1 303 [\s\S]*location: \/zh\/applications\/[0-9a-f-]{36}\/receipt/i);
  assert.match(uploaded, /^HTTP\/1\.1 303 [\s\S]*location: \/zh\/drafts\/[0-9a-f-]{36}\/check/i);
  assert.equal(await serving.ended, 0, serving.said());
  const seconds = (performance.now() - askedAt) / 1_000;
  assert.ok(seconds < 10, `it ended after ${seconds.toFixed(1)} seconds`);
  assert.match(serving.said(), /Stopping/);

  const client = new pg.Client({ connectionString: place.databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      `select (select count(*)::int from cases.application where draft_id = $1) as applications,
        (select count(*)::int from platform.file) as files,
        (select count(*)::int from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()) as connections`,
      [sent],
    );
    assert.deepEqual(rows, [{ applications: 1, files: 10, connections: 0 }]);
  } finally {
    await client.end();
  }
});
