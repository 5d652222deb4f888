/** Human level: items drawn by chance, decided blind, kept as a baseline that a run is held against; exports without names. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { By, Key } from './driver.mjs';
import { command, itemInView, openSample, rows, until } from './sample.mjs';

const SIZE = 30;
let window;
let file;
let project;
let me;

before(async () => {
  ({ window, file, project } = await openSample());
  me = project.people.find(({ name }) => name === 'Tester').uid;
});

after(async () => {
  await window?.quit();
});

const press = async (testId) => window.click(await window.byTestId(testId));
const ask = (name, request = null) => command(window, name, request, me);
const says = async (testId, wanted) => assert.match(await until(() => window.text(testId), (text) => wanted.test(text)), wanted);

async function enter(testId, text) {
  await press(testId);
  await window.chord(Key.CONTROL, 'a');
  await window.keys(text, Key.TAB);
}

async function pick(testId, name) {
  await press(testId);
  await window.click(await window.find(By.xpath(`//*[@role="option"][contains(., "${name}")]`)));
}

async function pictures(name, context = 'document') {
  for (const theme of ['light', 'dark']) {
    await window.theme(theme);
    await window.screenshot(`human-${name}-${theme}`);
    assert.deepEqual(await window.seriousViolations(context), []);
  }
}

const drawn = () =>
  rows(
    file,
    `SELECT t.item_id, COALESCE((SELECT key FROM class WHERE id = t.reference_class_id),
            (SELECT c.key FROM judgment j JOIN judgment_answer a ON a.judgment_id = j.id JOIN class c ON c.id = a.class_id
             WHERE j.item_id = t.item_id AND j.counted = 1 ORDER BY j.id LIMIT 1))
     FROM human_draw_item t WHERE t.draw_id = 1 ORDER BY t.position`,
  );

test('a draw says beforehand how exact it will be', async () => {
  await press('nav-quality');
  await press('quality-tab-human');
  await says('human', /Nothing is decided yet/);
  await says('baselines', /No baseline yet/);
  await pictures('empty');
  await press('human-new');
  await enter('human-size', String(SIZE));
  await enter('human-seed', '42');
  const foreseen = await ask('human_foresee', { size: SIZE });
  await says('human-foreseen', new RegExp(`About ${foreseen.judgments} judgments`));
  await pictures('dialog');
  await press('human-create');
  await window.byTestId('human-desk');
  assert.deepEqual(rows(file, 'SELECT size, population, seed FROM human_draw'), [[SIZE, foreseen.population, 42]]);
});

test('one key decides on one item, without its judgments, and Z takes it back', async () => {
  const items = drawn();
  assert.equal(items.length, SIZE);
  await itemInView(window);
  await pictures('desk');
  const shown = await window.text('human-desk');
  for (const { name } of project.people.filter((person) => person.simulated)) assert.ok(!shown.includes(name), name);
  for (const [at, [item, key]] of items.entries()) {
    assert.equal(await until(() => itemInView(window), (now) => now === item), item);
    // The first is decided otherwise first, and taken back.
    if (at === 0) {
      await window.keys(String((Number(key) + 1) % 10));
      await until(() => itemInView(window), (now) => now === items[1][0]);
      assert.deepEqual(rows(file, 'SELECT COUNT(*) FROM adjudication WHERE standing = 1'), [[1]]);
      await window.keys('z');
      assert.equal(await until(() => itemInView(window), (now) => now === item), item);
      assert.deepEqual(rows(file, 'SELECT COUNT(*) FROM adjudication WHERE standing = 1'), [[0]]);
    }
    await window.keys(key);
  }
  await press('human-see');
  assert.deepEqual(
    rows(file, "SELECT COUNT(*) FROM human_draw_item t JOIN adjudication a ON a.id = t.adjudication_id JOIN reference f ON f.item_id = a.item_id WHERE a.standing = 1 AND f.class_id = a.class_id AND f.source = 'adjudication'"),
    [[SIZE]],
  );
});

test('the level is shown with its interval, and by rater, class and metadata', async () => {
  const report = await ask('human_report', { draw: 1 });
  const { value, lower, upper } = report.pooled;
  assert.equal(report.items, SIZE);
  await says('human-pooled', new RegExp(`${value.toFixed(3)}\\s*\\[${lower.toFixed(3)}, ${upper.toFixed(3)}\\]`));
  await says('human-pooled', new RegExp(`${report.judgments} judgments of ${SIZE} items`));
  for (const { rater } of report.raters) assert.ok((await window.text('human-raters')).includes(rater), rater);
  const edge = (await ask('field_list')).find(({ name }) => name === 'touches_edge');
  await pick('human-field', edge.name);
  const { slices } = await ask('human_report', { draw: 1, field: edge.id });
  assert.equal(slices.length, 2);
  await says('human-values', new RegExp(`${slices[0].accuracy.value.toFixed(2)}[^]*${slices[1].accuracy.value.toFixed(2)}`));
  await says('human-runs', /undecided|lower|higher/);
  await pictures('level');
  await window.run((element) => element.scrollIntoView({ block: 'start' }), await window.byTestId('human-classes'));
  assert.equal(await window.run(() => document.querySelector('[data-testid="nav"]').getBoundingClientRect().top >= 0), true, 'the frame stays');
  await pictures('parts');
  await pick('human-against', 'Every decision of a lead');
  await says('human-warnings', /picked them/);
  await pick('human-against', 'Draw 1');
});

test('the level is kept as a baseline, one is set by hand, and undo takes it back', async () => {
  await window.run((element) => element.scrollIntoView({ block: 'end' }), await window.byTestId('human-store'));
  await press('human-store');
  await enter('baseline-name', 'people');
  await press('baseline-save');
  await window.gone('baseline-dialog');
  assert.deepEqual(rows(file, 'SELECT name, n, draw_id, chosen FROM baseline'), [['people', SIZE, 1, 0]]);
  assert.ok(rows(file, "SELECT COUNT(*) FROM baseline_part WHERE kind = 'class'")[0][0] > 5);
  await press('baseline-new');
  await enter('baseline-name', 'old system');
  await enter('baseline-value', '91.5');
  await enter('baseline-n', '400');
  await enter('baseline-source', 'report of May');
  await window.screenshot('human-baseline-dialog');
  await press('baseline-save');
  await window.gone('baseline-dialog');
  await press('baseline-choose-1');
  await until(async () => rows(file, 'SELECT chosen FROM baseline ORDER BY id'), (found) => found[0][0] === 1);
  assert.deepEqual(rows(file, 'SELECT name, value, n, source, chosen FROM baseline WHERE draw_id IS NULL'), [['old system', 0.915, 400, 'report of May', 0]]);
  await says('baselines', /people\s*Chosen/);
  await window.run((element) => element.scrollIntoView({ block: 'end' }), await window.byTestId('baselines'));
  await pictures('baselines');
  await press('baseline-retire-2');
  await until(() => window.text('baselines'), (text) => !text.includes('old system'));
  const undo = await window.driver.findElements(By.xpath('//*[@role="status"]//button[contains(., "Undo")]'));
  await window.click(undo.at(-1));
  await says('baselines', /old system/);
});

test('a run tells its gap to the chosen baseline, with a verdict only where the interval allows it', async () => {
  await press('nav-errors');
  await window.byTestId('sheet');
  const [run] = await ask('run_list');
  await pick('run', run.name);
  const { baseline } = await ask('run_report', { run: run.id });
  const sign = (value) => value.toFixed(3).replace('-', '\u2212');
  const { value, lower, upper, n } = baseline.gap;
  await says('baseline-gap', /Gap to people/);
  const shown = await window.text('baseline-gap');
  assert.ok(shown.includes(sign(value)) && shown.includes(`[${sign(lower)}, ${sign(upper)}]`), `${shown} ${JSON.stringify(baseline.gap)}`);
  assert.ok(n <= SIZE && n > 0);
  const held = lower > 0 ? 'lower' : upper < 0 ? 'higher' : 'undecided';
  assert.ok(shown.includes(held), shown);
  await says('baseline', /Run, on the same items/);
  await window.run((element) => element.scrollIntoView({ block: 'nearest' }), await window.byTestId('baseline'));
  await pictures('errors', "'[data-testid=baseline], [data-testid=baseline-gap]'");
  await ask('baseline_choose', { baseline: 2 });
  await press('nav-quality');
  await press('nav-errors');
  await says('baseline-gap', /Gap to old system/);
  await says('baseline', /not known/);
  await ask('baseline_choose', { baseline: 1 });
});

test('the priorities offer the level of the baseline on a tag, and say where it is from', async () => {
  // The sample's tags have one set by hand, which an offer would never replace.
  for (const tag of await ask('tag_list')) await ask('tag_update', { tag: tag.id, edit: { hlp: null, hlp_n: null } });
  const offered = rows(file, "SELECT t.id FROM tag t JOIN baseline_part p ON p.kind = 'tag' AND p.entity_id = t.id AND p.baseline_id = 1 WHERE t.hlp IS NULL ORDER BY t.id");
  assert.ok(offered.length > 0, 'a tag that drawn items have');
  const [[tag]] = offered;
  await press('nav-priorities');
  await window.byTestId(`hlp-offer-${tag}`);
  await pictures('offer');
  assert.match(await window.run((id) => document.querySelector(`[data-testid="${id}"]`).textContent, `hlp-offer-${tag}`), /Use \d+\.\d.*people, n \d+/);
  await press(`hlp-offer-${tag}`);
  await window.gone(`hlp-offer-${tag}`);
  const [[hlp, n]] = rows(file, 'SELECT hlp, hlp_n FROM tag WHERE id = ?', tag);
  const [[value, items]] = rows(file, "SELECT value, n FROM baseline_part WHERE kind = 'tag' AND entity_id = ? AND baseline_id = 1", tag);
  assert.deepEqual([hlp, n], [value, items]);
});

test('an export with pseudonyms names nobody, and the choice is remembered', async () => {
  const names = rows(file, 'SELECT name FROM person').map(([name]) => name);
  await press('nav-export');
  for (const [label, what] of [['Judgments', 'judgments'], ['Raters', 'raters'], ['Agreement', 'agreement'], ['Human level', 'human']]) {
    await window.click(await window.find(By.xpath(`//*[@data-testid="export-what"]//label[starts-with(normalize-space(.), "${label}")]`)));
    if (what === 'judgments') await press('export-pseudonyms');
    const target = join(dirname(file), `${basename(file, '.assay')}-${what}.csv`);
    if (what === 'human') await pictures('export');
    await press('export-start');
    // The next can start when this one is told as written.
    await says('exported', new RegExp(`-${what}\\.csv`));
    const text = await until(() => readFile(target, 'utf8').catch(() => ''), (found) => found !== '');
    assert.match(text, /rater \d\d/);
    for (const name of names) assert.ok(!text.includes(name), `${name} in ${what}`);
  }
  assert.equal(await window.run(() => localStorage.getItem('assay.pseudonyms')), 'true');
  const checked = await ask('project_check');
  assert.deepEqual(checked.findings, []);
});
