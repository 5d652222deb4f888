/** What to fix next, in the real window: ranks that are tied, overlaps, weights, a score, what if; all as the workbench says. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { By, Key } from './driver.mjs';
import { answerDialog, command, openSample, rows, until } from './sample.mjs';

let window;
let file;
let me;
let run;
let tags;

const rpc = (name, request = null) => command(window, name, request, me);
const press = async (testId) => window.click(await window.byTestId(testId));
const says = async (testId, wanted) => assert.match(await until(() => window.text(testId), (text) => wanted.test(text)), wanted);
const valueOf = (testId) =>
  window.run((id) => {
    const found = document.querySelector(`[data-testid="${id}"]`);
    return found?.dataset.value === undefined ? null : Number(found.dataset.value);
  }, testId);
const cell = (tag, name) =>
  window.run(
    (id, key) => {
      const value = document.querySelector(`[data-testid="priority-${id}"] [data-testid="${key}"]`)?.dataset.value;
      return value === undefined ? null : Number(value);
    },
    tag,
    name,
  );
const becomes = async (what, read, wanted) => assert.equal(await until(read, (found) => found === wanted, 5_000), wanted, what);

async function pick(testId, name) {
  await press(testId);
  await window.click(await window.find(By.xpath(`//*[@role="option"][contains(., "${name}")]`)));
}

async function pictures(name) {
  for (const theme of ['light', 'dark']) {
    await window.theme(theme);
    await window.resize(1280, 800);
    await window.screenshot(`priorities-${name}-${theme}`);
    assert.deepEqual(await window.seriousViolations(), []);
  }
  await window.theme('light');
}

before(async () => {
  const opened = await openSample();
  ({ window, file } = opened);
  me = opened.project.people.find((person) => person.name === 'Tester').uid;
  await window.resize(1280, 800);
  run = (await rpc('run_list')).at(-1);
  for (const [name, rule] of [['very dark', 'brightness > 190'], ['bright', 'brightness < 150'], ['seven or nine', 'label = 7 or label = 9']]) {
    await rpc('tag_create', { name, rule });
  }
  tags = Object.fromEntries((await rpc('tag_list')).map((tag) => [tag.name, tag.id]));
  await press('nav-errors');
  await window.byTestId('sheet');
  await pick('run', run.name);
  await press('nav-priorities');
  await window.byTestId('priorities');
});

after(async () => {
  await window?.quit();
});

test('each figure stands with the snapshot it is of, and ranks that are tied are said and banded', async () => {
  const report = await rpc('priorities_get', { run: run.id });
  await says('snapshot', new RegExp(`revision ${report.reference_revision}, .*20\\d\\d`));
  for (const row of report.rows) {
    for (const name of ['zero_error_ceiling', 'share_of_errors', 'miss_rate', 'share_of_items', 'hlp_gain', 'gap']) {
      assert.equal(await cell(row.tag.id, name), row[name]?.value ?? null, `${row.tag.name}: ${name}`);
    }
  }
  await press('sort-zero_error_ceiling');
  const bands = report.by_ceiling.bands;
  assert.ok(bands.length > 0, 'the sample has tags that are close');
  await says('ties', new RegExp(`ranks ${bands[0].from} to ${bands[0].to}.*cannot be told apart`));
  const lit = await window.run(() => document.querySelectorAll('[data-testid="priorities"] i[data-on]').length);
  assert.equal(lit, bands.slice(0, 3).reduce((sum, { from, to }) => sum + to - from + 1, 0));
  await pictures('table');
});

test('overlapping tags are counted in three ways', async () => {
  await window.click(await window.find(By.xpath('//*[@data-testid="priorities-view"]//label[contains(., "Overlap")]')));
  await window.byTestId('overlap');
  const report = await rpc('priorities_get', { run: run.id });
  for (const row of report.rows) {
    assert.equal(await cell(row.tag.id, 'only'), row.only.value, row.tag.name);
    assert.equal(await cell(row.tag.id, 'split'), row.split.value, row.tag.name);
  }
  await says('overlap', new RegExp(`${(report.overlap.share_of_errors.value * 100).toFixed(1)} % of the errors have at least one of the ${report.overlap.tags.length} tags`));
  await pictures('overlap');
  await window.click(await window.find(By.xpath('//*[@data-testid="priorities-view"]//label[contains(., "costs")]')));
});

test('what if shows the union of the chosen tags, a plan, and opens their errors', async () => {
  const chosen = [tags['heavy ink'], tags['seven or nine']].toSorted((a, b) => a - b);
  for (const tag of chosen) await press(`choose-${tag}`);
  const what = await rpc('priorities_if', { run: run.id, tags: chosen });
  await becomes('the union', () => valueOf('what-if-ceiling'), what.ceiling.value);
  assert.equal(await valueOf('accuracy-then'), what.accuracy_then.value);
  const own = await rpc('priorities_get', { run: run.id });
  const sum = own.rows.filter((row) => chosen.includes(row.tag.id)).reduce((all, row) => all + row.zero_error_ceiling.value, 0);
  assert.ok(what.ceiling.value <= sum + 1e-12, 'a union is no sum');
  assert.equal(await window.run(() => document.querySelectorAll('[data-testid="plan"] tbody tr').length), what.plan.length);
  await press('what-if-suspects');
  await until(async () => (await window.isThere('suspects')) || (await window.text('what-if')).includes('scores of every class'), Boolean);
  const aside = await rpc('priorities_if', { run: run.id, tags: chosen, suspects: true });
  if (aside.suspects) assert.equal(await valueOf('suspects-tags-after'), aside.suspects.tags_after.value);
  else await says('what-if', /scores of every class/);
  await window.run(() => document.querySelector('[data-testid="what-if"]').scrollIntoView());
  await pictures('what-if');
  await press('what-if-rows');
  await window.byTestId('sheet');
  assert.equal(await window.run(() => document.querySelector('[data-testid="filter"]').value), '(tag:"heavy ink" = yes or tag:"seven or nine" = yes) and pred != label');
  await press('nav-priorities');
  await window.byTestId('priorities');
});

test('a score is there once someone writes a formula, and a fault is shown at its place', async () => {
  assert.equal(await window.isThere('score'), false);
  await press('priorities-formula');
  await window.keys('ceiling * wealth', Key.ENTER);
  await window.byTestId('formula-fault');
  assert.equal(await window.run(() => document.querySelector('[data-testid="formula-fault"] mark').dataset.at), '10');
  await pictures('fault');
  await press('priorities-formula');
  await window.chord(Key.CONTROL, 'a');
  await window.keys('ceiling * importance * ease', Key.ENTER);
  await window.gone('formula-fault');
  await window.byTestId('score');
  const report = await rpc('priorities_get', { run: run.id });
  assert.equal(report.formula, 'ceiling * importance * ease');
  const [scored] = report.rows.filter((row) => row.score.value !== null);
  await becomes('the score', () => cell(scored.tag.id, 'score'), scored.score.value);
  assert.deepEqual(JSON.parse(rows(file, "SELECT value FROM setting WHERE name = 'priorities'")[0][0]).formula, 'ceiling * importance * ease');
});

test('items are weighed by a field beside the plain figures', async () => {
  await pick('priorities-weight', 'brightness');
  await says('weights', /Weighted by brightness: \d+ rows/);
  const report = await rpc('priorities_get', { run: run.id });
  assert.equal(report.weights.field, 'brightness');
  for (const row of report.rows) {
    await becomes(row.tag.name, () => cell(row.tag.id, 'weighted_zero_error_ceiling'), row.weighted.zero_error_ceiling.value);
    assert.equal(await cell(row.tag.id, 'zero_error_ceiling'), row.zero_error_ceiling.value);
  }
  await pictures('weights');
});

test('what is shown is saved, with the snapshot in every row', async () => {
  const target = join(dirname(file), 'what to fix.csv');
  await press('priorities-csv');
  await answerDialog(target);
  const text = await until(() => readFile(target, 'utf8').catch(() => ''), (found) => found !== '');
  const [head, ...lines] = text.trim().split('\n').map((line) => line.trim().split(','));
  const report = await rpc('priorities_get', { run: run.id });
  assert.equal(lines.length, report.rows.length);
  const at = (name) => head.indexOf(name);
  for (const [place, row] of report.rows.entries()) {
    assert.equal(lines[place][at('tag')], row.tag.name);
    assert.equal(Number(lines[place][at('weighted_zero_error_ceiling')]), row.weighted.zero_error_ceiling.value);
    assert.equal(Number(lines[place][at('reference_revision')]), report.reference_revision);
  }
  assert.ok(at('score = ceiling * importance * ease') > 0, head.join());
});
