/** Suspected labels sent to a lead and decided on, slices that become tags, and drift between splits, in the real window. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { By, Key, launch, sleep } from './driver.mjs';
import { command, itemInView, openSample, rows, until } from './sample.mjs';

let window;
let file;
let me;

const press = async (testId) => window.click(await window.byTestId(testId));
const ask = (name, request = null) => command(window, name, request, me);
const says = async (testId, wanted) => assert.match(await until(() => window.text(testId), (text) => wanted.test(text)), wanted);

async function enter(testId, text) {
  await press(testId);
  await window.chord(Key.CONTROL, 'a');
  await window.keys(text, Key.TAB);
}

async function pictures(name) {
  for (const theme of ['light', 'dark']) {
    await window.theme(theme);
    await sleep(300);
    await window.screenshot(`suspects-${name}-${theme}`);
    assert.deepEqual(await window.seriousViolations(), [], `${name} in ${theme}`);
  }
  await window.theme('light');
}

async function job(name, request) {
  const started = await ask(name, request);
  const done = await until(() => ask('job_status', started), (status) => status.state !== 'running', 30_000);
  assert.equal(done.state, 'done', JSON.stringify(done.error));
  return done.result;
}

test('the suspects of a run are listed with what is known of them', async (t) => {
  const opened = await openSample();
  ({ window, file } = opened);
  t.after(() => {}); // The window is closed by the last test of the sample.
  me = opened.project.people.find(({ name }) => name === 'Tester').uid;
  const run = (await ask('run_list')).find(({ name }) => name.includes('14px'));
  const report = await ask('suspects_list', { run: run.id });
  assert.ok(report.suspected > 3, 'the weaker model suspects some labels');
  await press('nav-errors');
  await window.byTestId('sheet');
  await press('run');
  await window.click(await window.find(By.xpath(`//*[@role="option"][.//text()[contains(., "${run.name}")]]`)));
  await press('errors-view-suspects');
  await says('suspects-summary', new RegExp(`^${report.suspected} of ${report.n} labels suspected`));
  await says('suspects-caution', /did not see these labels/);
  const keys = await window.run(() => [...document.querySelectorAll('[data-testid^="suspect-digit"]')].map((row) => row.dataset.testid.slice(8)));
  assert.deepEqual(keys, report.rows.map(({ key }) => key));
  await pictures('list');
});

test('keys select, and the selected are sent with right rows drawn by chance', async () => {
  await window.keys('x', 'x', 'x');
  await says('suspects-selected', /^3 selected$/);
  await window.keys('j', 'k');
  await enter('suspects-correct', '2');
  await window.run(() => document.activeElement?.blur());
  await window.chord(Key.SHIFT, 's');
  await window.byTestId('sent');
  const sent = rows(file, 'SELECT stratum, COUNT(*) FROM relabel_item GROUP BY stratum ORDER BY stratum');
  assert.deepEqual(sent, [['chosen', 3], ['right', 2]]);
  assert.deepEqual(rows(file, 'SELECT blind FROM relabel'), [[1]]);
  await pictures('sent');
});

test('a lead decides blind, and the result tells what was changed', async () => {
  const [[revision]] = rows(file, 'SELECT reference_revision FROM project');
  await press('decide-1');
  await window.byTestId('relabel-desk');
  assert.doesNotMatch(await window.text('relabel-desk'), /Suggested|suggested/);
  await pictures('desk');
  const { question } = await ask('project_overview');
  const decided = () => rows(file, 'SELECT COUNT(*) FROM adjudication WHERE standing = 1')[0][0];
  const before = decided();
  const shown = () => window.run(() => document.querySelector('[data-testid="relabel-desk"] img')?.src);
  const first = await shown();
  // Passed over, each comes again behind the last.
  for (let n = 1; n <= 5; n += 1) {
    const seen = await shown();
    await window.keys('s');
    await until(shown, (src) => src && src !== seen);
  }
  assert.equal(await shown(), first);
  assert.equal(decided(), before, 'nothing was decided');
  for (let n = 1; n <= 5; n += 1) {
    const { next } = await ask('relabel_report', { relabel: 1 });
    const [[given]] = rows(file, 'SELECT reference_class_id FROM relabel_item WHERE item_id = ? AND relabel_id = 1', next.item.id);
    const [[stratum]] = rows(file, 'SELECT stratum FROM relabel_item WHERE item_id = ? AND relabel_id = 1', next.item.id);
    if (n === 5) {
      await window.keys('s');
      await until(() => window.run(() => document.body.innerText), (text) => text.includes('It is the only item left.'));
    }
    // The chosen get another class than they had, the drawn keep theirs.
    const chosen = question.classes.find(({ id }) => (stratum === 'chosen' ? id !== given : id === given));
    assert.equal(await until(() => itemInView(window), (item) => item === next.item.id), next.item.id);
    await window.keys(chosen.hotkey);
    assert.equal(await until(async () => decided(), (count) => count === before + n), before + n);
  }
  await press('relabel-see');
  await says('stratum-chosen', /3\s*3\s*3\s*3/);
  await says('stratum-right', /2\s*2\s*0/);
  const report = await ask('relabel_report', { relabel: 1 });
  assert.equal(report.figures.only_disagreements, false);
  await says('relabel-before', new RegExp(report.figures.accuracy_before.value.toFixed(3)));
  await says('relabel-now', new RegExp(report.figures.accuracy_now.value.toFixed(3)));
  assert.ok(rows(file, 'SELECT reference_revision FROM project')[0][0] > revision, 'figures name a new snapshot');
  await pictures('result');
});

test('items are put in a list to collect more like', async () => {
  await window.click(await window.find(By.css('[data-testid="relabel-result"] button')));
  const [first] = await window.driver.findElements(By.css('[data-testid="suspects-part"] label'));
  await window.click(first);
  await window.byTestId('suspects-table');
  await press('suspects-all');
  await press('suspects-collect');
  await window.byTestId('collect-name');
  await window.keys('blurred eights', Key.ENTER);
  await says('lists', /blurred eights/);
  const [[name, items]] = rows(file, 'SELECT c.name, COUNT(*) FROM collection c JOIN collection_item i ON i.collection_id = c.id GROUP BY c.id');
  assert.equal(name, 'blurred eights');
  assert.ok(items > 0);
  await window.quit();
  window = null;
});

/** 400 items in two splits: the second is larger, and two of its texts are in the first. Wrong where small and red. */
let folder;
const CLASSES = ['yes', 'no'];
const small = (at) => at % 10 < 3;
const colour = (at) => ['red', 'blue'][at % 2];
const wrong = (at) => (small(at) && colour(at) === 'red' ? at % 3 > 0 : at % 23 === 0);

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-suspects-'));
  await mkdir(join(folder, 'home'));
  const of = (line) => Array.from({ length: 400 }, (_, at) => line(at)).join('\n');
  const text = (at) => (at === 200 ? 'The text of 0!' : `the text of ${at}`);
  const size = (at) => (small(at) ? 10 + (at % 7) : 40 + (at % 50)) + (at < 200 ? 0 : 25);
  await writeFile(join(folder, 'items.csv'), `item,text,split,size,colour\n${of((at) => `i${at},${text(at)},${at < 200 ? 'train' : 'test'},${size(at)},${colour(at)}`)}\n`);
  await writeFile(join(folder, 'predictions.csv'), `item,pred\n${of((at) => `i${at},${wrong(at) ? 'no' : 'yes'}`)}\n`);
});

after(async () => {
  await window?.quit();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function openMade() {
  const home = join(folder, 'home');
  window = await launch({ home, ready: null });
  const request = { name: 'Slices', person: 'Lea', guideline: '# How', scheme: { question: 'Is it?', classes: CLASSES.map((name) => ({ name })) } };
  let project = null;
  for (let tries = 0; !project && tries < 50; tries += 1) {
    project = await command(window, 'project_create', request).catch(() => sleep(200).then(() => null));
  }
  assert.ok(project, 'a project was made');
  file = join(project.folder, project.file_name);
  me = project.people[0].uid;
  await window.run((uid) => localStorage.setItem('assay.person', JSON.stringify(uid)), me);
  // The browser part writes it to the disk a moment later.
  await sleep(1500);
  for (const name of ['items.csv', 'predictions.csv']) {
    await window.quit();
    window = await launch({ home, args: [file, join(folder, name)] });
    const comes = async () => (await window.isThere('import-start')) ? 'import' : (await window.isThere('who-Lea')) ? 'who' : '';
    if ((await until(comes, Boolean, 20_000)) === 'who') await press('who-Lea');
    await window.click(await window.byTestId('import-start', 20_000));
    await window.byTestId('import-report');
  }
  const [[yes]] = rows(file, `SELECT id FROM class WHERE key = 'yes'`);
  for (const [item] of rows(file, 'SELECT id FROM item')) await ask('adjudicate', { item, class: yes });
}

test('a slice is found, opens its rows, and becomes a tag with a rule', async () => {
  await openMade();
  await press('nav-errors');
  await press('errors-view-slices');
  await pictures('slices-empty');
  await enter('slices-support', '15');
  await press('slices-find');
  await window.byTestId('slices-table', 30_000);
  const report = await job('slices_find', { run: 1, min_support: 15, alpha: 0.95, max_level: 3, k: 10, seed: 1, test_share: 0.5 });
  assert.equal(report.slices[0].verdict, 'found');
  await says('slice-0', new RegExp(`${report.slices[0].errors} of ${report.slices[0].n}`));
  await says('slices-facts', /199 searched, 201 tested/);
  await press('slice-tag-0');
  const rules = await until(async () => rows(file, 'SELECT rule FROM tag'), (found) => found.length === 1);
  assert.deepEqual(rules, [[report.slices[0].filter]]);
  await pictures('slices');
  await window.click(await window.find(By.css('[data-testid="slice-0"] button')));
  await window.byTestId('sheet');
  const expected = report.slices[0].n + report.slices[0].search_n;
  await says('row-count', new RegExp(`^${expected}\\b`));
});

test('splits are held against each other', async () => {
  await press('errors-view-drift');
  await press('drift-compare');
  await window.byTestId('drift-table', 30_000);
  assert.match(await (await window.byTestId('drift-size-kolmogorov_smirnov')).getAttribute('data-differs'), /true/);
  assert.match(await (await window.byTestId('drift-colour-chi_square')).getAttribute('data-differs'), /false/);
  await says('drift', /1 item of the second part is in the first/);
  await pictures('drift');
});
