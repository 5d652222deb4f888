/**
 * Measures the error sheet in the real window: 1,000,000 items with 30 metadata fields, two
 * runs and 20 tags, every page read from the project file. Prints figures and asserts nothing.
 *
 *   ASSAY_BINARY=… [ASSAY_LARGE=…] node tests/desktop/sheet.bench.mjs [rows]
 *
 * ASSAY_BENCH_PROJECT names a project made before; without it one is made by the
 * generator (npm run bench:project) in a temporary folder and removed afterwards, or in ASSAY_BENCH_KEEP and left there. A debug
 * binary shows the development server's page; ASSAY_BENCH_PAGE names a built one there.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { By, launch, sleep } from './driver.mjs';
import { FRAMES, KEYS, at, ms, timed } from './probes.mjs';
import { command, sit } from './sample.mjs';

const ROWS = Number(process.argv[2] ?? 1_000_000);
const root = resolve(import.meta.dirname, '..', '..');

/** By the generator that the benches of the store use too; its own times are printed with the figures. */
async function makeProject(folder) {
  const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
  const large = [process.env.ASSAY_LARGE, join(target, 'release', 'large'), join(target, 'debug', 'large')].find((path) => path && existsSync(path));
  if (!large) throw new Error('the generator was not built: cargo build --release -p assay-tests --bin large');
  const project = join(folder, 'bench.assay');
  const told = execFileSync(large, [project, String(ROWS)], { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });
  const steps = told.trim().split('\n').map((line) => line.split(/\s{2,}|\s(?=\d)/));
  return { project, times: Object.fromEntries(steps.map(([step, time]) => [`import ${step}`, time])) };
}

const filterTo = (line) => `
  const input = byId('filter');
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, ${JSON.stringify(line)});
  input.dispatchEvent(new Event('input', { bubbles: true }));
  setTimeout(() => input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true })), 0);`;
const clickOn = (testId) => `byId('${testId}').click();`;
const pressKey = (key, more = '') => `byId('sheet').dispatchEvent(new KeyboardEvent('keydown', { key: '${key}', bubbles: true, cancelable: true${more} }));`;
/** Until the first row drawn is there and is another than before. */
const untilRows = (act) => timed(act, `rowsThere()`, `
  const first = () => [0, 1, 2, 3].map((row) => byId('sheet').querySelector('[data-row="' + row + '"] [data-column="0"]')?.textContent ?? '').join();
  const told = () => first() + byId('row-count').textContent;
  const old = told();
  const rowsThere = () => first() !== ',,,' && !byId('sheet').closest('[aria-busy="true"]') &&
    !byId('sheet').querySelector('[data-row="0"][aria-busy]') && told() !== old;`);

/** Memory of the window's processes in MiB: their own, and pages of the project file that the system may take back at any time. */
function memory(pid) {
  const children = execFileSync('sh', ['-c', `pgrep -P ${pid} || true`], { encoding: 'utf8' }).split(/\s+/).filter(Boolean);
  const sum = { all: 0, own: 0 };
  for (const each of [pid, ...children]) {
    const read = (name, text) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0) / 1024;
    try {
      const text = readFileSync(`/proc/${each}/smaps_rollup`, 'utf8');
      sum.all += read('Pss', text);
      sum.own += read('Pss_Anon', text) + read('Pss_Shmem', text);
    } catch {
      // A process that has just ended holds nothing.
    }
  }
  return `${Math.round(sum.own)} MiB (${Math.round(sum.all)} with mapped files)`;
}

const results = {};
let window = null;
let me = null;

/** Marks by key, marks of many rows with their undo, and the figures of fifty tags after each. */
async function tagging() {
  const [tag] = await command(window, 'tag_list', null, me);
  for (let rule = 0; rule < 30; rule += 1) {
    const line = `field_00 >= ${rule * 30} and field_00 < ${rule * 30 + 40 + rule}`;
    await command(window, 'tag_create', { name: `rule ${rule}`, rule: line }, me);
  }
  const priorities = timed(clickOn('nav-priorities'), `document.querySelectorAll('[data-testid^="priority-"]').length >= 50`);
  results['figures of 50 tags, the 30 rules new'] = ms(await window.runAsync(priorities));
  await window.screenshot('sheet-bench-priorities');
  const toSheet = timed(clickOn('nav-errors'), `byId('sheet')?.querySelector('[data-row="0"]:not([aria-busy])')`);
  results['back to the sheet'] = ms(await window.runAsync(toSheet));
  await window.runAsync(untilRows(filterTo('pred != label')));
  await window.run(() => document.querySelector('[data-testid="sheet"]').focus());
  const times = await window.runAsync(KEYS, 'sheet', tag.hotkey, 60, 60);
  results['a tag key, keydown to paint'] = `p50 ${ms(at(times, 0.5))}, p95 ${ms(at(times, 0.95))}`;
  results['figures of 50 tags after it'] = ms(await window.runAsync(priorities));
  await window.runAsync(toSheet);
  await window.run(() => document.querySelector('[data-testid="sheet"]').focus());
  const preview = timed(pressKey('a', ', ctrlKey: true') + pressKey(tag.hotkey), `byId('confirm-mark')`);
  results['preview of 125,000 rows'] = ms(await window.runAsync(preview));
  const says = (text) => `document.body.textContent.includes('${text}')`;
  const undo = pressKey('z', ', ctrlKey: true');
  // The undo waits for the mark to be on the disk.
  results['mark 125,000 rows and take it back'] = ms(await window.runAsync(timed(clickOn('confirm-mark') + undo, says('Undone:'))));
  results['do it again'] = ms(await window.runAsync(timed(pressKey('z', ', ctrlKey: true, shiftKey: true'), says('Done again:'))));
  results['take it back again'] = ms(await window.runAsync(timed(undo, says('Undone:'))));
  results['figures of 50 tags after it all'] = ms(await window.runAsync(priorities));
}

const kept = process.env.ASSAY_BENCH_KEEP;
const folder = process.env.ASSAY_BENCH_PROJECT ? null : (kept ?? (await mkdtemp(join(tmpdir(), 'assay-bench-'))));
try {
  let project = process.env.ASSAY_BENCH_PROJECT;
  if (!project) {
    const made = await makeProject(folder);
    project = made.project;
    Object.assign(results, made.times);
  }
  window = await launch({ args: [project], ready: null, size: [1280, 800] });
  await window.driver.manage().setTimeouts({ script: 120_000 });
  let overview = null;
  for (let tries = 0; overview === null && tries < 100; tries += 1) {
    overview = await command(window, 'project_overview').catch(() => sleep(200).then(() => null));
  }
  if (process.env.ASSAY_BENCH_PAGE) {
    await window.run((page) => location.assign(page), process.env.ASSAY_BENCH_PAGE);
    await sleep(1000);
  }
  me = await sit(window, overview, 'bench');
  await window.click(await window.byTestId('nav-errors'));
  const opened = performance.now();
  await window.find(By.css('[data-testid="sheet"] [data-row="0"]:not([aria-busy])'), 60_000);
  results['open the screen (driver included)'] = ms(performance.now() - opened);
  await sleep(2000);
  results.rows = await window.text('row-count');
  results.columns = await window.run(() => document.querySelector('[data-testid="sheet"]').getAttribute('aria-colcount'));

  results['memory, opened'] = memory(window.pid());
  for (const kind of ['idle', 'slow', 'fling', 'drag', 'sideways']) {
    const { fps, longest } = await window.runAsync(FRAMES, 'sheet', kind);
    results[`frames a second, ${kind}`] = `${fps.toFixed(1)} (longest ${ms(longest)})`;
    await sleep(500);
  }
  for (const [key, count, gap] of [['ArrowDown', 200, 7], ['ArrowRight', 60, 7], ['PageDown', 100, 7]]) {
    const times = await window.runAsync(KEYS, 'sheet', key, count, gap);
    results[`${key}, keydown to paint`] = `p50 ${ms(at(times, 0.5))}, p95 ${ms(at(times, 0.95))}`;
  }

  const end = performance.now();
  await window.run(() => {
    const grid = document.querySelector('[data-testid="sheet"]');
    grid.focus();
    grid.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', ctrlKey: true, bubbles: true, cancelable: true }));
  });
  await window.find(By.css(`[data-testid="sheet"] [data-row="${ROWS - 1}"]:not([aria-busy])`), 10_000);
  results['Ctrl+End (driver included)'] = ms(performance.now() - end);
  results['the last row'] = await window.run((last) => {
    const grid = document.querySelector('[data-testid="sheet"]');
    const row = grid.querySelector(`[data-row="${last}"]`);
    const gap = row.getBoundingClientRect().bottom - (grid.getBoundingClientRect().top + grid.clientHeight);
    return `${row.querySelector('[data-column="0"]').textContent}, ${gap.toFixed(1)} px from the lower edge`;
  }, ROWS - 1);
  await window.screenshot('sheet-bench-end');

  results['memory, scrolled'] = memory(window.pid());
  const filters = [
    ['wrong', 'pred != label'],
    ['score', 'prob > 0.99'],
    ['cell', 'label = c0 and pred = c1'],
    ['metadata', 'field_00 = 500'],
    ['text', 'text ~ "street night"'],
  ];
  for (const [name, line] of filters) {
    const time = await window.runAsync(untilRows(filterTo(line)));
    results[`filter ${name}: ${line}`] = `${ms(time)} (${await window.text('row-count')})`;
  }
  results['show all rows'] = ms(await window.runAsync(untilRows(clickOn('quick-all'))));
  // Wide enough for the columns that are sorted.
  await window.resize(1920, 1080);
  await window.run(() => {
    document.querySelector('[data-testid="sheet"]').scrollLeft = 0;
  });
  await window.byTestId('column-label');
  for (const column of ['label', 'pred', 'text', 'key']) {
    const up = await window.runAsync(untilRows(clickOn(`column-${column}`)));
    const down = await window.runAsync(untilRows(clickOn(`column-${column}`)));
    results[`sort by ${column}`] = `ascending ${ms(up)}, descending ${ms(down)}`;
  }
  results['memory, filtered and sorted'] = memory(window.pid());
  await tagging();
  results['memory, at the end'] = memory(window.pid());
} finally {
  for (const [name, value] of Object.entries(results)) console.log(`${name.padEnd(48)} ${value}`);
  await window?.quit();
  if (folder && !kept) await rm(folder, { recursive: true, force: true });
}
