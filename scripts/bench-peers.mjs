/** `npm run bench:peers [-- --full] [-- --only NAME]`: our statistics beside other libraries', in one run, each in a process
 * of its own. NAME: judgments, predictions, slices or tags. 10,000 to 1,000,000 judgments; `--full` adds 10,000,000, for
 * which the peers need 5 GB and some ten minutes. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, say } from './lib.mjs';

const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
const folder = join(target, 'peers');
const python = join(folder, 'venv', 'bin', 'python');
const full = process.argv.includes('--full');
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : null;
const wanted = (name) => only === null || only === name;
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
  slices: 'sliceline',
};

mkdirSync(folder, { recursive: true });
const wantedPeers = readFileSync(join(root, 'tests/peers/requirements.txt'), 'utf8');
const installed = join(folder, 'venv', 'installed.txt');
if (!existsSync(installed) || readFileSync(installed, 'utf8') !== wantedPeers) {
  say('The peers, in a Python environment of their own');
  run('python3', ['-m', 'venv', join(folder, 'venv')]);
  run(python, ['-m', 'pip', 'install', '--quiet', '--requirement', join(root, 'tests/peers/requirements.txt')]);
  // Written last: an environment that was given up half-way, or made for other versions, is made again.
  writeFileSync(installed, wantedPeers);
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
const add = (n, what, ours, theirs, name = PEERS[what]) => {
  const number = (value, digits) => (value === undefined || value === null ? '–' : value.toFixed(digits));
  rows.push({
    n,
    what,
    'ours s': number(ours?.seconds, 5),
    peer: name,
    'theirs s': number(theirs?.seconds, 4),
    'times faster': ours && theirs ? (theirs.seconds / ours.seconds).toFixed(1) : '–',
    'ours MiB': number(ours?.peak_mib, 0),
    'theirs MiB': number(theirs?.peak_mib, 0),
  });
};

for (const [n, raters] of wanted('judgments') ? SIZES : []) {
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
if (wanted('predictions')) {
  say(`${PREDICTIONS.toLocaleString('en')} predictions`);
  const metrics = new Map(example('bench_metrics', [String(PREDICTIONS)]).map((row) => [row.what, row]));
  for (const what of ['confusion', 'average_precision_and_auc']) add(PREDICTIONS, what, metrics.get(what), peer(what, '-', PREDICTIONS));
}

const call = (program, args) => lines(execFileSync(program, args, { encoding: 'utf8' }))[0];

/** The slices of a search, best first, those of the same score in the order of their predicates. */
const ranked = ({ scores, slices }) =>
  slices
    .map((slice, at) => ({ score: scores[at], slice: slice.map(([column, code]) => `${column}=${code}`).toSorted().join(' ') }))
    .toSorted((a, b) => (Math.abs(a.score - b.score) > 1e-9 ? b.score - a.score : a.slice < b.slice ? -1 : 1));

/** In what two searches differ; empty where they found the same. Of slices that share the lowest score either may stand last. */
function difference(ours, theirs) {
  const [own, other] = [ranked(ours), ranked(theirs)];
  if (own.length !== other.length) return `${own.length} slices against ${other.length}`;
  const at = own.findIndex(({ score }, place) => Math.abs(score - other[place].score) > 1e-9);
  if (at >= 0) return `slice ${at + 1} has score ${own[at].score} against ${other[at].score}`;
  const last = own.at(-1)?.score ?? 0;
  const above = (found) => found.filter(({ score }) => score - last > 1e-9).map(({ slice }) => slice);
  const lone = above(own).find((slice) => !above(other).includes(slice));
  return lone === undefined ? '' : `${lone} is only ours`;
}

/** Slices of up to three predicates on a table, by us and by the package sliceline: whether they are the same, and the times. */
function slices(args) {
  const script = join(root, 'tests/peers/slices.py');
  const file = join(folder, 'slices.bin');
  const { rows: n, columns } = call(python, [script, 'write', file, ...args]);
  const settings = [file, n, columns, 10, 0.95, 3, n / 100].map(String);
  const ours = example('bench_slices', settings)[0];
  const theirs = call(python, [script, 'run', ...settings]);
  const differs = difference(ours, theirs);
  const verdict = differs ? `OTHER top slices than sliceline: ${differs}` : `the same ${ours.slices.length} top slices as sliceline`;
  const ratio = theirs.seconds / ours.seconds;
  say(`${args[0]}: ${n.toLocaleString('en')} rows, ${columns} columns: ${verdict}; ${ours.seconds} s against ${theirs.seconds.toFixed(2)} s, ${ratio.toFixed(0)} times faster`);
  if (differs || ratio < 10) process.exitCode = 1;
  add(n, 'slices', ours, theirs);
}

/** Rows and wrong rows of 20 tags; the peers get the same bits. */
function tags(n) {
  const script = join(root, 'tests/peers/tags.py');
  const file = join(folder, 'tags.bin');
  call(python, [script, 'write', file, String(n), '20']);
  const ours = example('bench_tags', [file, String(n), '20']);
  for (const name of ['polars', 'duckdb', 'pandas']) {
    const theirs = call(python, [script, 'run', name, file, String(n), '20']);
    if (theirs.sum !== ours[0].sum) say(`${name} counts ${theirs.sum} instead of ${ours[0].sum}`);
    add(n, 'tag_counts', ours[0], theirs, name);
  }
  for (const own of ours.slice(1)) add(n, own.what, own, null, '–');
}

if (wanted('slices')) {
  const acs = join(root, '../shared/data/acs_income_predictions_20k/predictions.csv');
  if (existsSync(acs)) slices(['acs', acs]);
  else say(`No real table for slices: ${acs} is missing`);
  slices(['20000']);
}
if (wanted('tags')) for (const n of [1_000_000, 10_000_000]) tags(n);
console.table(rows);
