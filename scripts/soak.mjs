/**
 * `npm run soak`: what takes long. 5,000 kills (ASSAY_KILL_ROUNDS), an hour of labeling with its memory
 * (ASSAY_SOAK_MINUTES), and 50 raters at work while 1,000,000 rows come in (ASSAY_LOAD_ROWS, ASSAY_LOAD_RATERS).
 * `npm run soak -- --debug` does it with the debug build.
 */
import { run, say } from './lib.mjs';

const profile = process.argv.includes('--debug') ? [] : ['--release'];
const set = (name, usual) => process.env[name] ?? usual;
const soak = (...args) => run('cargo', ['run', '-q', ...profile, '-p', 'assay-tests', '--bin', 'soak', '--', ...args]);

const rounds = set('ASSAY_KILL_ROUNDS', '5000');
const minutes = set('ASSAY_SOAK_MINUTES', '60');
const [rows, raters] = [set('ASSAY_LOAD_ROWS', '1000000'), set('ASSAY_LOAD_RATERS', '50')];

say(`${rounds} kills`);
run('cargo', ['test', '-q', ...profile, '-p', 'assay-tests', '--test', 'crash'], { env: { ASSAY_KILL_ROUNDS: rounds } });
say(`${minutes} minutes of labeling`);
soak('label', minutes);
say(`${raters} raters at work while ${rows} rows come in`);
soak('load', rows, raters);
