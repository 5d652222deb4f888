/** Predictions in other layouts come in, and files for other programs and for people go out, in the real window. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { By, output } from './driver.mjs';
import { answerDialog, command, openSample, rows, until } from './sample.mjs';

let window;
let project;
let file;
let me;
let folder;
let run;

const rpc = (name, request) => command(window, name, request, me);
const press = async (id) => window.click(await window.byTestId(id));
const says = async (id, wanted) => {
  const text = await until(async () => ((await window.isThere(id)) ? window.text(id) : ''), (now) => wanted.test(now), 20_000);
  assert.match(text, wanted);
};
const option = async (label) => window.click(await window.find(By.xpath(`//*[@role="option"][contains(normalize-space(.), "${label}")]`)));
const radio = async (group, label) =>
  window.click(await window.find(By.xpath(`//*[@data-testid="${group}"]//label[starts-with(normalize-space(.), "${label}")]`)));

/** What is typed while the dialog of the system still opens is lost; then it is typed again. */
async function answered(path) {
  for (let tries = 0; tries < 3; tries += 1) {
    await answerDialog(path);
    if (await until(() => window.isThere('import-file-name'), Boolean, 8_000)) return;
  }
  assert.fail('the dialog took no path');
}

async function pictures(name) {
  for (const theme of ['light', 'dark']) {
    await window.theme(theme);
    await window.screenshot(`${name}-${theme}`);
  }
  await window.theme('light');
}

/** Three tasks of two models; one item is unknown, one answer is no class. */
const tasks = (keys) =>
  [...keys, 'nobody'].map((key, at) => ({
    id: at + 1,
    data: { digit: key },
    predictions: ['small', 'large'].map((model) => ({
      model_version: model,
      score: 0.75,
      result: [{ type: 'choices', value: { choices: [at === 1 && model === 'large' ? 'eleven' : '3'] } }],
    })),
  }));

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-export-'));
  const path = join(folder, 'tasks.json');
  ({ window, project, file } = await openSample());
  await writeFile(path, JSON.stringify(tasks(rows(file, 'SELECT key FROM item ORDER BY id LIMIT 3').flat())));
  me = project.people.find((person) => person.name === 'Tester').uid;
  run = (await rpc('run_list'))[0];
});

after(async () => {
  await window?.quit();
  await rm(folder, { recursive: true, force: true });
});

test('tasks of Label Studio are understood, and every mismatch is counted', async () => {
  await press('nav-import');
  await press('import-file');
  await answered(join(folder, 'tasks.json'));
  await says('import-layout', /Tasks of Label Studio.*Of the first 4 rows, 3 name an item/s);
  await press('import-model');
  await option('large');
  // What this model says of the second item is no class; the other one’s answers all are.
  await says('import-columns', /no class of the project/);
  assert.equal(await (await window.byTestId('import-run')).getAttribute('value'), 'large');
  await pictures('import-layout');
  await press('import-start');
  await says('report-accepted', /^2$/);
  await says('report-rejected', /^2$/);
  await says('import-mismatches', /1 rejected: (unknown item|no class).*1 rejected: (unknown item|no class)/s);
  await pictures('import-mismatches');
  assert.deepEqual(rows(file, "SELECT count(*) FROM prediction p JOIN run ON run.id = p.run_id WHERE run.name = 'large'"), [[2]]);
});

test('the error sheet goes out as an Excel workbook', async () => {
  await press('nav-export');
  await radio('export-what', 'Error sheet');
  await press('export-run');
  await option(run.name);
  await radio('export-mode', 'Excel workbook');
  await pictures('export-sheet');
  await press('export-start');
  await says('exported', /-sheet-.*\.xlsx/);
  const name = readdirSync(project.folder).find((each) => each.endsWith('.xlsx'));
  assert.equal(readFileSync(join(project.folder, name)).subarray(0, 2).toString(), 'PK');
});

test('a report is one page with the figures of the run', async () => {
  await radio('export-what', 'Report of a run');
  assert.equal(await window.isThere('export-mode'), false, 'there is one way to write it');
  await press('export-examples');
  await option('3 wrong rows');
  await pictures('export-report');
  await press('export-start');
  await says('exported', /-report-.*\.html/);
  const name = readdirSync(project.folder).find((each) => each.endsWith('.html'));
  const page = readFileSync(join(project.folder, name), 'utf8');
  // To be looked at.
  await writeFile(join(output, 'report.html'), page);
  const { accuracy } = await rpc('run_report', { run: run.id });
  for (const number of [accuracy.value, accuracy.lower, accuracy.upper]) {
    const there = [...page.matchAll(/<data value="([^"]+)">/g)].some(([, text]) => Math.abs(Number(text) - number) < 1e-12);
    assert.ok(there, `${number} is not on the page`);
  }
  assert.ok(!page.includes('<script') && !page.includes('http://') && !page.includes('https://'));
});

test('what is there already is refused unless it is to be replaced', async () => {
  const target = join(folder, 'mine.csv');
  await writeFile(target, 'by hand\n');
  assert.ok(existsSync(target));
  // The second export beside the project takes a number, and the first stays.
  await radio('export-what', 'Final labels');
  await press('export-start');
  await says('exported', /-labels\.csv/);
  await press('export-start');
  await says('exported', /-labels 2\.csv/);
});

test('nothing serious is found by axe', async () => {
  assert.deepEqual(await window.seriousViolations(), []);
});
