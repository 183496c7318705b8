// Owns that a browser with Chinese letters is there for the tests; refuses to install what is found. Runs on Node 20.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { repository } from './find-node.mjs';
import { fail, say } from './print.mjs';

const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const applications = {
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  win32: ['C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'],
};
/** Where Playwright puts the program inside the folder of one browser version; the older names come last. */
const testing = 'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing';
const downloaded = [
  'chrome-linux64/chrome',
  'chrome-linux-arm64/chrome',
  `chrome-mac-arm64/${testing}`,
  `chrome-mac-x64/${testing}`,
  'chrome-win64/chrome.exe',
  'chrome-headless-shell-linux64/chrome-headless-shell',
  'chrome-headless-shell-linux-arm64/chrome-headless-shell',
  'chrome-linux/chrome',
];

/**
 * The browser for the tests: CHROMIUM_PATH, else what is installed, else what Playwright has downloaded.
 * @returns {string | undefined} absolute path
 */
export function findChromium() {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') {
    if (isProgram(named)) return named;
    throw new Error(`CHROMIUM_PATH names ${named}, which is no program. Name a Chromium there, or unset it.`);
  }
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const installed = programs.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...installed, ...(applications[process.platform] ?? []), ...listDownloaded()].find(isProgram);
}

function listDownloaded() {
  const caches = {
    linux: path.join(homedir(), '.cache/ms-playwright'),
    darwin: path.join(homedir(), 'Library/Caches/ms-playwright'),
    win32: path.join(process.env['LOCALAPPDATA'] ?? '', 'ms-playwright'),
  };
  const cache = process.env['PLAYWRIGHT_BROWSERS_PATH'] ?? caches[process.platform];
  if (cache === undefined || !existsSync(cache)) return [];
  const versions = readdirSync(cache).filter((name) => name.startsWith('chromium'));
  // The newest first; the full browser before the headless shell of the same version.
  const sorted = versions.sort((one, other) => other.localeCompare(one, 'en', { numeric: true }));
  return sorted.flatMap((version) => downloaded.map((program) => path.join(cache, version, program)));
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** macOS and Windows bring Chinese fonts; on Linux fontconfig tells. */
function hasChineseFont() {
  if (process.platform !== 'linux') return true;
  const { stdout } = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' });
  return (stdout ?? '').trim() !== '';
}

/**
 * Finds or installs both. Root gets Debian's packages; everybody else gets Playwright's download, which needs
 * no rights but brings no font.
 * @param {string} node the program that runs Playwright's own command line
 * @returns {string} the browser
 */
export function setUpBrowser(node) {
  let browser = findChromium();
  let hasFont = hasChineseFont();
  if ((browser === undefined || !hasFont) && canUseDebianPackages()) {
    installDebianPackages([
      ...(browser === undefined ? ['chromium'] : []),
      ...(hasFont ? [] : ['fonts-noto-cjk', 'fontconfig']),
    ]);
    browser = findChromium();
    hasFont = hasChineseFont();
  }
  if (browser === undefined) browser = downloadBrowser(node);
  if (!hasFont) {
    say(
      "No Chinese font was found, so Chinese text shows as boxes in screenshots. Install one, as Debian's fonts-noto-cjk.",
    );
  }
  say(`Browser for the tests: ${browser}.`);
  return browser;
}

function canUseDebianPackages() {
  return process.platform === 'linux' && process.getuid?.() === 0 && isProgram('/usr/bin/apt-get');
}

function installDebianPackages(names) {
  say(`Installing Debian's ${names.join(' and ')}.`);
  const settings = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  // Another installation may hold the lock of the package system for a while.
  const waiting = ['-o', 'DPkg::Lock::Timeout=120', '-qq'];
  spawnSync('apt-get', [...waiting, 'update'], settings);
  const install = [...waiting, 'install', '-y', '--no-install-recommends', ...names];
  if (spawnSync('apt-get', install, settings).status !== 0)
    say("Debian's packages could not be installed; apt-get says above why.");
}

function downloadBrowser(node) {
  say('Downloading a Chromium with Playwright.');
  const cli = path.join(repository, 'node_modules/playwright-core/cli.js');
  spawnSync(node, [cli, 'install', 'chromium'], { cwd: repository, stdio: 'inherit' });
  const browser = findChromium();
  if (browser !== undefined) return browser;
  throw new Error(
    'No Chromium was found, and none could be installed or downloaded; what was tried says above why. ' +
      "Install one (as Debian's chromium) or name it in CHROMIUM_PATH, and start again.",
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    setUpBrowser(process.execPath);
  } catch (error) {
    fail(error);
  }
}
