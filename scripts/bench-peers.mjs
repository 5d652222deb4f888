/** `npm run bench:peers [-- --full]`: our statistics beside other libraries', in one run, each in a process of its own.
 * 10,000 to 1,000,000 judgments; `--full` adds 10,000,000, for which the peers need 5 GB and some ten minutes. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, say } from './lib.mjs';

const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
const folder = join(target, 'peers');
const python = join(folder, 'venv', 'bin', 'python');
const full = process.argv.includes('--full');
/** [judgments, raters] */
const SIZES = [[10_000, 200], [100_000, 200], [1_000_000, 1_000], ...(full ? [[10_000_000, 1_000]] : [])];
/** A peer's loop over half a million pairs takes twenty minutes: so many random ones are run, and the time scaled. */
const PAIRS = 20_000;
/** A thousand resamples of a large table would take the peer an hour: so many are run, and the time scaled. */
const RESAMPLES = { 10_000: 1_000, 100_000: 200, 1_000_000: 20, 10_000_000: 2 };
const PREDICTIONS = 10_000_000;

const PEERS = {
  kappa_all_pairs: 'scikit-learn',
  fleiss_kappa: 'statsmodels',
  krippendorff_alpha: 'krippendorff',
  gwet_ac1: 'irrCAC',
  bootstrap_alpha_1000: 'krippendorff',
  majority: 'crowd-kit',
  dawid_skene: 'crowd-kit',
  confusion: 'scikit-learn',
  average_precision_and_auc: 'scikit-learn',
};

mkdirSync(folder, { recursive: true });
if (!existsSync(python)) {
  say('The peers, in a Python environment of their own');
  run('python3', ['-m', 'venv', join(folder, 'venv')]);
  run(python, ['-m', 'pip', 'install', '--quiet', '--requirement', join(root, 'tests/peers/requirements.txt')]);
}
say('Ours');
run('cargo', ['build', '--release', '--package', 'assay-stats', '--examples']);

const lines = (text) => text.trim().split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
const example = (name, args) => lines(execFileSync(join(target, 'release/examples', name), args, { encoding: 'utf8' }));
function peer(what, file, count) {
  try {
    const args = [join(root, 'tests/peers/peer.py'), what, file, ...(count ? [String(count)] : [])];
    return lines(execFileSync(python, args, { encoding: 'utf8' }))[0];
  } catch (thrown) {
    console.error(`${what}: the peer failed: ${String(thrown.message).split('\n')[0]}`);
    return null;
  }
}

const rows = [];
const add = (n, what, ours, theirs) => {
  const number = (value, digits) => (value === undefined || value === null ? '–' : value.toFixed(digits));
  rows.push({
    n,
    what,
    'ours s': number(ours?.seconds, 4),
    peer: PEERS[what],
    'theirs s': number(theirs?.seconds, 3),
    'times faster': ours && theirs ? (theirs.seconds / ours.seconds).toFixed(1) : '–',
    'ours MiB': number(ours?.peak_mib, 0),
    'theirs MiB': number(theirs?.peak_mib, 0),
  });
};

for (const [n, raters] of SIZES) {
  say(`${n.toLocaleString('en')} judgments, 5 an item, 10 classes, ${raters} raters`);
  const file = join(folder, `judgments-${n}.bin`);
  example('bench_agreement', [String(n), String(raters), '--write', file]);
  // One process for each: memory that an earlier measurement left behind is not counted.
  const agreement = (what) => example('bench_agreement', [file, '--only', what])[0];
  add(n, 'kappa_all_pairs', agreement('kappa_all_pairs'), peer('kappa_all_pairs', file, PAIRS));
  for (const what of ['fleiss_kappa', 'krippendorff_alpha', 'gwet_ac1']) add(n, what, agreement(what), peer(what, file));
  add(n, 'bootstrap_alpha_1000', agreement('bootstrap_alpha_1000'), peer('bootstrap_alpha_1000', file, RESAMPLES[n]));
  const theirs = peer('dawid_skene', file);
  // From the same start with the same floor; crowd-kit's parameters come from one more M-step: the same log likelihood.
  const ours = new Map(example('bench_aggregation', ['read', file, '--', String((theirs?.iterations ?? 100) + 1)]).map((row) => [row.what, row]));
  add(n, 'majority', ours.get('majority'), peer('majority', file));
  add(n, 'dawid_skene', ours.get('dawid_skene'), theirs);
}
say(`${PREDICTIONS.toLocaleString('en')} predictions`);
const metrics = new Map(example('bench_metrics', [String(PREDICTIONS)]).map((row) => [row.what, row]));
for (const what of ['confusion', 'average_precision_and_auc']) add(PREDICTIONS, what, metrics.get(what), peer(what, '-', PREDICTIONS));
console.table(rows);
