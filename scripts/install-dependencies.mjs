// Owns that node_modules holds what the lock file names; refuses to install what is there already. Runs on
// Node 20 with nothing installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { repository } from './find-node.mjs';
import { say } from './print.mjs';

const modules = path.join(repository, 'node_modules');
const stampFile = path.join(modules, '.yizhan-install');

/**
 * Installs when node_modules is missing, unfinished or older than the lock file. NODE_ENV=production leaves
 * out what only development needs, unless that is asked for.
 * @param {{ development?: boolean }} [wanted]
 */
export function installDependencies({ development = false } = {}) {
  const withDevelopment = development || process.env['NODE_ENV'] !== 'production';
  const lock = readFileSync(path.join(repository, 'package-lock.json'), 'utf8');
  const hash = createHash('sha256').update(lock).digest('hex');
  const stamp = existsSync(stampFile) ? readFileSync(stampFile, 'utf8').trim() : '';
  if (stamp === `${hash} all` || (!withDevelopment && stamp === `${hash} production`)) return;
  if (!isInstalledAlready(lock, withDevelopment)) install(withDevelopment);
  writeFileSync(stampFile, `${hash} ${withDevelopment ? 'all' : 'production'}\n`);
}

/**
 * npm notes in node_modules/.package-lock.json what it has put there, so an installation that a person made
 * with npm counts as well.
 * @param {string} lock
 * @param {boolean} withDevelopment
 */
function isInstalledAlready(lock, withDevelopment) {
  const notes = path.join(modules, '.package-lock.json');
  if (!existsSync(notes)) return false;
  const wanted = JSON.parse(lock).packages;
  const installed = JSON.parse(readFileSync(notes, 'utf8')).packages;
  return Object.entries(wanted).every(([name, entry]) => {
    if (name === '') return true;
    const there = installed[name];
    if (there === undefined) return isOptional(entry) || (entry.dev === true && !withDevelopment);
    return (
      there.version === entry.version &&
      there.integrity === entry.integrity &&
      existsSync(path.join(repository, name))
    );
  });
}

/**
 * Optional packages for other platforms are rightly absent; those for this one must be there, for they bring
 * Node and PostgreSQL. Which C library this platform has is left to npm.
 */
function isOptional({ optional, devOptional, os, cpu, libc }) {
  if (optional !== true && devOptional !== true) return false;
  if (libc !== undefined) return true;
  const fits = (list, own) => list === undefined || [list].flat().includes(own);
  return !((os !== undefined || cpu !== undefined) && fits(os, process.platform) && fits(cpu, process.arch));
}

/** @param {boolean} withDevelopment */
function install(withDevelopment) {
  say('Installing what the lock file names; the first time takes about a minute.');
  const selection = withDevelopment ? '--include=dev' : '--omit=dev';
  const options = ['ci', '--no-audit', '--no-fund', '--include=optional', selection];
  const windows = process.platform === 'win32';
  const { status, error } = spawnSync(windows ? 'npm.cmd' : 'npm', options, {
    cwd: repository,
    stdio: 'inherit',
    env: { ...process.env, PATH: withoutModules(process.env['PATH'] ?? '') },
    shell: windows,
  });
  if (error !== undefined)
    throw new Error(`npm could not be started (${error.message}). Install npm and start again.`);
  if (status !== 0) {
    throw new Error(
      'npm could not install what the lock file names; its words stand above. Mend what they say and start again.',
    );
  }
}

/** npm deletes node_modules while it works, so it must not itself run on the Node that lies there. */
function withoutModules(searchPath) {
  const parts = searchPath.split(path.delimiter);
  return parts.filter((part) => !part.split(path.sep).includes('node_modules')).join(path.delimiter);
}
