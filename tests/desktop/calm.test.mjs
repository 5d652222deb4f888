/** While others write to the file: what a person has before them stays, with focus, typed text and open menus, and follows. */
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { By, Key, binary, launch } from './driver.mjs';
import { command, itemInView, openSample, rows, until } from './sample.mjs';

const TAG = 'from outside';

let home;
let window;
let file;
let project;
let me;
let run;

const cli = join(dirname(binary()), 'assay');
/** The window asks meanwhile, so this process must not stand still. */
const terminal = (...args) => promisify(execFile)(cli, ['--as', 'Terminal', ...args]);
const press = async (testId) => window.click(await window.byTestId(testId));

/** A change by another program: one row after another is marked at a terminal. */
let turn = 0;
function writeOutside() {
  const [[key]] = rows(file, 'SELECT key FROM item ORDER BY id LIMIT 1 OFFSET ?', turn);
  turn += 1;
  return mark(key);
}
const mark = (key, how = 'yes') => terminal('tag', file, '--run', run.name, '--where', `key = "${key}"`, '--tag', TAG, how);

/** Counts how often the window asks for the project. */
const countPolls = () =>
  window.run(() => {
    globalThis.polls = 0;
    const { fetch } = globalThis;
    globalThis.fetch = (...args) => {
      const body = args[1]?.body ?? '';
      const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
      if (text.includes('"project_overview"')) globalThis.polls += 1;
      return fetch(...args);
    };
  });
const polls = () => window.run(() => globalThis.polls);

/** Everything in view is kept hold of, with what has the focus and what was typed; notices come and go by themselves. */
const hold = () =>
  window.run(() => {
    const told = document.querySelector('section[aria-live]');
    // What stands within a cell of the sheet is what may change.
    const all = [...document.body.querySelectorAll('*')].filter((each) => !told?.contains(each) && !each.parentElement.closest('[role="gridcell"]'));
    const { activeElement: at } = document;
    globalThis.held = { all, at, start: at.selectionStart, end: at.selectionEnd, value: at.value };
    return { n: all.length, value: at.value ?? '' };
  });

const look = () =>
  window.run(() => {
    const { all, at, start, end, value } = globalThis.held;
    const said = (each) => `${each.tagName} ${each.getAttribute('data-testid') ?? each.getAttribute('class') ?? ''} ${each.textContent.slice(0, 40)}`;
    const gone = all.filter((each) => !each.isConnected);
    return {
      gone: gone.filter((each) => !gone.includes(each.parentElement)).map(said),
      focus: document.activeElement === at,
      text: at.selectionStart === start && at.selectionEnd === end && at.value === value,
    };
  });

/** A change by another program, one poll that sees it, and the next, by when all that follows from it was asked for. */
async function stays(what, { typed = false, change = writeOutside } = {}) {
  const { n, value } = await hold();
  assert.ok(n > 30, `${what} is shown`);
  if (typed) assert.match(value, /typed so far/);
  await change();
  const asked = await polls();
  assert.ok((await until(polls, (now) => now >= asked + 2, 20_000)) >= asked + 2, 'the window asks again and again');
  const found = await look();
  assert.deepEqual(found, { gone: [], focus: true, text: true }, `${what}: nothing is made anew, focus and text stay`);
}

/** Types into a field and leaves the cursor in the middle. */
async function type(testId) {
  await press(testId);
  await window.chord(Key.CONTROL, Key.END);
  await window.keys('typed so far', Key.ARROW_LEFT, Key.ARROW_LEFT);
}

async function toTab(tab) {
  await press('nav-project');
  await press(`tab-${tab}`);
}

before(async () => {
  home = await mkdtemp(join(tmpdir(), 'assay-calm-'));
  ({ window, file, project } = await openSample({ home }));
  me = project.people.find(({ name }) => name === 'Tester').uid;
  run = (await command(window, 'run_list', null, me)).at(-1);
  execFileSync(cli, ['backup', file]);
  await writeOutside();
  await countPolls();
});

after(async () => {
  await window?.quit();
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
});

test('the overview, while the name is typed', async () => {
  await toTab('overview');
  await press('rename');
  await type('rename-field');
  await stays('the overview', { typed: true });
  await window.click(await window.byRole('button', 'Cancel'));
});

test('people, while a name is typed, and while a menu is open', async () => {
  await press('tab-people');
  await type('person-name');
  await stays('people', { typed: true });
  await press('person-more-Tester');
  await window.byRole('menuitem', 'Rename…');
  await stays('a menu');
  await window.keys(Key.ESCAPE);
});

test('the policy and the backups', async () => {
  await press('tab-policy');
  await window.click(await window.byTestId('policy-judgments'));
  await stays('the policy');
  await press('tab-backups');
  await window.byTestId('backups');
  await window.run(() => document.querySelector('[data-testid="backup-restore"]').focus());
  await stays('the backups');
});

test('the guideline, while another version of it comes out', async () => {
  await press('tab-guideline');
  await press('guideline-edit');
  await type('guideline-source');
  await until(() => window.text('guideline-preview'), (text) => text.includes('typed so far'));
  await stays('the guideline', { typed: true, change: () => command(window, 'guideline_publish', { body: '# Another version' }, me) });
  const publish = await window.run(() => document.querySelector('[data-testid="guideline-publish"]').textContent);
  assert.match(publish, /3/, 'what is published would be the version after that one');
  await window.find(By.xpath('//*[contains(text(), "Version 2 was published while you wrote")]'));
  await window.screenshot('calm-overtaken');
  await press('nav-label');
  await window.click(await window.find(By.xpath('//*[@role="alertdialog"]//button[contains(., "Discard")]')));
  await window.byTestId('screen-label');
});

test('the item that is labelled, with its note', async () => {
  const item = await itemInView(window);
  await window.keys('n');
  await window.byTestId('note');
  await window.keys('typed so far');
  await stays('the item', { typed: true });
  assert.equal(await itemInView(window), item);
  await window.keys(Key.ESCAPE);
});

/** What the mark of the tag says in a row of the sheet. */
const cell = (row) =>
  window.run(
    (at, name) => {
      const grid = document.querySelector('[data-testid="sheet"]');
      const column = [...grid.querySelectorAll('[data-header]')].find((each) => each.textContent.includes(name))?.dataset.header;
      return grid.querySelector(`[data-row="${at}"] [data-column="${column}"] [aria-label]`)?.getAttribute('aria-label') ?? '';
    },
    row,
    TAG,
  );

const place = () =>
  window.run(() => {
    const grid = document.querySelector('[data-testid="sheet"]');
    const active = document.getElementById(grid.getAttribute('aria-activedescendant'));
    const head = grid.querySelector(`[data-header="${active?.dataset.column}"]`);
    const selected = [...grid.querySelectorAll('[data-row][aria-selected="true"]')].map(({ dataset }) => Number(dataset.row)).toSorted((a, b) => a - b);
    return { row: Number(active?.closest('[data-row]').dataset.row), column: head?.dataset.id, top: grid.scrollTop, left: grid.scrollLeft, selected };
  });

test('an open sheet follows marks of others, and the cursor, the selection and a comment that is written stay', async () => {
  await press('nav-errors');
  await window.byTestId('sheet');
  await press('run');
  await window.click(await window.find(By.xpath(`//*[@role="option"][.//text()[contains(., "${run.name}")]]`)));
  await press('quick-wrong');
  const [[wrong]] = rows(file, 'SELECT COUNT(*) FROM prediction WHERE run_id = ? AND correct = 0', run.id);
  await until(() => window.text('row-count'), (text) => text.startsWith(String(wrong)));
  const keys = () =>
    window.run(() =>
      [...document.querySelectorAll('[data-testid="sheet"] [data-row]')]
        .toSorted((a, b) => a.dataset.row - b.dataset.row)
        .map((row) => row.querySelector('[data-column="0"]')?.textContent ?? ''),
    );
  const shown = await until(keys, (all) => all.length > 5 && all.every(Boolean));
  await window.run(() => document.querySelector('[data-testid="sheet"]').focus());
  await window.keys(Key.ARROW_DOWN, Key.ARROW_DOWN, Key.ARROW_RIGHT, Key.ARROW_RIGHT);
  await window.keys(Key.END);
  await window.chord(Key.SHIFT, Key.ARROW_DOWN);
  await window.chord(Key.SHIFT, Key.ARROW_DOWN);
  const before = await place();
  assert.deepEqual([before.row, before.selected], [4, [2, 3, 4]]);
  await window.keys('c');
  await window.byTestId('comment-body');
  await window.keys('typed so far');
  await stays('the sheet', { typed: true, change: () => mark(shown[1]) });
  assert.deepEqual(await place(), before);
  await window.keys(Key.ESCAPE);
  await window.run(() => document.querySelector('[data-testid="sheet"]').scrollTo({ left: 0 }));
  assert.equal(await until(() => cell(1), (text) => /yes/.test(text), 15_000), 'yes', 'the mark of the terminal is in the cell');
  await window.screenshot('calm-sheet');
  await mark(shown[1], 'no');
  assert.equal(await until(() => cell(1), (text) => /no/.test(text), 15_000), 'no');
});

test('a tag that others make comes as a column, and the cursor stays in its own', async () => {
  await window.keys(Key.END);
  const before = await place();
  await terminal('tag', file, '--run', run.name, '--where', 'key = "nothing"', '--tag', 'a newer one', 'yes');
  const heads = () => window.run(() => document.querySelector('[data-testid="sheet"]').getAttribute('aria-colcount'));
  const many = await heads();
  await until(heads, (n) => n !== many, 15_000);
  const { row, column } = await place();
  assert.deepEqual([row, column], [before.row, before.column]);
});

test('a run that others import comes into the open list of runs', async () => {
  const predictions = join(home, 'another.csv');
  const [[key]] = rows(file, 'SELECT key FROM item ORDER BY id LIMIT 1');
  await writeFile(predictions, `item,pred\n${key},1\n`);
  await press('run');
  await window.find(By.css('[role="option"]'));
  await stays('the open list of runs', { change: () => terminal('import', 'predictions', file, predictions, '--run', 'another one') });
  await window.find(By.xpath('//*[@role="option"][contains(., "another one")]'));
  await window.screenshot('calm-runs');
  await window.keys(Key.ESCAPE);
});
