/**
 * Measures the grid in the real window, with 1,000,000 rows of 35 columns whose pages
 * take 5 ms: frames a second, and the time from a key to the frame that shows it.
 * `npm run bench` builds what it needs; ASSAY_BINARY must hold the gallery.
 */
import { launch, sleep } from './driver.mjs';

const window = await launch({ size: [1280, 800], ready: 'start' });

/** Runs in the page: frames a second while `move` is called before each frame. */
const FRAMES = `
  const done = arguments[arguments.length - 1];
  const kind = arguments[0];
  const grid = document.querySelector('[data-testid="grid"]');
  const wheel = (deltaY) => grid.dispatchEvent(new WheelEvent('wheel', { deltaY, bubbles: true, cancelable: true }));
  const moves = {
    idle: () => {},
    slow: () => wheel(40),
    fast: () => wheel(900),
    drag: (frame) => { grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * ((frame * 7) % 1000) / 1000; },
    sideways: (frame) => { grid.scrollLeft = (grid.scrollWidth - grid.clientWidth) * Math.abs(Math.sin(frame / 40)); },
  };
  const start = performance.now();
  let frames = 0;
  const step = () => {
    frames += 1;
    const now = performance.now();
    if (now - start > 3000) return done(frames * 1000 / (now - start));
    moves[kind](frames);
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);`;

/** Runs in the page: milliseconds from each key to after the frame that shows it. */
const KEYS = `
  const done = arguments[arguments.length - 1];
  const [key, count] = arguments;
  const grid = document.querySelector('[data-testid="grid"]');
  grid.focus();
  const times = [];
  const press = () => {
    const start = performance.now();
    grid.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        times.push(performance.now() - start);
        if (times.length < count) setTimeout(press, 7); else done(times.sort((a, b) => a - b));
      };
      channel.port2.postMessage(0);
    });
  };
  press();`;

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

try {
  await window.driver.get('tauri://localhost/gallery/index.html#grid');
  await window.byTestId('grid');
  await sleep(1000);
  await window.screenshot('grid-light');
  for (const kind of ['idle', 'slow', 'fast', 'drag', 'sideways']) {
    const frames = await window.runAsync(FRAMES, kind);
    console.log(`frames a second, ${kind}: ${frames.toFixed(1)}`);
    await sleep(300);
  }
  for (const key of ['ArrowDown', 'ArrowRight', 'PageDown']) {
    const times = await window.runAsync(KEYS, key, 150);
    console.log(`${key}: p50 ${at(times, 0.5)} ms, p95 ${at(times, 0.95)} ms`);
  }
  const seen = await window.runAsync(`
    const done = arguments[0];
    const grid = document.querySelector('[data-testid="grid"]');
    grid.scrollTop = grid.scrollHeight;
    setTimeout(() => {
      const rows = [...grid.querySelectorAll('[data-row]')];
      const last = rows.reduce((a, b) => (Number(a.dataset.row) > Number(b.dataset.row) ? a : b));
      done({ row: Number(last.dataset.row), text: last.textContent.slice(0, 11), bottom: last.getBoundingClientRect().bottom, edge: grid.getBoundingClientRect().top + grid.clientHeight });
    }, 600);`);
  console.log('at the end:', JSON.stringify(seen));
  if (seen.row !== 999_999 || Math.abs(seen.bottom - seen.edge) > 1) process.exitCode = 1;
  await window.theme('dark');
  await window.screenshot('grid-dark');
} finally {
  await window.quit();
}
