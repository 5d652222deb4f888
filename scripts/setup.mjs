/**
 * Puts in place what Assay needs to be built: system packages, npm packages, the interface.
 * `npm start` and `npm test` call it; it does nothing where nothing is missing.
 *
 *   node scripts/setup.mjs [--tests] [--no-window] [--no-build]
 */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { pathToFileURL } from 'node:url';
import { bin, fail, find, isLinux, root, run, say } from './lib.mjs';

/** Debian packages, each with what it is for and how to see that it is there. */
const WINDOW = [
  ['libwebkit2gtk-4.1-dev', 'draws the window', () => pkgConfig('webkit2gtk-4.1')],
  ['pkg-config', 'lets the build find the libraries', () => find('pkg-config') !== null],
  ['build-essential', 'links the program', () => find('cc') !== null],
];
const TESTS = [
  ['xvfb', 'a display for tests without a screen', () => find('Xvfb') !== null],
  ['xauth', 'lets the tests use that display', () => find('xauth') !== null],
  ['xdotool', 'lets the tests answer the file dialogs of the system', () => find('xdotool') !== null],
  ['webkit2gtk-driver', 'lets the tests drive the window', () => find('WebKitWebDriver') !== null],
];
const TAURI_DRIVER = '2.1.0';

function pkgConfig(library) {
  return spawnSync('pkg-config', ['--exists', library]).status === 0;
}

async function agreed(question) {
  if (!process.stdin.isTTY) return false;
  const reader = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await reader.question(`${question} [Y/n] `);
  reader.close();
  return /^(y|yes|)$/i.test(answer.trim());
}

async function systemPackages(wanted) {
  const missing = wanted.filter(([, , isThere]) => !isThere());
  if (missing.length === 0) return;
  say('These system packages are missing:');
  for (const [name, purpose] of missing) console.log(`    ${name}: ${purpose}`);
  const names = missing.map(([name]) => name);
  if (!find('apt-get')) {
    fail(`Install what your system calls these packages, then start again: ${names.join(' ')}`);
  }
  const isRoot = process.getuid?.() === 0;
  const command = `${isRoot ? '' : 'sudo '}apt-get install --no-install-recommends ${names.join(' ')}`;
  if (!isRoot && !process.env.CI && !(await agreed(`Install them now with “${command}”?`))) {
    fail(`Install them, then start again:\n  ${command}`);
  }
  const apt = (...args) =>
    run(isRoot ? 'apt-get' : 'sudo', isRoot ? args : ['apt-get', ...args], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
  apt('update', '-q');
  apt('install', '-y', '-q', '--no-install-recommends', ...names);
}

function npmPackages() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  const lock = join(root, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  say('Installing npm packages');
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
}

/** @param {{ tests?: boolean, window?: boolean, build?: boolean }} [options] */
export async function setup({ tests = false, window = true, build = true } = {}) {
  if (!find('cargo')) fail('Rust is missing. Install it from https://rustup.rs, then start again.');
  if (isLinux) {
    await systemPackages([...(window ? WINDOW : []), ...(tests ? TESTS : [])]);
  } else if (window) {
    say(`Nothing to install on ${process.platform}. Assay is untested there so far.`);
  }
  npmPackages();
  if (tests && isLinux && !find('tauri-driver')) {
    say('Installing tauri-driver, which drives the window in tests');
    run('cargo', ['install', 'tauri-driver', '--version', TAURI_DRIVER, '--locked']);
  }
  if (build) run(bin('vite'), ['build', '--config', 'ui/vite.config.ts', '--logLevel', 'warn']);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const given = new Set(process.argv.slice(2));
  await setup({
    tests: given.has('--tests'),
    window: !given.has('--no-window'),
    build: !given.has('--no-build'),
  });
}
