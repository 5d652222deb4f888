/** The tests in the real window; `npm run desktop:test -- tests/desktop/frame.test.mjs` runs one file. */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { find, hasDisplay, isLinux, root, run, say } from './lib.mjs';
import { setup } from './setup.mjs';

/** Ten minutes for one file: the longest is the whole story on a slow machine. */
const TIME_LIMIT = 600_000;

/** Runs a program with a display: this one, or a virtual one. */
export function withDisplay(program, args, options) {
  if (hasDisplay() && process.env.ASSAY_OWN_DISPLAY) return run(program, args, options);
  const screen = '-screen 0 1920x1080x24';
  return run(find('xvfb-run'), ['-a', '-s', screen, program, ...args], options);
}

export function desktopTests(chosen = []) {
  if (!isLinux) {
    say('The tests in the window run on Linux only.');
    return;
  }
  const folder = join(root, 'tests', 'desktop');
  const files =
    chosen.length > 0
      ? chosen
      : readdirSync(folder)
          .filter((name) => name.endsWith('.test.mjs'))
          .map((name) => join(folder, name));
  mkdirSync(join(root, 'tests', 'output'), { recursive: true });
  run('cargo', ['build', '--package', 'assay-desktop', '--package', 'assay-cli']);
  const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
  const env = { ASSAY_BINARY: join(target, 'debug', 'assay-desktop') };
  // One window at a time: two of them would fight for the focus.
  const passes = (file) =>
    withDisplay(process.execPath, ['--test', `--test-timeout=${TIME_LIMIT}`, file], { env, mayFail: true }) === 0;
  const failed = files.filter((file) => !passes(file));
  // On a busy machine a window can miss a deadline. What fails twice is broken; what fails once is named.
  const broken = failed.filter((file) => {
    say(`${file} failed; once more, to tell a fault from a busy machine`);
    return !passes(file);
  });
  for (const file of failed) say(`${file}: failed at first, ${broken.includes(file) ? 'and again' : 'then passed'}`);
  if (broken.length > 0) process.exit(1);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await setup({ tests: true });
  desktopTests(process.argv.slice(2));
}
