/** Two runs side by side, the leaderboard, the record of a run, promises and pipelines in the real window. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { By, Key } from './driver.mjs';
import { answerDialog, command, openSample, rows, until } from './sample.mjs';

let window;
let file;
let me;
let runs;

const ask = (name, request = null) => command(window, name, request, me);
const press = async (testId) => window.click(await window.byTestId(testId));
const says = async (testId, wanted) => assert.match(await until(() => window.text(testId), (text) => wanted.test(text)), wanted);
const counted = async () => Number((await window.text('row-count')).replaceAll(',', '').match(/^\d+/)?.[0]);
const rowCount = async (n) => assert.equal(await until(counted, (now) => now === n), n);

async function pick(testId, name) {
  await press(testId);
  await window.click(await window.find(By.xpath(`//*[@role="option"][.//text()[contains(., "${name}")]]`)));
}

async function enter(testId, text) {
  await press(testId);
  await window.chord(Key.CONTROL, 'a');
  await window.keys(text, Key.TAB);
}

async function pictures(name, testId = null) {
  for (const theme of ['light', 'dark']) {
    await window.theme(theme);
    if (testId) await window.run((element) => element.scrollIntoView({ block: 'start' }), await window.byTestId(testId));
    await window.screenshot(`compare-${name}-${theme}`);
    assert.deepEqual(await window.seriousViolations(), []);
  }
}

/** Items by whether the two runs were right, counted by another program. */
const fourKinds = () => {
  const right = 'p.class_id = f.class_id';
  const [[fixed, regressed, bothWrong, bothRight]] = rows(
    file,
    `SELECT SUM(NOT a AND b), SUM(a AND NOT b), SUM(NOT a AND NOT b), SUM(a AND b) FROM (
       SELECT MAX(CASE WHEN p.run_id = ?1 THEN ${right} END) AS a, MAX(CASE WHEN p.run_id = ?2 THEN ${right} END) AS b
       FROM prediction p JOIN reference f ON f.item_id = p.item_id GROUP BY p.item_id) WHERE a IS NOT NULL AND b IS NOT NULL`,
    runs[0].id,
    runs[1].id,
  );
  return { fixed, regressed, both_wrong: bothWrong, both_right: bothRight };
};

before(async () => {
  const opened = await openSample();
  ({ window, file } = opened);
  me = opened.project.people.find((person) => person.name === 'Tester').uid;
  const tag = await ask('tag_create', { name: 'edge by rule' });
  await ask('tag_update', { tag: tag.id, edit: { rule: 'touches_edge = 1' } });
  runs = await ask('run_list');
  await press('nav-errors');
  await pick('run', runs[1].name);
});

after(async () => {
  await window?.quit();
});

test('what the later run fixed and broke is counted, and opens in the sheet', async () => {
  await press('errors-view-compare');
  const kinds = fourKinds();
  for (const [kind, n] of Object.entries(kinds)) await says(`compare-${kind}`, new RegExp(`^${n}(?!\\d)`));
  const found = await ask('runs_compare', { a: runs[0].id, b: runs[1].id });
  await says('compare-difference', new RegExp(Math.abs(found.difference.value * 100).toFixed(2)));
  await says('compare-test', /McNemar/);
  await pictures('summary');
  await press('compare-fixed');
  await rowCount(kinds.fixed);
  await press('errors-view-compare');
  await press('compare-regressed');
  await rowCount(kinds.regressed);
  await press('errors-view-compare');
});

test('parts are drawn with their verdicts, and a filter narrows the comparison', async () => {
  await pick('compare-field', 'touches_edge');
  await window.byTestId('compare-slices');
  const before = await window.text('compare-both_right');
  await enter('compare-filter', 'touches_edge = 1');
  await press('compare-filter');
  await window.keys(Key.ENTER);
  await until(() => window.text('compare-both_right'), (now) => now !== before);
  const found = await ask('runs_compare', { a: runs[0].id, b: runs[1].id, filter: 'touches_edge = 1' });
  await says('compare-both_right', new RegExp(`^${found.both_right}(?!\\d)`));
  await enter('compare-filter', 'nonsense = 1');
  await press('compare-filter');
  await window.keys(Key.ENTER);
  await window.find(By.xpath('//*[contains(., "there is no column `nonsense`")]'));
  await enter('compare-filter', Key.BACK_SPACE);
  await press('compare-filter');
  await window.keys(Key.ENTER);
  await until(() => window.text('compare-both_right'), (now) => now === before);
  await pictures('parts', 'compare-tags');
});

test('the record of a run is written, and stands in the leaderboard and its file', async () => {
  await press('record-edit');
  await enter('record-version', '64px');
  await enter('record-code_commit', 'f00dfeed');
  await enter('record-hyperparameters', '{"C": 1.5}');
  await pictures('record-dialog');
  await press('record-save');
  await window.gone('record-dialog');
  assert.deepEqual(rows(file, 'SELECT version, code_commit, hyperparameters FROM run WHERE id = ?', runs[1].id), [
    ['64px', 'f00dfeed', '{"C": 1.5}'],
  ]);
  await says('record', /f00dfeed/);
  await says('leaderboard', /64px/);
  await pictures('leaderboard', 'leaderboard');
  await press('leaderboard-save');
  const saved = join(dirname(file), 'board.csv');
  await answerDialog(saved);
  const text = await until(() => readFile(saved, 'utf8').catch(() => ''), (now) => now !== '');
  const [header, first] = text.trim().split(/\r?\n/);
  assert.match(header, /^run,bands,accuracy,accuracy_lower/);
  assert.ok(text.includes('f00dfeed') && first.startsWith(runs.map(({ name }) => name).find((name) => first.startsWith(name))), text);
});

test('a promise is kept on one run and held against the next', async () => {
  await pick('run', runs[0].name);
  await press('promise-new');
  const tag = (await ask('tag_list')).find(({ name }) => name === 'edge by rule');
  await press(`promise-tag-${tag.id}`);
  await enter('promise-note', 'more pictures of the edge');
  await pictures('promise-dialog');
  await press('promise-save');
  await window.gone('promise-dialog');
  assert.deepEqual(rows(file, 'SELECT t.name, p.run_id, p.note FROM promise p JOIN promise_tag t ON t.promise_id = p.id'), [
    ['edge by rule', runs[0].id, 'more pictures of the edge'],
  ]);
  await pick('run', runs[1].name);
  await says('promises', /edge by rule/);
  await pictures('promises', 'promises');
});

test('a pipeline says what each stage gains, and opens its errors', async () => {
  await press('errors-view-pipelines');
  await pictures('pipelines-empty');
  await press('pipeline-new');
  await enter('pipeline-name', 'reader');
  await pick('pipeline-base', runs[0].name);
  await enter('pipeline-stage-0', 'resolution');
  await pick('pipeline-run-0', runs[1].name);
  await pictures('pipeline-dialog');
  await press('pipeline-save');
  await window.gone('pipeline-dialog');
  assert.deepEqual(rows(file, 'SELECT stages, run_id FROM pipeline_run ORDER BY stages'), [
    [0, runs[0].id],
    [1, runs[1].id],
  ]);
  const { fixed } = fourKinds();
  await says('pipeline-errors-0', new RegExp(`^${fixed}$`));
  await pictures('pipeline');
  await press('pipeline-errors-0');
  await rowCount(fixed);
});

test('an archived run is out of the lists, and comes back', async () => {
  await pick('run', runs[1].name);
  await press('errors-view-compare');
  await press('record-archive');
  await says('record', /archived/);
  await until(() => window.text('leaderboard'), (text) => /1 archived run/.test(text));
  await press('record-archive');
  assert.equal(await until(async () => rows(file, 'SELECT COUNT(archived_at) FROM run')[0][0], (n) => n === 0), 0);
});
