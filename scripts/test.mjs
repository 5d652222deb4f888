/** `npm test`: everything, from types to the real window. */
import { bin, run, say } from './lib.mjs';
import { desktopTests } from './desktop-test.mjs';
import { setup } from './setup.mjs';
import { supplyTests } from './supply-test.mjs';

await setup({ tests: true });
say('Types');
run(bin('tsc'), ['--project', 'ui/tsconfig.json']);
say('Interface');
run(bin('vitest'), ['run', '--config', 'ui/vite.config.ts']);
say('Supply and shell');
supplyTests();
say('Rust');
run('cargo', ['test', '--workspace']);
say('Window');
desktopTests();
