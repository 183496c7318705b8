import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { isProcessIdInUse } from './process-identity.ts';
import { startEmbeddedPostgres } from './start-embedded-postgres.ts';

const log = () => undefined;

/** A process that starts the cluster, tells its address and process id, and then waits to be killed. */
const holderScript = `
  import { startEmbeddedPostgres } from '#platform/embedded-postgres';
  const started = await startEmbeddedPostgres({ dataDirectory: process.argv[1], log: () => undefined });
  process.stdout.write(JSON.stringify({ url: started.url, pid: started.pid }) + '\\n');
  setInterval(() => undefined, 1000);
`;

function spawnHolder(dataDirectory: string): ChildProcess {
  return spawn(process.execPath, ['--input-type=module', '--eval', holderScript, dataDirectory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function hold(dataDirectory: string): Promise<{ holder: ChildProcess; url: string; pid: number }> {
  const holder = spawnHolder(dataDirectory);
  assert.ok(holder.stdout);
  const [line] = (await once(holder.stdout, 'data')) as [Buffer];
  const { url, pid } = JSON.parse(line.toString()) as { url: string; pid: number };
  return { holder, url, pid };
}

async function kill(holder: ChildProcess): Promise<void> {
  const ended = once(holder, 'exit');
  holder.kill('SIGKILL');
  await ended;
}

async function run(url: string, sql: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows.map((row) => String(Object.values(row)[0]));
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL after a kill', () => {
  let folder = '';
  let dataDirectory = '';

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'yizhan-postgres-kill-'));
    await chmod(folder, 0o755);
  });
  beforeEach(() => {
    dataDirectory = path.join(folder, 'postgres');
  });
  after(() => rm(folder, { recursive: true, force: true }));

  test('the server of a killed process is stopped and started anew with its data', async () => {
    const { holder, url, pid } = await hold(dataDirectory);
    await run(url, `create table kept as select 'acknowledged' as word`);
    await kill(holder);
    assert.equal(isProcessIdInUse(pid), true, 'the server outlives its killed parent');

    const next = await startEmbeddedPostgres({ dataDirectory, log });
    try {
      assert.equal(next.owned, true);
      assert.equal(isProcessIdInUse(pid), false);
      assert.deepEqual(await run(next.url, 'select word from kept'), ['acknowledged']);
    } finally {
      await next.stop();
    }
  });

  test('a server killed together with its parent recovers what was committed', async () => {
    const { holder, url, pid } = await hold(dataDirectory);
    await run(url, `insert into kept values ('second')`);
    process.kill(pid, 'SIGKILL');
    await kill(holder);

    const next = await startEmbeddedPostgres({ dataDirectory, log });
    try {
      assert.deepEqual(await run(next.url, 'select word from kept order by 1'), ['acknowledged', 'second']);
    } finally {
      await next.stop();
    }
  });

  test('a pid file whose number went to another process is not believed', async () => {
    const bystander = spawn('sleep', ['60'], { stdio: 'ignore' });
    try {
      await writeFile(
        path.join(dataDirectory, 'postmaster.pid'),
        `${bystander.pid}\n${dataDirectory}\n1\n5432\n\n127.0.0.1\n\nready\n`,
      );
      const next = await startEmbeddedPostgres({ dataDirectory, log });
      await next.stop();
      assert.equal(bystander.exitCode, null);
      assert.equal(bystander.signalCode, null);
    } finally {
      bystander.kill();
    }
  });

  test('a process killed at any moment of the first start leaves nothing that stops the next', async () => {
    for (const afterMs of [150, 300, 600, 900, 1200, 1500]) {
      const target = path.join(folder, `killed-after-${afterMs}`);
      const holder = spawnHolder(target);
      await sleep(afterMs);
      await kill(holder);
      const next = await startEmbeddedPostgres({ dataDirectory: target, log });
      try {
        assert.deepEqual(await run(next.url, 'select 1'), ['1'], `killed after ${afterMs} ms`);
      } finally {
        await next.stop();
      }
    }
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.includes('.new-')),
      [],
    );
  });

  test('as root a database in a folder that is closed to others lies in the service directory', {
    skip: process.getuid?.() === 0 ? false : 'only root changes accounts',
  }, async () => {
    const closed = path.join(folder, 'closed');
    const serviceDirectory = path.join(folder, 'service');
    await mkdir(closed, { mode: 0o700 });
    const target = path.join(closed, 'postgres');
    const first = await startEmbeddedPostgres({ dataDirectory: target, log, serviceDirectory });
    await run(first.url, `create table kept as select 'elsewhere' as word`);
    await first.stop();
    assert.ok((await readlink(target)).startsWith(serviceDirectory));
    assert.equal((await stat(target)).uid, 65_534);
    const next = await startEmbeddedPostgres({ dataDirectory: target, log, serviceDirectory });
    try {
      assert.deepEqual(await run(next.url, 'select word from kept'), ['elsewhere']);
    } finally {
      await next.stop();
    }
  });
});
