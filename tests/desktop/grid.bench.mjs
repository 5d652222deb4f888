/**
 * Measures the grid in the real window, with 1,000,000 rows of 35 columns whose pages
 * take 5 ms: frames a second, and the time from a key to the frame that shows it.
 * `npm run bench` builds what it needs; ASSAY_BINARY must hold the gallery.
 */
import { launch, sleep } from './driver.mjs';
import { FRAMES, KEYS, at, ms } from './probes.mjs';

const window = await launch({ size: [1280, 800], ready: 'start' });

try {
  await window.driver.get('tauri://localhost/gallery/index.html#grid');
  await window.byTestId('grid');
  await sleep(1000);
  await window.screenshot('grid-light');
  for (const kind of ['idle', 'slow', 'fling', 'drag', 'sideways']) {
    const { fps, longest } = await window.runAsync(FRAMES, 'grid', kind);
    console.log(`frames a second, ${kind}: ${fps.toFixed(1)} (longest ${ms(longest)})`);
    await sleep(300);
  }
  for (const key of ['ArrowDown', 'ArrowRight', 'PageDown']) {
    const times = await window.runAsync(KEYS, 'grid', key, 150, 7);
    console.log(`${key}: p50 ${ms(at(times, 0.5))}, p95 ${ms(at(times, 0.95))}`);
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
