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

/** Runs in the page: frames a second while `move` is called before each frame. */
const FRAMES = `
  const done = arguments[arguments.length - 1];
  const kind = arguments[0];
  const grid = document.querySelector('[data-testid="sheet"]');
  const wheel = (deltaY) => grid.dispatchEvent(new WheelEvent('wheel', { deltaY, bubbles: true, cancelable: true }));
  const moves = {
    idle: () => {},
    slow: () => wheel(40),
    fling: () => wheel(900),
    drag: (frame) => { grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * ((frame * 7) % 1000) / 1000; },
    sideways: (frame) => { grid.scrollLeft = (grid.scrollWidth - grid.clientWidth) * Math.abs(Math.sin(frame / 40)); },
  };
  const start = performance.now();
  let frames = 0;
  let longest = 0;
  let last = start;
  const step = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    frames += 1;
    if (now - start > 3000) return done({ fps: frames * 1000 / (now - start), longest });
    moves[kind](frames);
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);`;

/** Runs in the page: milliseconds from each key to after the frame that shows it. */
const KEYS = `
  const done = arguments[arguments.length - 1];
  const [key, count, gap] = arguments;
  const grid = document.querySelector('[data-testid="sheet"]');
  grid.focus();
  const times = [];
  const press = () => {
    const start = performance.now();
    grid.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        times.push(performance.now() - start);
        if (times.length < count) setTimeout(press, gap); else done(times.sort((a, b) => a - b));
      };
      channel.port2.postMessage(0);
    });
  };
  press();`;

/** Runs in the page: milliseconds until the first row drawn is there and is another than before. */
const UNTIL_ROWS = `
  const done = arguments[arguments.length - 1];
  const act = new Function(arguments[0]);
  const grid = document.querySelector('[data-testid="sheet"]');
  const first = () => grid.querySelector('[data-row="0"] [data-column="0"]')?.textContent ?? '';
  const count = () => document.querySelector('[data-testid="row-count"]').textContent;
  const before = first() + count();
  const start = performance.now();
  act();
  const look = () => {
    const now = first();
    const there = now !== '' && !grid.closest('[aria-busy="true"]') && !grid.querySelector('[data-row="0"][aria-busy]') && now + count() !== before;
    if (there || performance.now() - start > 60000) return done({ ms: performance.now() - start, first: now, count: count() });
    requestAnimationFrame(look);
  };
  look();`;

const filterTo = (line) => `
  const input = document.querySelector('[data-testid="filter"]');
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, ${JSON.stringify(line)});
  input.dispatchEvent(new Event('input', { bubbles: true }));
  setTimeout(() => input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true })), 0);`;
const clickOn = (testId) => `document.querySelector('[data-testid="${testId}"]').click();`;

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const ms = (value) => `${value.toFixed(0)} ms`;

/** Resident memory that belongs to the window's processes, in MiB. */
function memory(pid) {
  const children = execFileSync('sh', ['-c', `pgrep -P ${pid} || true`], { encoding: 'utf8' }).split(/\s+/).filter(Boolean);
  const pss = (each) => {
    try {
      return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${each}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      return 0;
    }
  };
  return Math.round([pid, ...children].reduce((sum, each) => sum + pss(each), 0) / 1024);
}

const results = {};
const kept = process.env.ASSAY_BENCH_KEEP;
const folder = process.env.ASSAY_BENCH_PROJECT ? null : (kept ?? (await mkdtemp(join(tmpdir(), 'assay-bench-'))));
let window = null;
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
  await sit(window, overview, 'bench');
  await window.click(await window.byTestId('nav-errors'));
  const opened = performance.now();
  await window.find(By.css('[data-testid="sheet"] [data-row="0"]:not([aria-busy])'), 60_000);
  results['open the screen (driver included)'] = ms(performance.now() - opened);
  await sleep(2000);
  results.rows = await window.text('row-count');
  results.columns = await window.run(() => document.querySelector('[data-testid="sheet"]').getAttribute('aria-colcount'));

  for (const kind of ['idle', 'slow', 'fling', 'drag', 'sideways']) {
    const { fps, longest } = await window.runAsync(FRAMES, kind);
    results[`frames a second, ${kind}`] = `${fps.toFixed(1)} (longest ${ms(longest)})`;
    await sleep(500);
  }
  for (const [key, count, gap] of [['ArrowDown', 200, 7], ['ArrowRight', 60, 7], ['PageDown', 100, 7]]) {
    const times = await window.runAsync(KEYS, key, count, gap);
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

  const filters = [
    ['wrong', 'pred != label'],
    ['score', 'prob > 0.99'],
    ['cell', 'label = c0 and pred = c1'],
    ['metadata', 'field_00 = 500'],
    ['text', 'text ~ "street night"'],
  ];
  for (const [name, line] of filters) {
    const found = await window.runAsync(UNTIL_ROWS, filterTo(line));
    results[`filter ${name}: ${line}`] = `${ms(found.ms)} (${found.count})`;
  }
  const all = await window.runAsync(UNTIL_ROWS, clickOn('quick-all'));
  results['show all rows'] = ms(all.ms);
  await window.run(() => {
    document.querySelector('[data-testid="sheet"]').scrollLeft = 0;
  });
  await window.byTestId('column-prob');
  for (const column of ['prob', 'pred', 'key']) {
    const found = await window.runAsync(UNTIL_ROWS, clickOn(`column-${column}`));
    const down = await window.runAsync(UNTIL_ROWS, clickOn(`column-${column}`));
    results[`sort by ${column}`] = `ascending ${ms(found.ms)}, descending ${ms(down.ms)}`;
  }
  results['memory of all processes (PSS)'] = `${memory(window.pid())} MiB`;
} finally {
  for (const [name, value] of Object.entries(results)) console.log(`${name.padEnd(48)} ${value}`);
  await window?.quit();
  if (folder && !kept) await rm(folder, { recursive: true, force: true });
}
