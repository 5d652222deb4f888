/** `npm start`: the window where there is a display, a tour of the command line elsewhere. */
import { hasDisplay, run, say } from './lib.mjs';
import { setup } from './setup.mjs';

const window = hasDisplay();
await setup({ window, build: window });
if (window) {
  say('Building the window (the first time takes some minutes)');
  run('cargo', ['run', '--release', '--package', 'assay-desktop', '--', ...process.argv.slice(2)]);
} else {
  say('There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open.');
  say('Here is a tour of the same workbench on the command line instead.');
  run('cargo', ['run', '--release', '--quiet', '--package', 'assay-cli', '--', 'tour']);
}
