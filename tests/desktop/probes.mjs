/**
 * What the benches run in the page. Each measures there, without the driver's own time, and answers through the last argument.
 * The first argument is the test id of the grid.
 */

/** Frames a second, and the longest one, while the grid is moved before each frame. Arguments: grid, kind of move. */
export const FRAMES = `
  const [id, kind, done] = arguments;
  const grid = document.querySelector('[data-testid="' + id + '"]');
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

/** Milliseconds from each key to after the frame that shows it, rising. Arguments: grid, key, how often, pause between. */
export const KEYS = `
  const [id, key, count, gap, done] = arguments;
  const grid = document.querySelector('[data-testid="' + id + '"]');
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

/**
 * A script that does something in the page (\`act\`, a text: the page's policy forbids to make a function of one there) and
 * answers the milliseconds until \`there\` holds.
 */
export const timed = (act, there, before = '') => `
  const done = arguments[arguments.length - 1];
  const byId = (id) => document.querySelector('[data-testid="' + id + '"]');
  ${before}
  const start = performance.now();
  ${act}
  const look = () => {
    if ((${there}) || performance.now() - start > 60000) return done(performance.now() - start);
    requestAnimationFrame(look);
  };
  look();`;

/** A value at a share of sorted ones. */
export const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
export const ms = (value) => `${value.toFixed(0)} ms`;
