/** A project from nothing: made by clicking and typing, filled from files, set up again, exported. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { By, Key, launch, sleep } from './driver.mjs';
import { rows } from './sample.mjs';

/** Line 6 lacks a cell, line 7 has a key that was there, line 8 is sound again. */
const ITEMS = [
  'id,text,source',
  't1,"I was charged twice, why?",mail',
  't2,"The app closes by itself\nsince Monday",chat',
  't3,أين طردي؟,mail',
  't4,ragged',
  't1,the same key,mail',
  't5,"=HYPERLINK(""x"")",chat',
];
const JUDGMENTS = ['item,rater,label', 't1,Ann,billing', 't1,Bo,billing', 't2,Ann,fault', 't2,Bo,nonsense', 't9,Ann,billing'];

let folder;
let home;
let window;
const file = () => join(home, 'Assay', 'Tickets.assay');
const query = (sql, ...values) => rows(file(), sql, ...values);
const one = (sql, ...values) => query(sql, ...values)[0]?.[0];
const count = (id) => text(`count-${id}`);

/** All text of an element; what WebDriver gives leaves out what a narrow place cuts off. */
async function text(testId) {
  await window.byTestId(testId);
  return window.run((id) => document.querySelector(`[data-testid="${id}"]`)?.textContent ?? '', testId);
}

async function type(testId, ...keys) {
  const field = await window.byTestId(testId);
  await window.click(field);
  await window.chord(Key.CONTROL, 'a');
  await window.keys(...keys);
}

async function press(testId) {
  await window.click(await window.byTestId(testId));
}

/** Waits until the text of an element is as wanted. */
async function says(testId, wanted, within = 10_000) {
  await window.driver.wait(async () => (await text(testId)) === wanted, within, `${testId} never said ${wanted}`);
}

async function pictures(name) {
  for (const theme of ['light', 'dark']) {
    await window.theme(theme);
    for (const [width, height] of [[1920, 1080], [1280, 800]]) {
      await window.resize(width, height);
      await window.screenshot(`${name}-${theme}-${width}`);
    }
    assert.deepEqual(await window.seriousViolations(), [], `${name} in ${theme}`);
  }
  await window.theme('light');
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-files-'));
  home = await mkdtemp(join(tmpdir(), 'assay-home-'));
  const latin = Buffer.from('id;text\nu1;Überweisung\nu2;café\n', 'latin1');
  await writeFile(join(folder, 'items.csv'), `${ITEMS.join('\n')}\n`);
  await writeFile(join(folder, 'latin.csv'), latin);
  await writeFile(join(folder, 'unclosed.csv'), 'id,text\na,"never closed\nb,x\n');
  await writeFile(join(folder, 'judgments.csv'), `${JUDGMENTS.join('\n')}\n`);
  await writeFile(join(folder, 'again.csv'), `${ITEMS.slice(0, 4).join('\n')}\n`);
  const names = ['items.csv', 'latin.csv', 'unclosed.csv', 'judgments.csv', 'again.csv'];
  window = await launch({ home, ready: 'start', args: names.map((name) => join(folder, name)) });
});

after(async () => {
  await window?.quit();
  for (const each of [folder, home]) await rm(each, { recursive: true, force: true, maxRetries: 5 });
});

test('the first screen offers what can be done, and says that files wait', async () => {
  for (const id of ['start-sample', 'start-new', 'start-open', 'recent']) await window.byTestId(id);
  assert.match(await text('start-waiting'), /items\.csv and 4 more/);
  assert.equal(await window.isThere('nav'), false);
  await pictures('start');
});

test('a project is made by clicking and typing', async () => {
  await press('start-new');
  await window.byTestId('new-project');
  const create = await window.byTestId('new-create');
  assert.equal(await create.isEnabled(), false);
  await window.keys('Tickets');
  await type('class-0-name', 'billing', Key.ENTER, 'fault', Key.ENTER, 'fault');
  await window.find(By.css('[data-testid="classes-editor"] [data-testid="trouble"]'));
  assert.equal(await create.isEnabled(), false, 'two classes of one name');
  await type('class-2-name', 'السؤال عن الشحن');
  await type('class-2-key', 'shipping');
  await type('class-2-hotkey', 'x');
  await type('class-0-description', 'Anything about money.');
  await type('question-field', 'What is it about?');
  await press('guideline-source');
  await window.keys('# Tickets', Key.ENTER, Key.ENTER, 'Choose **one** <script>alert(1)</script>.');
  await window.find(By.css('[data-testid="guideline-preview"] strong'));
  assert.equal((await window.driver.findElements(By.css('[data-testid="guideline-preview"] script'))).length, 0);
  await type('policy-judgments', '2');
  await type('policy-gold', '10', Key.TAB);
  await type('person-field', 'Lea');
  await pictures('new-project');
  await window.driver.wait(() => create.isEnabled(), 5000);
  await window.click(create);
  await window.byTestId('import-columns');

  assert.equal(one('SELECT name FROM project'), 'Tickets');
  assert.equal(one('SELECT text FROM question'), 'What is it about?');
  assert.deepEqual(query('SELECT key, name, hotkey, description FROM class ORDER BY position'), [
    ['billing', 'billing', '1', 'Anything about money.'],
    ['fault', 'fault', '2', ''],
    ['shipping', 'السؤال عن الشحن', 'x', ''],
  ]);
  assert.deepEqual(query('SELECT judgments_per_item, gold_share, skip_allowed FROM policy ORDER BY id DESC LIMIT 1'), [[2, 0.1, 1]]);
  assert.match(one('SELECT body FROM guideline WHERE version = 1'), /^# Tickets\n\nChoose \*\*one\*\*/);
  assert.deepEqual(query('SELECT name, is_rater, is_lead, is_analyst FROM person'), [['Lea', 1, 1, 1]]);
  assert.equal(await text('person-switcher'), 'Lea');
  assert.match(await window.driver.getTitle(), /^Tickets/);
});

test('a waiting file is looked at, imported, and its faults are shown with their lines', async () => {
  assert.equal(await text('import-file-name'), 'items.csv');
  assert.match(await text('role-id'), /Item key/);
  assert.match(await text('role-text'), /Content/);
  assert.match(await text('import-columns'), /t1this key stands further up already/);
  assert.match(await text('import-foreseen'), /^1 row above will be rejected/);
  await pictures('import');
  await press('role-source');
  await window.click(await window.byRole('option', 'Leave out'));
  assert.match(await text('role-source'), /Leave out/);
  await press('role-source');
  await window.keys('meta', Key.ENTER);
  assert.match(await text('role-source'), /Metadata/);
  await press('import-start');
  await window.byTestId('import-report');
  for (const [id, n] of [['read', '6'], ['accepted', '4'], ['unchanged', '0'], ['rejected', '2']]) {
    assert.equal(await text(`report-${id}`), n, id);
  }
  const faults = await text('import-faults');
  assert.match(faults, /6Expected 3 cells, found 2/);
  assert.match(faults, /7idThe key t1/);
  await pictures('import-report');
  assert.deepEqual(query('SELECT key FROM item ORDER BY key').flat(), ['t1', 't2', 't3', 't5']);
  assert.equal(one('SELECT count(*) FROM import WHERE finished_at IS NOT NULL'), 1);
});

test('a file that cannot be decoded says where, and is read once its encoding is named', async () => {
  await press('import-next');
  await says('import-file-name', 'latin.csv');
  const trouble = await window.byTestId('trouble');
  assert.equal(await trouble.getAttribute('data-code'), 'undecodable');
  assert.match(await trouble.getText(), /Line 2/);
  assert.equal(await (await window.byTestId('import-start')).isEnabled(), false);
  await pictures('import-undecodable');
  await press('import-encoding');
  await window.keys('windows', Key.ENTER);
  await window.find(By.xpath('//td[contains(., "Überweisung")]'));
  assert.match(await text('import-delimiter'), /Semicolon/);
  await press('import-start');
  await window.byTestId('import-report');
  assert.equal(await text('report-accepted'), '2');
  assert.equal(one(`SELECT json_extract(fields, '$.text') FROM item_content JOIN item ON item.id = item_id WHERE key = 'u1'`), 'Überweisung');
});

test('a file with an unclosed quote is refused with its line, and nothing is changed', async () => {
  const before = query('SELECT key FROM item');
  await press('import-next');
  await says('import-file-name', 'unclosed.csv');
  const trouble = await window.byTestId('trouble');
  assert.equal(await trouble.getAttribute('data-code'), 'unclosed_quote');
  assert.match(await trouble.getText(), /Line 2/);
  assert.deepEqual(query('SELECT key FROM item'), before);
  await press('import-another');
});

test('judgments name unknown labels and items; strict takes nothing', async () => {
  await says('import-file-name', 'judgments.csv');
  await press('import-strict');
  await press('import-start');
  const failed = await window.byTestId('import-failed');
  assert.match(await failed.getText(), /2 of 5 rows cannot be taken/);
  assert.equal(one('SELECT count(*) FROM judgment'), 0);
  await press('import-back');
  await press('import-strict');
  await press('import-start');
  await window.byTestId('import-report');
  const faults = await text('import-faults');
  assert.match(faults, /5label.*nonsense/);
  assert.match(faults, /6item.*t9/);
  assert.equal(await text('report-accepted'), '3');
  assert.equal(one('SELECT count(*) FROM judgment'), 3);
});

test('the same rows again change nothing', async () => {
  await press('import-next');
  await says('import-file-name', 'again.csv');
  await press('import-start');
  const report = await window.byTestId('import-report');
  assert.equal(await report.getAttribute('data-outcome'), 'nothing');
  assert.equal(await text('report-unchanged'), '3');
});

test('a report that was seen makes room for the next file', async () => {
  await press('nav-import');
  await window.byTestId('import-file');
  assert.equal(await window.isThere('import-report'), false);
});

test('the overview counts what is in the file', async () => {
  await press('nav-project');
  await says('count-items', '6');
  assert.equal(await count('judgments'), '3');
  assert.equal(await count('raters'), '3');
  assert.equal(await count('complete'), '1');
  assert.equal(one('SELECT count(*) FROM item'), 6);
  await press('check');
  assert.match(await text('check-result'), /sound/);
  await pictures('project');
});

test('renaming a class keeps its judgments, and a class in use stays', async () => {
  const id = one(`SELECT id FROM class WHERE key = 'billing'`);
  await press('tab-classes');
  await type('class-0-name', 'Money');
  await window.driver.wait(async () => (await window.byTestId('save')).isEnabled(), 5000);
  await press('save');
  await window.driver.wait(() => one('SELECT name FROM class WHERE id = ?', id) === 'Money', 5000);
  assert.equal(one('SELECT count(*) FROM judgment_answer WHERE class_id = ?', id), 2);
  await press('class-0-remove');
  await window.driver.wait(async () => (await window.byTestId('save')).isEnabled(), 5000);
  await press('save');
  const refused = await window.byTestId('trouble');
  assert.equal(await refused.getAttribute('data-code'), 'class_in_use');
  await press('nav-export');
  await window.click(await window.find(By.xpath('//*[@role="alertdialog"]//button[contains(., "Discard")]')));
  await window.byTestId('screen-export');
  assert.equal(one('SELECT count(*) FROM class WHERE retired_at IS NULL'), 3);
});

test('a new guideline is a new version', async () => {
  await press('nav-project');
  await press('tab-guideline');
  await press('guideline-edit');
  await press('guideline-source');
  await window.chord(Key.CONTROL, Key.END);
  await window.keys(Key.ENTER, Key.ENTER, 'New: refunds are billing.');
  await press('guideline-publish');
  await window.find(By.xpath('//p[contains(., "Version 2, published")]'));
  assert.match(one('SELECT body FROM guideline WHERE version = 2'), /refunds are billing\.$/);
  assert.match(one('SELECT body FROM guideline WHERE version = 1'), /^# Tickets/);
  await pictures('project-guideline');
});

test('the policy and the name are changed', async () => {
  await press('tab-policy');
  await type('policy-judgments', '5000', Key.TAB);
  await window.find(By.xpath('//*[text()="It must lie between 1 and 1,000."]'));
  await type('policy-judgments', '3');
  await press('save');
  await window.driver.wait(() => one('SELECT judgments_per_item FROM policy ORDER BY id DESC LIMIT 1') === 3, 5000);
  await press('tab-overview');
  await press('rename');
  await type('rename-field', 'Tickets II', Key.ENTER);
  await says('project-name', 'Tickets II');
  assert.equal(one('SELECT name FROM project'), 'Tickets II');
});

test('an exported file holds what the project holds', async () => {
  await press('nav-export');
  await press('export-start');
  await window.byTestId('exported');
  await pictures('export');
  const path = join(home, 'Assay', 'Tickets-judgments.csv');
  const lines = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  assert.match(lines[0], /item,rater,label,question/);
  assert.deepEqual(
    lines.slice(1).map((line) => line.split(',').slice(0, 3).join(',')).sort(),
    ['t1,Ann,billing', 't1,Bo,billing', 't2,Ann,fault'],
  );
  await window.click(await window.find(By.xpath('//label[contains(., "Final labels")]')));
  await window.click(await window.find(By.xpath('//label[contains(., "CSV for programs (exact)")]')));
  await press('export-start');
  await window.driver.wait(() => existsSync(join(home, 'Assay', 'Tickets-labels.csv')), 5000);
  await window.find(By.xpath('//*[@data-testid="exported"]//li[2]'));
  assert.match(await text('exported'), /Tickets-labels\.csvFinal labels · 6 rows/);
  await window.click(await window.find(By.xpath('//label[contains(., "Priorities")]')));
  await window.find(By.xpath('//*[contains(., "There is no run yet")]'));
  assert.equal(await (await window.byTestId('export-start')).isEnabled(), false);
});

test('people have roles, and a rater reaches only what is for raters', async () => {
  await press('nav-project');
  await press('tab-people');
  await type('person-name', 'Rita', Key.ENTER);
  await window.byTestId('roles-Rita-rater');
  assert.deepEqual(query(`SELECT is_rater, is_lead, is_analyst FROM person WHERE name = 'Rita'`), [[1, 0, 0]]);
  await window.click(await window.find(By.xpath('//label[.//*[@data-testid="roles-Lea-lead"] or @data-testid="roles-Lea-lead"]')));
  const refused = await window.byTestId('trouble');
  assert.equal(await refused.getAttribute('data-code'), 'last_lead');
  await pictures('project-people');
  await press('person-switcher');
  await window.keys(Key.END, Key.ENTER);
  await window.byTestId('who');
  await pictures('who');
  await press('who-Rita');
  await window.gone('who');
  await says('person-switcher', 'Rita');
  assert.equal(await (await window.byTestId('nav-quality')).getAttribute('aria-disabled'), 'true');
  assert.equal(await (await window.byTestId('nav-label')).getAttribute('aria-disabled'), null);
  await press('nav-quality');
  await window.find(By.xpath('//p[contains(., "needs the role “analyst”")]'));
  await window.byTestId('screen-project');
});

test('a project is closed, and opened again from the list; a stranger is asked who they are', async () => {
  await press('project-menu');
  await window.click(await window.byRole('menuitem', 'Close project'));
  await window.byTestId('start');
  assert.equal(await window.driver.getTitle(), 'Assay');
  await window.run(() => localStorage.clear());
  await window.quit();
  window = await launch({ home, ready: 'start' });
  await window.click(await window.find(By.css('[data-testid="recent"] li button')));
  await window.byTestId('who');
  await type('who-name', 'Nora', Key.ENTER);
  await window.gone('who');
  await says('person-switcher', 'Nora');
  assert.equal(one(`SELECT is_rater FROM person WHERE name = 'Nora'`), 1);
  await window.quit();
  window = await launch({ home, args: [file()] });
  await says('person-switcher', 'Nora');
});

test('keys are enough: a project is made without the pointer', async () => {
  await window.chord(Key.CONTROL, 'n');
  await window.byTestId('new-project');
  await window.keys('By keys', Key.TAB, Key.TAB, Key.TAB, 'yes', Key.ENTER, 'no');
  const create = await window.byTestId('new-create');
  await window.driver.wait(() => create.isEnabled(), 5000);
  for (let tabs = 0; tabs < 60; tabs += 1) {
    const at = await window.run(() => document.activeElement?.getAttribute('data-testid'));
    if (at === 'new-create') break;
    await window.keys(Key.TAB);
  }
  await window.keys(Key.ENTER);
  await says('project-name', 'By keys');
  assert.ok(existsSync(join(home, 'Assay', 'By keys.assay')));
  await sleep(100);
});
