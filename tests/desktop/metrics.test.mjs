/** Metrics and checks of a run in the real window: every figure is the command's, every part opens its rows. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { By, Key, sleep } from './driver.mjs';
import { command, openSample, rows, until } from './sample.mjs';

let window;
let file;
let me;
let run;
let report;

const rpc = (name, request) => command(window, name, request, me);
const comesTrue = async (what, check) => assert.ok(await until(check, Boolean, 8_000), `it never came to be: ${what}`);
const there = (id, text) => comesTrue(`${id} says ${text}`, async () => (await window.text(id).catch(() => '')).includes(text));
const view = async (id) => window.click(await window.byTestId(`errors-view-${id}`));
const counted = async () => Number((await window.text('row-count')).replaceAll(',', '').match(/^\d+/)?.[0]);
const choose = async (select, text) => {
  await window.click(await window.byTestId(select));
  await window.click(await window.find(By.xpath(`//*[@role="option"][.//text()[normalize-space(.)=${JSON.stringify(text)}]]`)));
};
const type = async (id, text) => {
  const field = await window.byTestId(id);
  await field.click();
  await window.chord(Key.CONTROL, 'a');
  await window.keys(text);
};

before(async () => {
  const opened = await openSample();
  ({ window, file } = opened);
  me = opened.project.people.find((person) => person.name === 'Tester').uid;
  // The run with most errors says most.
  run = (await rpc('run_list')).toSorted((a, b) => b.errors - a.errors)[0];
  report = await rpc('run_metrics', { run: run.id });
  await window.click(await window.byTestId('nav-errors'));
  await window.byTestId('sheet');
  await window.click(await window.byTestId('run'));
  await window.click(await window.find(By.xpath(`//*[@role="option"][.//text()[contains(., "${run.name}")]]`)));
  await view('metrics');
});

after(async () => {
  await window?.quit();
});

test('the figures are those of the command', async () => {
  await there('metrics-n', `${report.n} rows with a reference label, ${report.errors} wrong`);
  await there('figure-accuracy', report.accuracy.value.toFixed(3));
  await there('figure-balanced', report.balanced_accuracy.value.toFixed(3));
  await there('figure-matthews', report.matthews.value.toFixed(3));
  if (report.scores.macro_auc.value !== null) await there('figure-auc', report.scores.macro_auc.value.toFixed(3));
  await there('metrics-averages', report.averages[1].f1.value.toFixed(3));
  await sleep(400);
  await window.screenshot('metrics-light');
});

test('a threshold moves by keys, and its counts follow', async () => {
  const [, second] = report.classes;
  const ofClass = report.class_ids[1];
  const curve = await rpc('run_curve', { run: run.id, class: ofClass });
  await choose('metrics-class', (await rpc('project_overview')).question.classes.find(({ key }) => key === second).name);
  await there('threshold-value', curve.best_f1.threshold.toFixed(3));
  await there('at-tp', String(curve.best_f1.true_positives));
  const slider = await window.byTestId('threshold');
  await window.run(() => document.querySelector('[data-testid="threshold"]').focus());
  await window.keys(Key.HOME);
  await there('at-fn', '0');
  await there('at-tp', String(curve.positives));
  await window.keys(Key.END);
  await there('at-tp', String(curve.points[0].true_positives));
  await window.keys(Key.ARROW_LEFT);
  await there('threshold-value', curve.points[1].threshold.toFixed(3));
  assert.equal(await slider.getAttribute('aria-valuetext'), curve.points[1].threshold.toFixed(3));
  const wanted = await rpc('run_curve', { run: run.id, class: ofClass, recall: 0.9 });
  await window.click(await window.byTestId('recall-find'));
  await there('threshold-value', wanted.at_recall.threshold.toFixed(3));
  await window.run(() => document.querySelector('[data-testid="curves"]').scrollIntoView());
  await sleep(400);
  await window.screenshot('metrics-curves-light');
});

test('a field gives parts and groups, each with its rows', async () => {
  const [field] = await rpc('field_list');
  await choose('metrics-field', field.name);
  const gaps = await rpc('run_gaps', { run: run.id, field: field.id, class: report.class_ids[1] });
  const [group] = gaps.groups;
  await window.byTestId(`gap-accuracy-${group.name}`);
  await window.byTestId(`gap-false_negative_rate-${group.name}`);
  await there(`part-${group.name}`, String(group.n));
  await window.run(() => document.querySelector('[data-testid="gaps"]').scrollIntoView());
  await sleep(400);
  await window.screenshot('metrics-gaps-light');
  await choose('metrics-slice', group.name);
  const slice = await rpc('run_metrics', { run: run.id, filter: group.filter });
  await there('metrics-n', `${slice.n} rows of the slice`);
  await window.click(await window.byTestId('metrics-rows'));
  await comesTrue('rows of the group', async () => (await counted()) === (slice.n + slice.unscored));
  await view('metrics');
  await choose('metrics-slice', 'All rows');
});

test('a wrong filter says what is wrong', async () => {
  await type('metrics-filter', 'nope = 1');
  await window.keys(Key.ENTER);
  await comesTrue('a fault', async () => (await window.text('metrics')).includes('nope'));
  await type('metrics-filter', Key.BACK_SPACE);
  await window.keys(Key.ENTER);
  await there('metrics-n', `${report.n} rows with`);
});

test('a row of the confusion matrix opens its rows', async () => {
  const [first] = report.classes;
  const inRow = report.confusion[0].reduce((sum, n) => sum + n, 0);
  await window.click(await window.byTestId(`row-${first}`));
  await comesTrue('rows of the class', async () => (await counted()) === inRow);
  assert.equal(
    rows(file, 'SELECT count(*) FROM prediction p JOIN reference f ON f.item_id = p.item_id JOIN class c ON c.id = f.class_id WHERE p.run_id = ? AND c.key = ?', run.id, first)[0][0],
    inRow,
  );
});

test('checks are made, run, told beside the run, and retired', async () => {
  await view('checks');
  await window.click(await window.byTestId('check-add'));
  await window.byTestId('check-dialog');
  await type('check-name', 'never wrong');
  await type('check-threshold', '0.999');
  await window.click(await window.byTestId('check-save'));
  await window.gone('check-dialog');
  await there('check-never wrong', 'fail');
  await there('failing-checks', '1 check fails');
  await window.click(await window.byTestId('check-add'));
  await type('check-name', 'mostly right');
  await type('check-threshold', '0.5');
  await window.click(await window.byTestId('check-save'));
  await window.gone('check-dialog');
  await there('check-mostly right', 'pass');
  await there('checks-counts', '1 pass, 1 fail, 0 undecided');
  const kept = rows(file, 'SELECT c.name, r.verdict, r.value FROM check_result r JOIN standing_check c ON c.id = r.check_id JOIN check_look l ON l.id = r.look_id WHERE l.id = (SELECT MAX(id) FROM check_look) ORDER BY c.id');
  assert.deepEqual(kept, [
    ['never wrong', 'fail', report.accuracy.value],
    ['mostly right', 'pass', report.accuracy.value],
  ]);
  await sleep(400);
  await window.screenshot('checks-light');
  await window.click(await window.byTestId('errors-view-sheet'));
  await window.click(await window.byTestId('failing-checks'));
  await window.byTestId('checks');
});

test('both screens in the dark', async () => {
  await window.theme('dark');
  await sleep(300);
  await window.screenshot('checks-dark');
  await view('metrics');
  await window.byTestId('metrics-figures');
  await sleep(600);
  await window.screenshot('metrics-dark');
  await window.run(() => document.querySelector('[data-testid="curves"]').scrollIntoView());
  await sleep(300);
  await window.screenshot('metrics-curves-dark');
  await window.run(() => document.querySelector('[data-testid="gaps"]').scrollIntoView());
  await sleep(300);
  await window.screenshot('metrics-gaps-dark');
});
