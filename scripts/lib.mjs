/** What the other scripts share: running programs and looking for them. No dependencies. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');
export const isWindows = process.platform === 'win32';
export const isLinux = process.platform === 'linux';
/** Cargo's own folder is not always in PATH, right after it was installed. */
const path = [process.env.PATH ?? '', join(homedir(), '.cargo', 'bin')].join(delimiter);

export function say(text) {
  console.log(`\u2022 ${text}`);
}

export function fail(text) {
  console.error(`\n${text}`);
  process.exit(1);
}

/** Runs a program in the project's folder and ends everything when it fails. */
export function run(program, args, options = {}) {
  const { env = {}, mayFail = false } = options;
  const done = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: path, ...env },
    shell: isWindows && ['npm', 'npx'].includes(program),
  });
  if (done.error) fail(`${program} could not be started: ${done.error.message}`);
  const code = done.status ?? 1;
  if (code !== 0 && !mayFail) process.exit(code);
  return code;
}

/** Where a program lies, or nothing. */
export function find(program) {
  const name = isWindows ? `${program}.exe` : program;
  for (const folder of path.split(delimiter).filter(Boolean)) {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return join(folder, name);
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

export function hasDisplay() {
  if (!isLinux) return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** A program of node_modules. */
export const bin = (name) => join(root, 'node_modules', '.bin', isWindows ? `${name}.cmd` : name);
