/** Errors and priorities in the real window: what is done by keys is then looked up in the file. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { By, Key } from './driver.mjs';
import { command, openSample, rows, until } from './sample.mjs';

/** Another program keeps the file to itself until it is told to end. */
const HOLD = `
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute('BEGIN IMMEDIATE')
print('held', flush=True)
sys.stdin.read()
db.execute('ROLLBACK')`;

let window;
let file;
let me;
let run;
let report;

const rpc = (name, request) => command(window, name, request, me);
const rowsOf = (...query) => rows(file, ...query);
const comesTrue = async (what, check) => assert.ok(await until(check, Boolean, 5_000), `it never came to be: ${what}`);

const counted = async () => Number((await window.text('row-count')).replaceAll(',', '').match(/^\d+/)?.[0]);
const rowCount = (n) => comesTrue(`${n} rows`, async () => (await counted()) === n);
const marks = (tag, state) =>
  rowsOf('SELECT i.key FROM mark m JOIN tag t ON t.id = m.tag_id JOIN item i ON i.id = m.item_id WHERE t.name = ? AND m.state = ? ORDER BY i.id', tag, state).flat();
const marked = (tag, state, keys) =>
  comesTrue(`${tag}: ${keys}`, () => JSON.stringify(marks(tag, state)) === JSON.stringify(keys));
const keysInView = () =>
  window.run(() =>
    [...document.querySelectorAll('[data-testid="sheet"] [data-row]')]
      .toSorted((a, b) => a.dataset.row - b.dataset.row)
      .map((row) => row.querySelector('[data-column="0"]').textContent),
  );
const notice = (text) => window.find(By.xpath(`//p[contains(., ${JSON.stringify(text)})]`));

before(async () => {
  const opened = await openSample();
  ({ window, file } = opened);
  me = opened.project.people.find((person) => person.name === 'Tester').uid;
  run = (await rpc('run_list')).at(-1);
  report = await rpc('run_report', { run: run.id });
});

after(async () => {
  await window?.quit();
});

test('the screen opens on a run with its figures', async () => {
  await window.click(await window.byTestId('nav-errors'));
  await window.byTestId('sheet');
  await window.click(await window.byTestId('run'));
  await window.click(await window.find(By.xpath(`//*[@role="option"][.//text()[contains(., "${run.name}")]]`)));
  await comesTrue('accuracy', async () => (await window.text('accuracy')).includes(report.accuracy.value.toFixed(3)));
  assert.match(await window.text('accuracy'), /\[0\.\d{3}, 0\.\d{3}\]\s*n 513/);
  assert.match(await window.text('error-count'), new RegExp(`^${report.errors} wrong of ${report.n}$`));
  await rowCount(run.predictions);
});

test('wrong rows only', async () => {
  await window.click(await window.byTestId('quick-wrong'));
  await rowCount(report.errors);
  assert.equal(rowsOf('SELECT count(*) FROM prediction WHERE run_id = ? AND correct = 0', run.id)[0][0], report.errors);
});

test('a new tag in two keys: T and a name', async () => {
  const [first] = await keysInView();
  await window.keys('t');
  await window.byTestId('new-tag-name');
  await window.keys('cut off', Key.ENTER);
  await marked('cut off', 1, [first]);
});

test('a tag’s key marks yes, again unseen, with Shift no', async () => {
  const keys = await keysInView();
  const { hotkey } = (await rpc('tag_list')).find((tag) => tag.name === 'cut off');
  await window.keys(Key.ARROW_DOWN, hotkey);
  await marked('cut off', 1, keys.slice(0, 2));
  await window.keys(hotkey);
  await marked('cut off', 1, keys.slice(0, 1));
  await window.chord(Key.SHIFT, hotkey);
  await marked('cut off', 0, keys.slice(1, 2));
  await window.keys(Key.ARROW_DOWN, ' ');
  await marked('cut off', 0, keys.slice(1, 3));
  assert.deepEqual(marks('cut off', 1), keys.slice(0, 1));
});

test('many rows at once, after a preview', async () => {
  const keys = await keysInView();
  const { hotkey } = (await rpc('tag_list')).find((tag) => tag.name === 'cut off');
  await window.chord(Key.SHIFT, Key.ARROW_DOWN);
  await window.chord(Key.SHIFT, Key.ARROW_DOWN);
  await window.chord(Key.SHIFT, Key.ARROW_DOWN);
  assert.match(await window.text('selected-count'), /^4 rows selected$/);
  await window.keys(hotkey);
  assert.match(await window.text('mark-preview'), /Mark 4 rows yes for “cut off”\s*4 rows would change, 0 stay/);
  await window.keys(Key.ENTER);
  await marked('cut off', 1, [keys[0], ...keys.slice(2, 6)]);
  await window.gone('mark-preview');
  assert.match(await window.text('selected-count'), /^4 rows selected$/, 'the selection is kept');
});

test('undo takes the bulk back and says so; redo brings it again', async () => {
  const keys = await keysInView();
  await window.chord(Key.CONTROL, 'z');
  await notice('Undone: 4 rows: cut off yes');
  await marked('cut off', 1, keys.slice(0, 1));
  assert.deepEqual(marks('cut off', 0), keys.slice(1, 3));
  await window.chord(Key.CONTROL, Key.SHIFT, 'z');
  await notice('Done again: 4 rows: cut off yes');
  await marked('cut off', 1, [keys[0], ...keys.slice(2, 6)]);
});

test('a given-up preview changes nothing', async () => {
  const before = marks('cut off', 1);
  const { hotkey } = (await rpc('tag_list')).find((tag) => tag.name === 'cut off');
  await window.chord(Key.SHIFT, hotkey);
  await window.byTestId('mark-preview');
  await window.keys(Key.ESCAPE);
  await window.gone('mark-preview');
  assert.deepEqual(marks('cut off', 1), before);
  await window.keys(Key.ESCAPE);
  await window.gone('selected-count');
});

test('a comment is written and kept', async () => {
  await window.keys(Key.HOME);
  const key = (await keysInView())[5];
  await window.keys('c');
  await window.byTestId('comment-body');
  await window.keys('the top is cut off', Key.ENTER);
  const bodies = () => rowsOf('SELECT i.key, c.body FROM comment c JOIN item i ON i.id = c.item_id');
  await comesTrue('the comment', () => JSON.stringify(bodies()) === JSON.stringify([[key, 'the top is cut off']]));
});

test('a comment that is left for another row stays with its own, and is one step', async () => {
  const keys = await keysInView();
  const bodies = () => Object.fromEntries(rowsOf('SELECT i.key, c.body FROM comment c JOIN item i ON i.id = c.item_id'));
  const first = (row) => window.find(By.css(`[data-testid="sheet"] [data-row="${row}"] [data-column="0"]`));
  await window.click(await first(1));
  await window.keys('c');
  await window.byTestId('comment-body');
  await window.keys('left half way');
  await window.click(await first(2));
  await window.gone('comment-body');
  await comesTrue('the comment of the row that was left', () => bodies()[keys[1]] === 'left half way');
  await window.keys('c');
  await window.byTestId('comment-body');
  assert.equal(await window.run(() => document.activeElement.value), '', 'the other row has none yet, and its field has the keys');
  await window.keys('thrown away', Key.ESCAPE);
  await window.gone('comment-body');
  await window.keys('c');
  await window.keys('of the other', Key.ENTER);
  await comesTrue('both', () => bodies()[keys[1]] === 'left half way' && bodies()[keys[2]] === 'of the other');
  await window.chord(Key.CONTROL, 'z');
  await window.chord(Key.CONTROL, 'z');
  await comesTrue('both taken back', () => !(bodies()[keys[1]] || bodies()[keys[2]]));
});

test('a key marks the active row, not one that was selected before', async () => {
  const keys = await keysInView();
  const { hotkey, id } = (await rpc('tag_list')).find((tag) => tag.name === 'cut off');
  const before = marks('cut off', 1);
  const at = [2, 3, 4, 5, 6, 7].find((row) => !before.includes(keys[row]) && !before.includes(keys[row - 1]));
  const first = (row) => window.find(By.css(`[data-testid="sheet"] [data-row="${row}"] [data-column="0"]`));
  await window.click(await first(0));
  await window.chord(Key.SHIFT, Key.ARROW_DOWN);
  await window.byTestId('selected-count');
  await window.click(await first(at - 1));
  await window.gone('selected-count');
  await window.keys(Key.ARROW_DOWN, hotkey);
  await comesTrue(`tag ${id} on row ${at}`, () => marks('cut off', 1).includes(keys[at]));
  assert.deepEqual(marks('cut off', 1).filter((key) => !before.includes(key)), [keys[at]]);
  await window.chord(Key.CONTROL, 'z');
  await comesTrue('as before', () => JSON.stringify(marks('cut off', 1)) === JSON.stringify(before));
  // Where the tests before left off.
  await window.click(await first(5));
});

test('what cannot be saved is taken back and said', async () => {
  const holder = spawn('python3', ['-c', HOLD, file], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(holder.stdout, 'data');
  const { hotkey, id } = (await rpc('tag_list')).find((tag) => tag.name === 'cut off');
  const cell = () =>
    window.run((tag) => {
      const sheet = document.querySelector('[data-testid="sheet"]');
      const column = [...sheet.querySelectorAll('[data-header]')].find((each) => each.dataset.testid === `column-tag-${tag}`);
      return sheet.querySelector(`[data-row="5"] [data-column="${column.dataset.header}"]`).textContent;
    }, id);
  const before = marks('cut off', 1);
  assert.equal(await cell(), '✓');
  await window.keys(hotkey);
  await comesTrue('the change is shown at once', async () => (await cell()) === '');
  await window.find(By.xpath('//p[starts-with(., "Not saved, and taken back")]'), 30_000);
  await comesTrue('the change is taken back', async () => (await cell()) === '✓');
  holder.stdin.end();
  await once(holder, 'close');
  assert.deepEqual(marks('cut off', 1), before);
  await window.click(await window.byRole('button', 'Dismiss'));
});

test('Enter shows the item large, arrows go on, Escape closes', async () => {
  const keys = await keysInView();
  const shown = () => window.run(() => document.querySelector('[data-testid="item-key"]')?.textContent);
  await window.keys(Key.ENTER);
  await window.byTestId('item-pane');
  await comesTrue('the item', async () => (await shown()) === keys[5]);
  await window.keys(Key.ARROW_UP);
  await comesTrue('the item above', async () => (await shown()) === keys[4]);
  await window.screenshot('errors-item');
  await window.keys(Key.ESCAPE);
  await window.gone('item-pane');
});

test('a fault in the filter is shown at its place', async () => {
  await window.keys('/');
  await window.keys('label = 3 and pred ! 5', Key.ENTER);
  await window.byTestId('filter-fault');
  const at = await window.run(() => document.querySelector('[data-testid="filter-fault"] mark').dataset.at);
  assert.equal(at, '19');
  await rowCount(report.errors);
  await window.keys(Key.ESCAPE);
  await window.gone('filter-fault');
});

test('a cell of the confusion matrix opens its rows', async () => {
  const rows = report.confusion.flatMap((line, row) => line.map((n, column) => ({ row, column, n })));
  const { row, column, n } = rows.filter((cell) => cell.row !== cell.column).toSorted((a, b) => b.n - a.n)[0];
  const [reference, predicted] = [report.classes[row], report.classes[column]];
  await window.click(await window.byTestId(`cell-${reference}-${predicted}`));
  await rowCount(n);
  const line = await window.run(() => document.querySelector('[data-testid="filter"]').value);
  assert.equal(line, `label = ${reference} and pred = ${predicted}`);
});

test('the matrix is moved over by arrows and opened by Enter', async () => {
  await window.click(await window.byTestId(`cell-${report.classes[0]}-${report.classes[0]}`));
  await rowCount(report.confusion[0][0]);
  await window.run((name) => document.querySelector(`[data-testid="${name}"]`).focus(), `cell-${report.classes[0]}-${report.classes[0]}`);
  await window.keys(Key.ARROW_DOWN, Key.ARROW_RIGHT, Key.ENTER);
  await rowCount(report.confusion[1][1]);
});

test('sorting by a header orders the rows', async () => {
  // The score stands behind the tags, out of view in a small window.
  await window.resize(1600, 900);
  await window.click(await window.byTestId('quick-all'));
  await rowCount(run.predictions);
  await window.click(await window.byTestId('column-prob'));
  await window.click(await window.byTestId('column-prob'));
  const best = rowsOf('SELECT i.key FROM prediction p JOIN item i ON i.id = p.item_id WHERE run_id = ? ORDER BY score DESC, i.id LIMIT 3', run.id).flat();
  await comesTrue('the order', async () => JSON.stringify((await keysInView()).slice(0, 3)) === JSON.stringify(best));
  await window.resize(1280, 800);
});

test('rows are drawn by chance', async () => {
  await window.click(await window.byTestId('draw'));
  await window.click(await window.byTestId('draw-now'));
  await notice('rows drawn (seed');
  await rowCount(report.errors);
  assert.equal(rowsOf('SELECT count(*) FROM draw_item WHERE run_id = ?', run.id)[0][0], report.errors);
});

test('priorities show what the workbench says', async () => {
  await window.click(await window.byTestId('nav-priorities'));
  await window.byTestId('priorities');
  const answer = await rpc('priorities_get', { run: run.id });
  for (const row of answer.rows) {
    for (const figure of ['share_of_errors', 'miss_rate', 'share_of_items', 'zero_error_ceiling', 'gap', 'hlp_gain']) {
      const shown = await window.run(
        (tag, name) => document.querySelector(`[data-testid="priority-${tag}"] [data-testid="${name}"]`).dataset.value ?? null,
        row.tag.id,
        figure,
      );
      assert.equal(shown === null ? null : Number(shown), row[figure]?.value ?? null, `${row.tag.name}: ${figure}`);
    }
  }
  assert.ok(answer.rows.some((row) => row.tag.name === 'cut off'));
  await window.screenshot('priorities-light');
});

test('importance is written in place, and a tag opens its errors', async () => {
  const tag = (await rpc('tag_list')).find((each) => each.name === 'cut off');
  await window.click(await window.byTestId(`importance-${tag.id}`));
  await window.keys('4', Key.ENTER);
  await comesTrue('importance', () => rowsOf('SELECT importance FROM tag WHERE id = ?', tag.id)[0][0] === 4);
  await window.click(await window.find(By.css(`[data-testid="priority-${tag.id}"] th button`)));
  await rowCount(marks('cut off', 1).length);
  const line = await window.run(() => document.querySelector('[data-testid="filter"]').value);
  assert.equal(line, 'tag:"cut off" = yes and pred != label');
});

for (const theme of ['light', 'dark']) {
  test(`in ${theme} nothing serious is wrong with accessibility`, async () => {
    await window.theme(theme);
    for (const [screen, ready] of [['errors', 'sheet'], ['priorities', 'priorities']]) {
      await window.click(await window.byTestId(`nav-${screen}`));
      await window.byTestId(ready);
      for (const [width, height] of [[1280, 800], [1920, 1080]]) {
        await window.resize(width, height);
        await window.screenshot(`${screen}-${theme}-${width}`);
      }
      assert.deepEqual(await window.seriousViolations(), []);
    }
  });
}
