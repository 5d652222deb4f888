/**
 * `npm run fuzz -- TARGET MINUTES`: lets libFuzzer look for files that break a way in; `all` runs one target after the other.
 * With 0 minutes the corpus is only made smaller: files that reach nothing of their own go. Findings land in tests/output/fuzz;
 * what was learned is kept there too and used again. See docs/inputs.md.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fail, isLinux, root, say } from './lib.mjs';

const corpus = join(root, 'tests', 'fuzz', 'corpus');
const output = join(root, 'tests', 'output', 'fuzz');
const targets = readdirSync(corpus, { withFileTypes: true })
  .filter((each) => each.isDirectory())
  .map((each) => each.name);

const [wanted, minutes = '10'] = process.argv.slice(2);
const usage = `npm run fuzz -- TARGET MINUTES\nTargets: all, ${targets.join(', ')}`;
if (!isLinux) fail('The fuzzer needs Linux; the replay of its corpora runs everywhere with `cargo test`.');
if (wanted !== 'all' && !targets.includes(wanted)) fail(usage);
if (!/^\d+(\.\d+)?$/.test(minutes)) fail(usage);

function start(program, args, env = {}) {
  const done = spawnSync(program, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  if (done.error) fail(`${program} could not be started: ${done.error.message}`);
  return done.status ?? 1;
}

say('Building with counters');
const built = start('cargo', ['build', '-p', 'assay-fuzz', '--features', 'engine', '--bin', 'fuzz'], {
  RUSTC_WORKSPACE_WRAPPER: join(root, 'tests', 'fuzz', 'counted.sh'),
});
if (built !== 0) process.exit(built);
const program = join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'debug', 'fuzz');

let failed = 0;
for (const target of wanted === 'all' ? targets : [wanted]) {
  const learned = join(output, target);
  mkdirSync(learned, { recursive: true });
  const env = { ASSAY_FUZZ_TARGET: target };
  if (Number(minutes) === 0) {
    say(`${target}: the smallest corpus that reaches as much`);
    const smaller = join(output, `${target}-merged`);
    mkdirSync(smaller, { recursive: true });
    failed += start(program, ['-merge=1', smaller, join(corpus, target), learned], env);
    if (existsSync(smaller)) cpSync(smaller, learned, { recursive: true });
    continue;
  }
  say(`${target}, ${minutes} minutes`);
  failed += start(
    program,
    [
      `-max_total_time=${Math.round(Number(minutes) * 60)}`,
      '-timeout=10',
      '-rss_limit_mb=1024',
      '-max_len=8192',
      '-print_final_stats=1',
      `-artifact_prefix=${join(output, `${target}-`)}`,
      learned,
      join(corpus, target),
    ],
    env,
  );
}
process.exit(failed === 0 ? 0 : 1);
