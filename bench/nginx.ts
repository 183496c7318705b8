// Owns an nginx that serves one page from a file, as Debian sets it up; refuses to touch the machine's own nginx.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openRawConnection } from './raw-connection.ts';

export interface ServingNginx {
  readonly port: number;
  readonly path: string;
  close(): Promise<void>;
}

const readyWithinMs = 5_000;

/** Debian's nginx.conf in what concerns speed, without its log of requests, which Yizhan doesn't keep here either. */
const configurationOf = (folder: string, port: number) => `
worker_processes auto;
daemon off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 768; }
http {
  sendfile on;
  tcp_nopush on;
  types_hash_max_size 2048;
  default_type text/html;
  keepalive_requests 1000000;
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  server { listen 127.0.0.1:${port}; root ${folder}/pages; }
}`;

export async function startNginx(page: Buffer): Promise<ServingNginx> {
  const folder = await mkdtemp(path.join(tmpdir(), 'yizhan-bench-nginx-'));
  // Its workers run as www-data.
  await chmod(folder, 0o755);
  await mkdir(path.join(folder, 'pages'), { mode: 0o755 });
  await writeFile(path.join(folder, 'pages', 'page.html'), page, { mode: 0o644 });
  const port = await findFreePort();
  const configuration = path.join(folder, 'nginx.conf');
  await writeFile(configuration, configurationOf(folder, port));
  const child = spawn('nginx', ['-c', configuration, '-p', folder], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const close = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const deadline = Date.now() + readyWithinMs;
  while (!(await answers(port))) {
    if (child.exitCode === null && Date.now() < deadline) {
      await sleep(50);
      continue;
    }
    await close();
    throw new Error('nginx did not start.');
  }
  return { port, path: '/page.html', close };
}

async function answers(port: number): Promise<boolean> {
  const connection = openRawConnection(port);
  try {
    const { status } = await connection.send(Buffer.from('GET /page.html HTTP/1.1\r\nhost: x\r\n\r\n'));
    return status === 200;
  } catch {
    return false;
  } finally {
    connection.close();
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
