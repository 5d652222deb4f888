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
  run('cargo', ['build', '--package', 'assay-desktop']);
  const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
  // One window at a time: two of them would fight for the focus.
  withDisplay(
    process.execPath,
    ['--test', '--test-concurrency=1', `--test-timeout=${TIME_LIMIT}`, ...files],
    { env: { ASSAY_BINARY: join(target, 'debug', 'assay-desktop') } },
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await setup({ tests: true });
  desktopTests(process.argv.slice(2));
}
