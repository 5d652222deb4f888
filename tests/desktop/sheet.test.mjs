/** The error sheet in depth, in the real window: columns, filters, views, the large item, keys and the clipboard. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { By, Key, launch, sleep } from './driver.mjs';
import { command, openSample, rows, until } from './sample.mjs';

let window;
let file;
let me;
let run;
let home;

const rpc = (name, request) => command(window, name, request, me);
const rowsOf = (...query) => rows(file, ...query);
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const comesTrue = async (what, check) => assert.ok(await until(check, Boolean, 8_000), `it never came to be: ${what}`);
const comesTo = async (read, wanted) => assert.deepEqual(await until(read, (value) => same(value, wanted), 8_000), wanted);

const counted = async () => Number((await window.text('row-count')).replaceAll(',', '').match(/^\d+/)?.[0]);
const rowCount = (n) => comesTo(counted, n);
const line = () => window.run(() => document.querySelector('[data-testid="filter"]').value);
const headers = () =>
  window.run(() =>
    [...document.querySelectorAll('[data-testid="sheet"] [data-header]')]
      .toSorted((a, b) => a.dataset.header - b.dataset.header)
      .map((each) => each.dataset.id),
  );
const keysInView = () =>
  window.run(() =>
    [...document.querySelectorAll('[data-testid="sheet"] [data-row]')]
      .toSorted((a, b) => a.dataset.row - b.dataset.row)
      .map((row) => row.querySelector('[data-column="0"]').textContent),
  );
const activeCell = () =>
  window.run(() => {
    const grid = document.querySelector('[data-testid="sheet"]');
    const cell = document.getElementById(grid.getAttribute('aria-activedescendant'));
    return [Number(cell.closest('[data-row]')?.dataset.row ?? -1), Number(cell.dataset.column ?? cell.dataset.header)];
  });
const proposed = () => window.run(() => [...document.querySelectorAll('[data-testid="proposals"] [role=option] code')].map((each) => each.textContent));
const focused = () => window.run(() => document.activeElement?.dataset.testid ?? document.activeElement?.tagName);
const toSheet = async () => {
  await window.run(() => document.querySelector('[data-testid="sheet"]').focus());
};
const states = (tag, keys) =>
  keys.map((key) => rowsOf('SELECT m.state FROM mark m JOIN tag t ON t.id = m.tag_id JOIN item i ON i.id = m.item_id WHERE t.name = ? AND i.key = ?', tag, key)[0]?.[0] ?? null);
const events = () => rowsOf('SELECT count(*) FROM event')[0][0];
const tagNamed = async (name) => (await rpc('tag_list')).find((tag) => tag.name === name);
const notice = (text) => window.find(By.xpath(`//p[contains(., ${JSON.stringify(text)})]`));
const chooseMenu = async (entry) => window.click(await window.byTestId(`menu-${entry}`));
const openMenu = async (column) => {
  await window.driver.actions().move({ x: 400, y: 20 }).perform();
  await window.driver.actions().move({ origin: await window.byTestId(`column-${column}`) }).perform();
  await window.click(await window.byTestId(`column-menu-${column}`));
};
const setFilter = async (text) => {
  await toSheet();
  await window.keys('/');
  await comesTrue('the filter has the focus', async () => (await focused()) === 'filter');
  await window.chord(Key.CONTROL, 'a');
  await window.keys(text === '' ? Key.BACK_SPACE : text, Key.ENTER);
  await comesTo(line, text);
  await toSheet();
};
/** Puts a text on the clipboard as a person would, from a field of text. */
async function toClipboard(text) {
  await window.run((copied) => {
    const area = document.createElement('textarea');
    area.id = 'copied-from';
    area.value = copied;
    document.body.append(area);
    area.focus();
    area.select();
  }, text);
  await window.chord(Key.CONTROL, 'c');
  await sleep(200);
  await window.run(() => document.getElementById('copied-from').remove());
}

before(async () => {
  home = await mkdtemp(join(tmpdir(), 'assay-sheet-'));
  const opened = await openSample({ home });
  ({ window, file } = opened);
  me = opened.project.people.find((person) => person.name === 'Tester').uid;
  run = (await rpc('run_list')).at(-1);
  await window.resize(1920, 1080);
  await window.click(await window.byTestId('nav-errors'));
  await window.byTestId('sheet');
  await window.click(await window.byTestId('run'));
  await window.click(await window.find(By.xpath(`//*[@role="option"][.//text()[contains(., "${run.name}")]]`)));
  await rowCount(run.predictions);
});

after(async () => {
  await window?.quit();
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
});

test('a column is hidden, moved and pinned from its menu, by keys', async () => {
  const first = await headers();
  const at = first.indexOf('prob');
  await toSheet();
  await window.chord(Key.CONTROL, Key.HOME);
  for (let i = 0; i < at; i += 1) await window.keys(Key.ARROW_RIGHT);
  await comesTo(activeCell, [0, at]);
  await window.chord(Key.ALT, Key.ARROW_DOWN);
  await window.byTestId('menu-pin');
  await window.screenshot('sheet-column-menu');
  await chooseMenu('pin');
  await comesTo(async () => (await headers()).slice(0, 4), ['key', 'label', 'pred', 'prob']);
  await comesTo(activeCell, [0, 3]);
  await window.chord(Key.ALT, Key.SHIFT, Key.ARROW_LEFT);
  await comesTo(async () => (await headers()).slice(0, 4), ['key', 'label', 'prob', 'pred']);
  await comesTo(activeCell, [0, 2]);
  await openMenu('source');
  await chooseMenu('hide');
  await comesTrue('the column is hidden', async () => !(await headers()).includes('source'));
});

test('a header is dragged to another place', async () => {
  const [from, to] = [await window.byTestId('column-correct'), await window.byTestId('column-text')];
  await window.driver.actions().move({ origin: from }).press().move({ origin: to, x: -30 }).pause(60).release().perform();
  await comesTrue('verdict stands before content', async () => {
    const now = await headers();
    return now.indexOf('correct') + 1 === now.indexOf('text');
  });
});

test('the dialog finds a column among many and brings it back', async () => {
  await toSheet();
  await window.chord(Key.ALT, 'c');
  await window.byTestId('columns-dialog');
  await window.keys('from');
  await comesTrue('only one is found', async () => (await window.driver.findElements(By.css('[data-testid^="look-"]'))).length === 1);
  await window.screenshot('sheet-columns');
  await window.run(() => document.querySelector('[data-testid="show-source"] input, input[data-testid="show-source"]')?.click());
  await window.keys(Key.ESCAPE);
  await window.gone('columns-dialog');
  await comesTrue('the column is back', async () => (await headers()).includes('source'));
});

test('a filter of a column becomes part of the line', async () => {
  await openMenu('prob');
  await chooseMenu('filter');
  await window.byTestId('column-filter');
  await window.click(await window.byTestId('filter-from'));
  await window.keys('0.5');
  await window.click(await window.byTestId('filter-to'));
  await window.keys('0.9');
  await window.screenshot('sheet-column-filter');
  await window.keys(Key.ENTER);
  await comesTo(line, '(score >= 0.5 and score <= 0.9)');
  await rowCount(rowsOf('SELECT count(*) FROM prediction WHERE run_id = ? AND score BETWEEN 0.5 AND 0.9', run.id)[0][0]);
  await openMenu('label');
  await chooseMenu('filter');
  await window.byTestId('column-filter');
  for (const value of ['3', '5']) await window.run((id) => document.querySelector(`[data-testid="choice-${id}"] input, input[data-testid="choice-${id}"]`).click(), value);
  await comesTo(() => window.text('condition'), 'label in (3, 5)');
  await window.click(await window.byTestId('apply-filter'));
  await comesTo(line, '(score >= 0.5 and score <= 0.9) and label in (3, 5)');
  await openMenu('prob');
  await chooseMenu('unfilter');
  await comesTo(line, 'label in (3, 5)');
});

test('the line is completed by keys', async () => {
  await toSheet();
  await window.keys('/');
  await window.chord(Key.CONTROL, 'a');
  await window.keys('pre');
  await window.byTestId('proposals');
  await comesTrue('pred is proposed', async () => (await proposed()).includes('pred'));
  await window.screenshot('sheet-completion');
  await window.keys(Key.TAB);
  await comesTo(line, 'pred ');
  await window.keys('!');
  await comesTrue('!= is proposed', async () => (await proposed()).includes('!='));
  await window.keys(Key.ARROW_DOWN, Key.ENTER);
  await comesTo(line, 'pred != ');
  await window.keys('label');
  // Escape closes the proposals; without any it leaves the line as it was.
  await comesTrue('label is proposed', async () => (await proposed()).includes('label'));
  await window.keys(Key.ESCAPE);
  await window.gone('proposals');
  await comesTo(line, 'pred != label');
  await window.keys(Key.ENTER);
  await rowCount(run.errors);
});

test('a view keeps filter, order and columns, in the file', async () => {
  await toSheet();
  await window.chord(Key.ALT, 'v');
  await window.click(await window.byTestId('view-name'));
  await window.keys('wrong ones', Key.ENTER);
  await notice('View “wrong ones” saved');
  const [[id, filter]] = rowsOf('SELECT id, filter FROM saved_view WHERE name = ?', 'wrong ones');
  assert.equal(filter, 'pred != label');
  await window.screenshot('sheet-views');
  await window.keys(Key.ESCAPE);
  const then = await headers();
  await window.run(() => document.querySelector('[data-testid="columns"]').click());
  await window.click(await window.byTestId('columns-reset'));
  await window.keys(Key.ESCAPE);
  await setFilter('');
  await rowCount(run.predictions);
  assert.notDeepEqual(await headers(), then);
  await window.click(await window.byTestId('views'));
  await window.click(await window.byTestId(`view-${id}`));
  await rowCount(run.errors);
  await comesTo(headers, then);
});

test('the item is large; arrows and j, k go on; its tags are marked by the same keys', async () => {
  await toSheet();
  await window.chord(Key.CONTROL, Key.HOME);
  await window.keys(Key.ARROW_DOWN, Key.ARROW_RIGHT);
  const keys = await keysInView();
  const shown = () => window.run(() => document.querySelector('[data-testid="item-key"]')?.textContent);
  await window.keys(Key.ENTER);
  await comesTo(shown, keys[1]);
  await window.keys('j', Key.ARROW_DOWN);
  await comesTo(shown, keys[3]);
  await window.keys('k');
  await comesTo(shown, keys[2]);
  const tag = await tagNamed('heavy ink');
  const [was] = states('heavy ink', [keys[2]]);
  await window.keys(tag.hotkey);
  await comesTo(() => states('heavy ink', [keys[2]]), [was === 1 ? null : 1]);
  await window.keys('c');
  await window.byTestId('comment-body');
  await window.keys('נראה כמו שבע, but it is a one', Key.ENTER);
  await comesTrue('the comment', async () => (await window.isThere('item-comment')) && (await window.text('item-comment')).includes('שבע'));
  await window.keys('+', '+');
  await window.screenshot('sheet-item');
  await window.keys('0');
  assert.deepEqual(await window.seriousViolations(), []);
  await window.keys(Key.ESCAPE);
  await window.gone('item-pane');
  await comesTo(activeCell, [2, 1]);
  assert.equal(await focused(), 'sheet');
  await window.chord(Key.CONTROL, 'z');
  await window.chord(Key.CONTROL, 'z');
  await comesTo(() => states('heavy ink', [keys[2]]), [was]);
});

test('a tag by part of its name, or a new one, without leaving the row', async () => {
  const keys = await keysInView();
  await toSheet();
  await window.chord(Key.CONTROL, Key.HOME);
  await window.keys('t');
  await window.byTestId('new-tag-name');
  await window.keys('سباق طويل', Key.ENTER);
  await comesTo(() => states('سباق طويل', keys.slice(0, 2)), [1, null]);
  await window.keys(Key.ARROW_DOWN, 't');
  await window.byTestId('new-tag-name');
  await window.keys('طويل');
  await window.screenshot('sheet-tag-box');
  await window.keys(Key.ENTER);
  await comesTo(() => states('سباق طويل', keys.slice(0, 2)), [1, 1]);
  await window.keys('t');
  await window.keys('طويل', Key.ENTER);
  await comesTo(() => states('سباق طويل', keys.slice(0, 2)), [1, null]);
  await comesTo(activeCell, [1, (await headers()).indexOf(`tag-${(await tagNamed('سباق طويل')).id}`)]);
});

test('the rest of a selection is no, as one step', async () => {
  const keys = await keysInView();
  await toSheet();
  await window.chord(Key.CONTROL, 'a');
  assert.match(await window.text('selected-count'), new RegExp(`^${run.errors} rows selected`));
  const before = events();
  await window.keys(' ');
  assert.match(await window.text('mark-preview'), new RegExp(`unseen of ${run.errors} rows as no`));
  await window.keys(Key.ENTER);
  await comesTo(() => states('سباق طويل', keys.slice(0, 3)), [1, 0, 0]);
  assert.equal(events(), before + 1, 'one event');
  await window.chord(Key.CONTROL, 'z');
  await comesTo(() => states('سباق طويل', keys.slice(0, 3)), [1, null, null]);
  await window.keys(Key.ESCAPE);
});

test('rows are copied as a spreadsheet reads them, and marks are pasted', async () => {
  const tag = await tagNamed('سباق طويل');
  const other = await tagNamed('touches the edge');
  const keys = await keysInView();
  await toSheet();
  await window.chord(Key.CONTROL, Key.HOME);
  await window.chord(Key.SHIFT, Key.ARROW_DOWN);
  await window.chord(Key.CONTROL, Key.SHIFT, 'c');
  await notice('2 rows copied');
  await window.chord(Key.CONTROL, 'a');
  await window.chord(Key.CONTROL, 'c');
  await notice(`${run.errors} rows copied`);
  await window.keys(Key.ESCAPE);
  await window.chord(Key.CONTROL, Key.HOME);
  await window.chord(Key.SHIFT, Key.ARROW_DOWN);
  await window.chord(Key.CONTROL, Key.SHIFT, 'c');
  await sleep(300);
  await window.keys(Key.ESCAPE);
  await window.keys('/');
  await window.chord(Key.CONTROL, 'a');
  await window.chord(Key.CONTROL, 'v');
  await comesTrue('the clipboard', async () => (await line()).includes(keys[1]));
  const pasted = await line();
  assert.ok(pasted.startsWith('Key\tReference\tScore\tPrediction') || pasted.startsWith('Key Reference'), pasted.slice(0, 80));
  await window.keys(Key.ESCAPE);
  await toSheet();

  // By the names of its first line, from the active row on.
  await window.chord(Key.CONTROL, Key.HOME);
  await toClipboard(`${tag.name}\t${other.name}\nno\tx\n1\t0\n\t\n`);
  await toSheet();
  const before = events();
  await window.chord(Key.CONTROL, 'v');
  assert.match(await window.text('mark-preview'), /Paste marks of .* on 3 rows/);
  await window.screenshot('sheet-paste');
  await window.keys(Key.ENTER);
  await comesTo(() => states(tag.name, keys.slice(0, 3)), [0, 1, null]);
  await comesTo(() => states(other.name, keys.slice(0, 3)), [1, 0, null]);
  assert.equal(events(), before + 1, 'one event');

  // A block that says anything else changes nothing, and is told where.
  await toClipboard(`${tag.name}\nyes\nperhaps\n`);
  await toSheet();
  await window.chord(Key.CONTROL, 'v');
  await notice('Line 3, column 1: “perhaps” is no mark');
  assert.deepEqual(states(tag.name, keys.slice(0, 3)), [0, 1, null]);
  await window.chord(Key.CONTROL, 'z');
  await comesTo(() => states(tag.name, keys.slice(0, 3)), [1, null, null]);
});

test('undo and redo know no end, and outlive a restart', async () => {
  const keys = await keysInView();
  const { hotkey, name } = await tagNamed('سباق طويل');
  await toSheet();
  await window.chord(Key.CONTROL, Key.HOME);
  const before = states(name, keys.slice(0, 5));
  const first = events();
  for (let step = 0; step < 52; step += 1) await window.keys(hotkey, step % 5 === 4 ? Key.ARROW_UP : Key.ARROW_DOWN);
  await comesTo(async () => events(), first + 52);
  const then = states(name, keys.slice(0, 5));
  await window.quit();
  window = await launch({ home, args: [file], size: [1920, 1080] });
  await window.click(await window.byTestId('nav-errors'));
  await window.byTestId('sheet');
  for (let step = 0; step < 52; step += 1) await window.chord(Key.CONTROL, 'z');
  await comesTo(() => states(name, keys.slice(0, 5)), before);
  for (let step = 0; step < 52; step += 1) await window.chord(Key.CONTROL, Key.SHIFT, 'z');
  await comesTo(() => states(name, keys.slice(0, 5)), then);
});

test('the columns are as they were left', async () => {
  await comesTrue('the score is pinned', async () => (await headers()).indexOf('prob') === 2);
});

test('what is slow says so and can be stopped; an answer that comes too late shows nothing', async () => {
  await setFilter('pred != label');
  await rowCount(run.errors);
  // One filter is answered late, as in a large project.
  await window.run(() => {
    const real = window.fetch;
    window.letGo = null;
    window.fetch = (input, init) => {
      const answer = real.call(window, input, init);
      const body = String(init?.body ?? '');
      if (!body.includes('sheet_open') || !body.includes('label = 3')) return answer;
      return new Promise((done, fail) => {
        window.letGo = () => answer.then(done, fail);
      });
    };
  });
  await window.keys('/');
  await window.chord(Key.CONTROL, 'a');
  await window.keys('label = 3');
  // Before there is a proposal, Escape leaves the line.
  await until(proposed, (found) => found.length > 0, 3_000);
  await window.keys(Key.ESCAPE, Key.ENTER);
  await window.byTestId('cancel-filter');
  await window.screenshot('sheet-running');
  assert.match(await window.text('row-count'), /Filtering/);
  assert.equal((await keysInView()).length > 0, true, 'the rows before stay in view');
  await toSheet();
  await window.keys(Key.ESCAPE);
  await window.gone('cancel-filter');
  await comesTo(line, 'pred != label');
  await window.run(() => window.letGo());
  await sleep(300);
  assert.equal(await counted(), run.errors);
});

for (const theme of ['light', 'dark']) {
  test(`in ${theme} nothing serious is wrong with accessibility`, async () => {
    await window.theme(theme);
    if (theme === 'light') {
      await rpc('tag_create', { name: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft' });
      await window.click(await window.byTestId('nav-priorities'));
      await window.byTestId('priorities');
      await window.click(await window.byTestId('nav-errors'));
      await window.byTestId('sheet');
    }
    for (const [width, height] of [[1280, 800], [1920, 1080]]) {
      await window.resize(width, height);
      await toSheet();
      await window.screenshot(`sheet-${theme}-${width}`);
      await window.keys(Key.ENTER);
      await window.byTestId('item-pane');
      await sleep(200);
      await window.screenshot(`sheet-item-${theme}-${width}`);
      assert.deepEqual(await window.seriousViolations(), []);
      await window.keys(Key.ESCAPE);
      await window.gone('item-pane');
    }
    assert.deepEqual(await window.seriousViolations(), []);
    await openMenu('label');
    await chooseMenu('filter');
    await window.byTestId('column-filter');
    await window.screenshot(`sheet-filter-${theme}`);
    assert.deepEqual(await window.seriousViolations(), []);
    await window.keys(Key.ESCAPE);
  });
}
