/** `npm run cli -- …`: the command line, built when needed. */
import { run } from './lib.mjs';

run('cargo', ['run', '-q', '--release', '-p', 'assay-cli', '--', ...process.argv.slice(2)]);
