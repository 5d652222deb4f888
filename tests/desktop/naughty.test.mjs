/** Strings that break programs, on the screens that people use: shown whole, each by itself, and nothing beside them moved. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { By, Key, binary, launch, sleep } from './driver.mjs';
import { command, rows, sit, until } from './sample.mjs';

const HEBREW = 'שלום עולם';
const OVERRIDE = 'harmless \u202Egpj.exe';
const OPEN = '\u2066\u202Bnever closed';
const ZALGO = `Z${'\u0335\u0489\u0310'.repeat(40)}algo`;
const LONG = 'W'.repeat(120);
const HIDING = 'a\u200Bb\u2060c\uFEFFd';
/** What may name a person, a class or a tag: no controls of the terminal. */
const NAMES = [HEBREW, OVERRIDE, OPEN, ZALGO, LONG, HIDING];
const TEXT = `escape \u001B[31mred\u0007, rub out \u007F, turned \u202Eback\u202C, isolated \u2066x\u2069, ${HIDING}`;

let folder;
let file;
let window;
let me;
let strings;

const rpc = (name, request) => command(window, name, request, me);
const cli = (...args) => {
  const { stdout, stderr, status } = spawnSync(join(dirname(binary()), 'assay'), ['--as', HEBREW, ...args], { cwd: folder, encoding: 'utf8' });
  assert.equal(status, 0, `${args[0]} ${args[1]}: ${stderr} ${stdout.slice(0, 2000)}`);
  return stdout;
};
const lines = (all) => all.map((row) => JSON.stringify(row)).join('\n');

/** Brings rows in as a file, and answers how many were taken. */
async function bring(kind, all, ...more) {
  await writeFile(join(folder, `${kind}.jsonl`), lines(all));
  const told = JSON.parse(cli('import', kind, file, `${kind}.jsonl`, '--json', ...more));
  assert.equal(told.rejected, 0, JSON.stringify(told.faults?.slice(0, 3)));
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-naughty-'));
  file = join(folder, `${HEBREW} \u202Eyassa.assay`);
  const list = JSON.parse(await readFile(join(import.meta.dirname, '../fuzz/naughty/blns.json'), 'utf8'));
  strings = [TEXT, HEBREW, OVERRIDE, OPEN, ZALGO, LONG.repeat(20), HIDING, ...list];
  const classes = NAMES.map((name, at) => ({ name, key: `c${at}`, description: TEXT }));
  await writeFile(join(folder, 'scheme.json'), JSON.stringify({ question: `Which ${HEBREW} ${OVERRIDE}?`, classes }));
  await writeFile(join(folder, 'guide.md'), `# ${OVERRIDE}\n\n${strings.slice(0, 120).join('\n\n')}\n`);
  cli('new', file, '--scheme', 'scheme.json', '--guideline', 'guide.md', '--name', `${HEBREW} ${OVERRIDE}`, '--judgments-per-item', '2');
  const keys = strings.map((text, at) => (at < NAMES.length + 1 && at > 0 ? `${NAMES[at - 1]} ${at}` : `k${at}`));
  await bring('items', strings.map((text, at) => ({ key: keys[at], text, [`about ${OVERRIDE}`]: `x${text}`, split: 'test' })));
  // Two of four raters differ on every third item.
  const judgment = (at, by, label) => ({ item: keys[at], rater: NAMES[by], label: `c${label}`, note: strings[at], time: '2026-01-02T03:04:05Z' });
  await bring('judgments', strings.slice(20).flatMap((_, at) => [judgment(at + 20, 1 + (at % 4), at % 6), judgment(at + 20, 2 + (at % 4), at % 3 === 0 ? (at + 1) % 6 : at % 6)]));
  await bring('gold', strings.slice(0, 20).map((_, at) => ({ item: keys[at], label: `c${at % 6}` })));
  await bring('predictions', strings.map((_, at) => ({ item: keys[at], pred: `c${(at * 5) % 6}` })), '--run', `run ${OVERRIDE}`);
  window = await launch({ args: [file], ready: null });
  await window.byTestId('nav', 60_000);
  me = await sit(window, await command(window, 'project_overview'), HEBREW);
  for (const [at, name] of NAMES.entries()) {
    const { id } = await rpc('tag_create', { name });
    await rpc('comment_set', { item: at + 1, body: strings[at] });
    const view = await rpc('sheet_open', { run: 1, query: { filter: 'pred != label' } });
    await rpc('mark_rows', { view: view.view, revision: view.revision, ranges: [[at, 20]], tag: id, mark: at % 2 === 0 ? 'yes' : 'no' });
  }
});

after(async () => {
  await window?.quit();
  await rm(folder, { recursive: true, force: true });
});

/** What is wrong with the page as it stands, in words. It runs in the window. */
const FAULTS = `
  const CONTROL = /[\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F\\u061C\\u200B\\u200E\\u200F\\u2028-\\u202E\\u2060-\\u2069\\uFEFF]/u;
  const RTL = /[\\u0590-\\u08FF\\uFB1D-\\uFDFF\\uFE70-\\uFEFC]/u;
  const faults = new Set();
  const seen = { hidden: 0, rtl: 0, ascii: 0, buttons: 0, zalgo: 0 };
  const said = (element) => (element.dataset.testid ?? element.className) + ' ' + JSON.stringify((element.textContent ?? '').slice(0, 40));
  const clips = (style) => style.overflowX !== 'visible' || style.overflowY !== 'visible' || /paint|strict|content/.test(style.contain);
  /** What can be seen of it: its box, cut by all around it that cuts. */
  const seenOf = (element, box) => {
    let { left, right, top, bottom } = box;
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.visibility === 'hidden' || style.opacity === '0') return null;
      if (at !== element && clips(style)) {
        const own = at.getBoundingClientRect();
        [left, right, top, bottom] = [Math.max(left, own.left), Math.min(right, own.right), Math.max(top, own.top), Math.min(bottom, own.bottom)];
      }
    }
    return right - left > 1 && bottom - top > 1 ? { left, right, top, bottom } : null;
  };
  if (document.scrollingElement.scrollWidth > innerWidth) faults.add('the page scrolls sideways');
  for (const area of document.querySelectorAll('main, main *')) {
    if (area.clientWidth < innerWidth * 0.6 || area.scrollWidth <= area.clientWidth + 1 || area.closest('table, [role="grid"], [role="region"][tabindex]')) continue;
    if (/auto|scroll/.test(getComputedStyle(area).overflowX)) faults.add('a screen scrolls sideways, ' + area.scrollWidth + ' in ' + area.clientWidth + ': ' + area.className);
  }
  const walker = document.createTreeWalker(document.getElementById('root'), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const own = node.parentElement;
    const text = node.data;
    if (own instanceof SVGElement || own.closest('.visually-hidden, title, option')) continue;
    const around = own.closest('.hidden-text');
    const range = document.createRange();
    range.selectNodeContents(node);
    const seenBox = seenOf(around ?? own, (around ?? range).getBoundingClientRect());
    const rest = text.replace(/\\u2068[^\\u2066-\\u2069]*\\u2069/gu, '');
    if (CONTROL.test(rest) && !around) faults.add('nothing shows what is hidden: ' + said(own));
    if (around) {
      const mark = getComputedStyle(around, '::before');
      if (mark.content === 'none' || mark.content === '""') faults.add('a mark without a name: ' + said(around));
      if (seenBox) seen.hidden += 1;
      if (!around.dataset.acts && getComputedStyle(around).unicodeBidi !== 'isolate') faults.add('a control that acts: ' + said(around));
      continue;
    }
    if (RTL.test(text) || own.querySelector(':scope > .hidden-text')) {
      // In a guideline a word of a paragraph may be set apart by its looks, and runs with the paragraph.
      const block = own.closest('[class*="_markdown"]') ? own.closest('p, li, h1, h2, h3, h4, h5, h6, td, th, pre') : null;
      const apart = getComputedStyle(block ?? own).unicodeBidi;
      if (!/isolate|plaintext/.test(apart)) faults.add('not by itself (' + apart + '): ' + said(own));
      if (seenBox && RTL.test(text)) seen.rtl += 1;
    }
    if (!seenBox) continue;
    if (seenBox.right > innerWidth + 1 || seenBox.left < -1 || seenBox.bottom > innerHeight + 1 || seenBox.top < -1) faults.add('out of the window: ' + said(own));
    if (/\\u0489/u.test(text)) {
      seen.zalgo += 1;
      let at = own;
      while (at && !clips(getComputedStyle(at))) at = at.parentElement;
      const place = own.closest('button, [role="gridcell"], td, th, li') ?? document.body;
      if (!at || at === document.body || !(place.contains(at) || place === document.body)) faults.add('its marks reach over its neighbours: ' + said(own));
    }
    const word = RTL.test(text) ? null : text.match(/[A-Za-z]{3,}/);
    if (word) {
      const place = (offset) => { range.setStart(node, offset); range.setEnd(node, offset + 1); return range.getBoundingClientRect(); };
      const [first, last] = [place(word.index), place(word.index + word[0].length - 1)];
      seen.ascii += 1;
      if (Math.abs(first.top - last.top) < 2 && last.right > 0 && first.width > 0 && first.left >= last.left) faults.add('it runs backwards: ' + said(own));
    }
  }
  for (const button of document.querySelectorAll('button, [role="button"], [role="tab"], a[href]')) {
    const box = seenOf(button, button.getBoundingClientRect());
    if (!box || button.closest('.visually-hidden')) continue;
    seen.buttons += 1;
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    if (x > innerWidth || y > innerHeight || x < 0 || y < 0) { faults.add('a button out of the window: ' + said(button)); continue; }
    const hit = document.elementFromPoint(x, y);
    if (!hit || !(button.contains(hit) || hit.contains(button))) faults.add('a button is covered: ' + said(button) + ' by ' + (hit ? said(hit) : 'nothing'));
  }
  return { faults: [...faults], seen };`;

/** Looks at the screen as it stands: pictures in both themes, and nothing wrong. */
async function look(name, least = {}) {
  await sleep(400);
  for (const theme of ['dark', 'light']) {
    await window.theme(theme);
    await window.screenshot(`naughty-${name}-${theme}`);
  }
  const { faults, seen } = await window.run(FAULTS);
  assert.deepEqual(faults, [], name);
  for (const [what, count] of Object.entries({ ascii: 5, buttons: 5, ...least })) {
    assert.ok(seen[what] >= count, `${name}: only ${seen[what]} ${what}`);
  }
}

const go = async (id) => window.click(await window.byTestId(`nav-${id}`));
const press = async (id) => window.click(await window.byTestId(id));
/** Rows of the sheet on the screen, as they are kept: its first column is the key. */
const keysInView = () =>
  window.run(() => [...document.querySelectorAll('[data-testid="sheet"] [data-row]')].map((row) => row.querySelector('[data-column="0"]').textContent));

test('a rater sees what an item holds, and answers it', async () => {
  await go('label');
  const read = () => window.run(() => document.querySelector('[data-testid="item"]')?.textContent ?? '');
  await until(read, (text) => text !== '');
  await look('label', { hidden: 2, rtl: 2 });
  const before = rows(file, 'SELECT COUNT(*) FROM judgment')[0][0];
  await press('class-c1');
  const after = await until(async () => rows(file, 'SELECT COUNT(*) FROM judgment')[0][0], (n) => n > before);
  await window.screenshot('naughty-answered');
  assert.equal(after, before + 1);
});

test('every row of the sheet keeps to itself', async () => {
  await go('errors');
  await window.byTestId('sheet');
  await until(keysInView, (keys) => keys.length > 5);
  await look('sheet', { hidden: 6, rtl: 2, zalgo: 1 });
  const known = new Set(rows(file, 'SELECT key FROM item').flat());
  for (const key of await keysInView()) assert.ok(known.has(key), `no item has the key ${JSON.stringify(key)}`);
});

test('a row opened large shows the text, and a copy of it is the text', async () => {
  await window.click(await window.find(By.css('[data-testid="sheet"] [data-row="0"] [data-column="0"]')));
  await window.keys(Key.ENTER);
  await window.byTestId('item');
  await look('item', { hidden: 6 });
  const item = await window.run(() => {
    const content = document.querySelector('[data-testid="item"]');
    const text = [...content.querySelectorAll('p, dd')].find((each) => each.querySelector('.hidden-text'));
    getSelection().selectAllChildren(text);
    return { key: content.dataset.key, copied: getSelection().toString(), text: text.textContent };
  });
  const kept = Object.values(JSON.parse(rows(file, 'SELECT c.fields FROM item i JOIN item_content c ON c.item_id = i.id WHERE i.key = ?', item.key)[0][0]));
  assert.ok(kept.includes(item.text), JSON.stringify(item));
  assert.equal(item.copied, item.text);
});

test('tags, and what they are worth', async () => {
  await go('errors');
  await window.byTestId('sheet');
  await window.chord(Key.ALT, 't');
  await window.byTestId('tags-view');
  await look('tags', { hidden: 4, rtl: 1, zalgo: 1 });
  await go('priorities');
  await until(() => window.run(() => document.querySelector('main').textContent), (text) => text.includes(HEBREW));
  await look('priorities', { hidden: 4, rtl: 1, zalgo: 1 });
});

test('conflicts, quality and progress', async () => {
  await go('conflicts');
  await until(() => window.run(() => document.querySelectorAll('[data-testid="item"]').length), (n) => n > 0);
  await look('conflicts', { hidden: 3 });
  for (const screen of ['quality', 'dashboard']) {
    await go(screen);
    await until(() => window.run(() => document.querySelector('main').textContent), (text) => text.includes(HEBREW) || text.includes('harmless'));
    await look(screen, { hidden: 1 });
  }
});

test('the project: its name, classes, people, guideline and history', async () => {
  await go('project');
  for (const tab of ['overview', 'classes', 'guideline', 'people', 'history']) {
    await press(`tab-${tab}`);
    await sleep(600);
    await look(`project-${tab}`, { hidden: 1, rtl: 1 });
  }
});
