/** Tags in depth, in the real window: what is done there is then looked up in the file. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { By, Key, sleep } from './driver.mjs';
import { command, itemInView, openSample, rows, until } from './sample.mjs';

let window;
let file;
let me;
let run;

const rpc = (name, request) => command(window, name, request, me);
const rowsOf = (...query) => rows(file, ...query);
const comesTrue = async (what, check) => assert.ok(await until(check, Boolean, 6_000), `it never came to be: ${what}`);
const press = async (id) => window.click(await window.byTestId(id));
const tagNames = () => rowsOf('SELECT name FROM tag ORDER BY id').flat();
const idOf = (name) => rowsOf('SELECT id FROM tag WHERE name = ?', name)[0]?.[0];
const marksOf = (name) =>
  rowsOf('SELECT COALESCE(SUM(m.state), 0), COALESCE(SUM(1 - m.state), 0) FROM tag t JOIN mark m ON m.tag_id = t.id WHERE t.name = ?', name)[0];
const counted = async () => Number((await window.text('row-count')).replaceAll(',', '').match(/^\d+/)?.[0]);
const openTags = async () => {
  await window.chord(Key.ALT, 't');
  await window.byTestId('tags-view');
};
const choose = async (name) => window.click(await window.find(By.css(`[data-testid="tag-line-${name}"] td`)));
const fill = async (id, text) => {
  const field = await window.byTestId(id);
  await window.click(field);
  await window.chord(Key.CONTROL, 'a');
  await window.keys(Key.BACK_SPACE, text);
};
const pick = async (id, option) => {
  await press(id);
  await window.click(await window.find(By.xpath(`//*[@role="option"][.//text()[normalize-space()="${option}"]]`)));
};
const mark = async (filter, name, to) => {
  const view = await rpc('sheet_open', { run: run.id, query: { filter } });
  await rpc('mark_rows', { view: view.view, revision: view.revision, ranges: [[0, view.rows]], tag: idOf(name), mark: to });
};
const pictures = async (name) => {
  await window.theme('light');
  await window.screenshot(`tags-${name}-light`);
  await window.theme('dark');
  await window.screenshot(`tags-${name}-dark`);
  await window.theme('light');
};

before(async () => {
  const opened = await openSample();
  ({ window, file } = opened);
  me = opened.project.people.find((person) => person.name === 'Tester').uid;
  run = (await rpc('run_list')).toSorted((a, b) => b.errors - a.errors)[0];
  await window.click(await window.byTestId('nav-errors'));
  await press('run');
  await window.click(await window.find(By.xpath(`//*[@role="option"][.//text()[contains(., "${run.name}")]]`)));
  await window.byTestId('sheet');
});

after(async () => {
  await window?.quit();
});

test('a tag is made, put in a group and below another, by keys', async () => {
  await openTags();
  await window.keys('t');
  await window.byTestId('new-tag-dialog-name');
  await window.keys('strokes', Key.ENTER);
  await comesTrue('the tag', () => tagNames().includes('strokes'));
  await window.gone('new-tag-dialog');
  await press('tags-new');
  await window.byTestId('new-tag-dialog-name');
  await window.keys('open loop', Key.ENTER);
  await window.byTestId('tag-line-open loop');
  await choose('open loop');
  await window.keys('e');
  await fill('tag-group', 'shape');
  await pick('tag-parent', 'strokes');
  await pictures('edit');
  await press('save-tag');
  await comesTrue('group and parent', () => {
    const [[group, parent]] = rowsOf('SELECT group_name, parent_id FROM tag WHERE name = ?', 'open loop');
    return group === 'shape' && parent === idOf('strokes');
  });
  await choose('strokes');
  await window.keys(Key.ARROW_DOWN);
  assert.equal(await window.run(() => document.activeElement?.getAttribute('data-testid')), 'tag-line-open loop', 'kinds stand below');
});

test('the filter of the sheet becomes a tag in one step, and cannot be marked', async () => {
  await press('errors-view-sheet');
  await press('quick-wrong');
  await comesTrue('the wrong rows', async () => (await counted()) === run.errors);
  await window.chord(Key.ALT, 'g');
  assert.equal(await (await window.byTestId('new-tag-rule')).getAttribute('value'), 'pred != label');
  await fill('new-tag-dialog-name', 'mistaken');
  await pictures('rule');
  await press('new-tag-make');
  await comesTrue('the rule in the file', () => rowsOf('SELECT rule FROM tag WHERE name = ?', 'mistaken')[0]?.[0] === 'pred != label');
  await openTags();
  await window.byTestId('tag-line-mistaken');
  await comesTrue('its rows', async () => (await window.text('tag-yes-mistaken')) === String(run.errors));
  assert.deepEqual(marksOf('mistaken'), [0, 0], 'no marks are kept of it');
  await assert.rejects(mark('pred = label', 'mistaken', 'yes'), /rule_tag/);
});

test('a tag that came late has a queue of what was looked at before', async () => {
  await mark('key ~ 1 and pred != label', 'strokes', 'no');
  await mark('pred != label and not key ~ 1', 'strokes', 'yes');
  await press('errors-view-sheet');
  await openTags();
  const late = (await rpc('tag_counts', { run: run.id })).find(({ tag }) => tag.name === 'open loop').late;
  assert.ok(late >= run.errors, `${late} rows`);
  await pictures('view');
  await press('tag-late-open loop');
  await comesTrue('the queue', async () => (await counted()) === late);
});

test('a split says what it moves, and is taken back by the undo of the sheet', async () => {
  const before = marksOf('strokes');
  await openTags();
  await choose('strokes');
  await window.chord(Key.ALT, 's');
  await fill('split-name', 'seven');
  await fill('split-filter', 'label = zzz');
  await window.find(By.xpath('//*[contains(text(), "there is no class `zzz`")]'));
  await fill('split-filter', 'key ~ 2');
  await comesTrue('the preview', async () => /of [\d,]+ rows go to the new tag/.test(await window.text('split-preview')));
  const moved = Number((await window.text('split-preview')).match(/^([\d,]+) of/)[1]);
  await pictures('split');
  await press('split-dialog-go');
  await comesTrue('the new tag', () => marksOf('seven')[0] === moved);
  assert.deepEqual(marksOf('strokes'), [before[0] - moved, before[1] + moved]);
  assert.deepEqual(marksOf('seven'), [moved, before[0] + before[1] - moved], 'every row is looked at for both');
  await window.gone('split-dialog');
  await window.chord(Key.CONTROL, 'z');
  await comesTrue('the split taken back', () => !tagNames().includes('seven') && JSON.stringify(marksOf('strokes')) === JSON.stringify(before));
  await window.chord(Key.CONTROL, Key.SHIFT, 'z');
  await comesTrue('the split done again', () => marksOf('seven')[0] === moved);
});

test('two tags become one as the preview says', async () => {
  const { items, yes, no } = await rpc('tag_merge_preview', { tag: idOf('seven'), into: idOf('strokes') });
  await openTags();
  await choose('seven');
  await window.chord(Key.ALT, 'm');
  await pick('merge-into', 'strokes');
  await comesTrue('the preview', async () => (await window.text('merge-preview')).includes(`${yes} yes, ${no} no`));
  await pictures('merge');
  await press('merge-dialog-go');
  await comesTrue('the merge', () => !tagNames().includes('seven'));
  assert.deepEqual(marksOf('strokes'), [yes, no]);
  assert.equal(yes + no, items);
});

test('a tag is deleted after its marks were named, and comes back', async () => {
  const before = marksOf('strokes');
  await window.gone('merge-dialog');
  await choose('strokes');
  await window.keys(Key.DELETE);
  assert.match(await window.text('delete-preview'), new RegExp(`${before[0]} yes, ${before[1]} no`));
  await press('delete-dialog-go');
  await comesTrue('the deletion', () => !tagNames().includes('strokes'));
  assert.equal(rowsOf('SELECT parent_id FROM tag WHERE name = ?', 'open loop')[0][0], null);
  await window.gone('delete-dialog');
  await window.chord(Key.CONTROL, 'z');
  await comesTrue('the tag again', () => tagNames().includes('strokes'));
  assert.deepEqual(marksOf('strokes'), before);
});

test('rows are drawn within a filter, never more than there are', async () => {
  await press('tags-draw');
  await fill('draw-filter', 'key ~ 3');
  const { population } = await rpc('draw_foresee', { run: run.id, from: 'wrong', filter: 'key ~ 3' });
  await comesTrue('what is left', async () => (await window.text('draw-left')).startsWith(`${population} row`));
  await pictures('draw');
  await fill('draw-size', '5');
  await window.keys(Key.TAB);
  await press('draw-now');
  await comesTrue('the draw', () => rowsOf('SELECT filter, size, population FROM draw ORDER BY id DESC LIMIT 1')[0]?.join() === `key ~ 3,5,${population}`);
  assert.equal(rowsOf('SELECT count(*) FROM stratum_item')[0][0], 5);
  await comesTrue('the rows drawn', async () => (await counted()) === 5);
});

test('marks are made again blind, and the result comes with kappa', async () => {
  await openTags();
  await press('retag-draw');
  for (const { name, rule } of (await rpc('tag_list')).filter(({ name }) => name !== 'strokes')) {
    if (rule === null) await press(`retag-tag-${name}`);
  }
  await fill('retag-size', '12');
  await window.keys(Key.TAB);
  await press('retag-draw-now');
  await window.byTestId('retag-item');
  await pictures('blind');
  const { hotkey } = (await rpc('tag_list')).find(({ name }) => name === 'strokes');
  for (let at = 0; at < 12; at += 1) {
    await comesTrue(`row ${at}`, async () => rowsOf('SELECT count(*) FROM retag_item WHERE person_id IS NOT NULL')[0][0] === at);
    const { next } = await rpc('retag_get', { retag: 1 });
    await comesTrue(`row ${at} in view`, async () => (await itemInView(window)) === next.item && (await (await window.byTestId('retag-next')).isEnabled()));
    if (at % 2 === 0) await window.keys(hotkey);
    await window.keys(' ');
  }
  await window.byTestId('retag-result');
  await pictures('kappa');
  const view = await rpc('retag_get', { retag: 1 });
  assert.equal(view.results[0].kappa.n, 12);
  assert.equal(rowsOf('SELECT count(*) FROM retag_mark WHERE again = 1')[0][0], 6);
  const differing = rowsOf('SELECT count(*) FROM retag_mark WHERE again <> first')[0][0];
  assert.equal(view.disagreements.length, differing);
  await press('retag-open-sheet');
  await comesTrue('the rows that differ', async () => (await counted()) === differing);
});

test('the blackbox part leaves the sheet and is counted beside', async () => {
  await openTags();
  await press('parts-divide');
  await fill('parts-errors', '10');
  await window.keys(Key.TAB);
  await press('parts-divide-now');
  await comesTrue('the division', () => rowsOf('SELECT errors FROM division')[0]?.[0] === 10);
  await window.gone('parts-dialog');
  await window.run(() => document.querySelector('[data-testid="parts-panel"]').scrollIntoView());
  await sleep(400);
  await pictures('parts');
  const eyeball = rowsOf("SELECT count(*) FROM part p JOIN prediction q ON q.item_id = p.item_id AND q.run_id = ? WHERE p.part = 'eyeball'", run.id)[0][0];
  const view = await rpc('sheet_open', { run: run.id, query: {} });
  assert.equal(view.rows, eyeball);
  assert.deepEqual(await window.seriousViolations(), []);
});
