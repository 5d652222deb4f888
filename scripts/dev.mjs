/** `npm run dev`: the window on the development server, which shows edits at once. */
import { spawn } from 'node:child_process';
import { bin, root, run } from './lib.mjs';
import { setup } from './setup.mjs';

// The build of the interface must exist for the shell to compile, though it is not shown.
await setup();
const server = spawn(bin('vite'), ['--config', 'ui/vite.config.ts'], { cwd: root, stdio: 'inherit' });
process.on('exit', () => server.kill());
const code = run(
  'cargo',
  ['run', '--package', 'assay-desktop', '--no-default-features', '--', ...process.argv.slice(2)],
  { mayFail: true },
);
process.exit(code);
