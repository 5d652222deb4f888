/**
 * `npm run bench`: the grid and the error sheet in the real window (release build), then the Rust benches.
 * ASSAY_BENCH_ITEMS makes the sheet and the benches of the store smaller than 1,000,000 rows.
 */
import { join } from 'node:path';
import { bin, isLinux, root, run, say } from './lib.mjs';
import { withDisplay } from './desktop-test.mjs';
import { setup } from './setup.mjs';

const build = ['build', '--config', 'ui/vite.config.ts', '--logLevel', 'warn'];
const cargo = ['build', '--release', '--package', 'assay-desktop'];

await setup({ tests: true, build: false });
if (isLinux) {
  say('The grid, a million rows');
  run(bin('vite'), build, { env: { ASSAY_GALLERY: '1' } });
  run('cargo', cargo);
  const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
  const code = withDisplay(process.execPath, ['tests/desktop/grid.bench.mjs'], {
    env: { ASSAY_BINARY: join(target, 'release', 'assay-desktop') },
    mayFail: true,
  });
  // What was built for measuring is no product: the next build embeds the interface alone.
  run(bin('vite'), build);
  if (code !== 0) process.exit(code);
  say('The error sheet, a million rows from a project file');
  run('cargo', cargo);
  run('cargo', ['build', '--release', '--package', 'assay-tests', '--bin', 'large']);
  const rows = process.env.ASSAY_BENCH_ITEMS ?? '1000000';
  const sheet = withDisplay(process.execPath, ['tests/desktop/sheet.bench.mjs', rows], {
    env: { ASSAY_BINARY: join(target, 'release', 'assay-desktop') },
    mayFail: true,
  });
  if (sheet !== 0) process.exit(sheet);
}
say('Rust');
run('cargo', ['bench', '--workspace']);
