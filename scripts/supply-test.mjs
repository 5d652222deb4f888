/** What is built in, and what the shell allows: `npm run supply:test`. Needs nothing but node, cargo and git. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, run } from './lib.mjs';

export function supplyTests() {
  const folder = join(root, 'tests', 'supply');
  const files = readdirSync(folder).filter((name) => name.endsWith('.test.mjs'));
  run(process.execPath, ['--test', ...files.map((name) => join(folder, name))]);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) supplyTests();
