// Owns the names of the files beside a data directory; refuses to read what is secret (cluster-secrets.ts does).
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Files beside the data directory; `x` is its name. */
export interface ClusterFiles {
  /** As the caller named it. May be a symbolic link to the real one. */
  readonly dataDirectory: string;
  /** x.owner: the Yizhan process that looks after the cluster. */
  readonly ownerFile: string;
  /** x.port: the port that was used last and is used again while it is free. */
  readonly portFile: string;
  /** x.log: what PostgreSQL said. */
  readonly logFile: string;
  /** secrets/x-superuser.password, mode 0600 in a folder of mode 0700. */
  readonly passwordFile: string;
}

export function listClusterFiles(dataDirectory: string): ClusterFiles {
  const absolute = path.resolve(dataDirectory);
  const name = path.basename(absolute);
  const beside = (file: string) => path.join(path.dirname(absolute), file);
  return {
    dataDirectory: absolute,
    ownerFile: beside(`${name}.owner`),
    portFile: beside(`${name}.port`),
    logFile: beside(`${name}.log`),
    passwordFile: beside(path.join('secrets', `${name}-superuser.password`)),
  };
}

/** The port that was used last; undefined before the first start. */
export async function findRememberedPort(files: ClusterFiles): Promise<number | undefined> {
  const content = await readFile(files.portFile, 'utf8').catch(() => '');
  const port = Number.parseInt(content, 10);
  return Number.isInteger(port) && port > 1023 && port < 65_536 ? port : undefined;
}

export async function rememberPort(files: ClusterFiles, port: number): Promise<void> {
  await writeFile(files.portFile, `${port}\n`);
}
