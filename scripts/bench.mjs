/** `npm run bench`: the grid in the real window (release build), then the Rust benches. */
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
}
say('Rust');
run('cargo', ['bench', '--workspace']);
