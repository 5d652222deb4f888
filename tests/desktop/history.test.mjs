/** The history in the window: classes merged and parted again, people, undo of anything, and an item as it was. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { By, Key } from './driver.mjs';
import { command, openSample, rows, until } from './sample.mjs';

let window;
let file;
let me;

before(async () => {
  const opened = await openSample();
  ({ window, file } = opened);
  me = opened.project.people.find(({ name }) => name === 'Tester').uid;
});

after(async () => {
  await window?.quit();
});

const query = (sql, ...values) => rows(file, sql, ...values);
const one = (sql, ...values) => query(sql, ...values)[0]?.[0];
const press = async (testId) => window.click(await window.byTestId(testId));
const says = async (testId, wanted) => assert.match(await until(() => window.text(testId), (text) => wanted.test(text)), wanted);
const call = (name, request) => command(window, name, request, me);
/** Waits until a value of the file is as wanted, and says what it is where it never is. */
async function becomes(sql, wanted, ...values) {
  assert.deepEqual(await until(() => one(sql, ...values), (value) => value === wanted), wanted, sql);
}

const newest = () => one('SELECT MAX(id) FROM event');

async function type(testId, text) {
  await press(testId);
  await window.chord(Key.CONTROL, 'a');
  await window.keys(text);
}

async function choose(testId, option) {
  await press(testId);
  const found = await window.find(By.xpath(`//*[@role="option"][normalize-space(.)="${option}"]`));
  await window.click(found);
}

async function tab(id) {
  await press('nav-project');
  await press(`tab-${id}`);
}

async function pictures(name) {
  for (const theme of ['light', 'dark']) {
    await window.theme(theme);
    await window.screenshot(`history-${name}-${theme}`);
    assert.deepEqual(await window.seriousViolations(), [], `${name} in ${theme}`);
  }
  await window.theme('light');
}

/** Everything of the file that a merge touches. */
const work = () =>
  JSON.stringify([
    query('SELECT judgment_id, class_id FROM judgment_answer ORDER BY 1'),
    query('SELECT item_id, class_id FROM gold_answer ORDER BY 1, 2'),
    query('SELECT run_id, item_id, class_id, correct FROM prediction ORDER BY 1, 2'),
    query('SELECT item_id, class_id, source, confidence, n FROM reference ORDER BY 1'),
    query('SELECT id, key, name, position, retired_at IS NULL FROM class ORDER BY id'),
    query('SELECT run_id, reference_class_id, predicted_class_id, n FROM run_cell ORDER BY 1, 2, 3'),
  ]);

const sound = async () => assert.deepEqual(await call('project_check'), { ok: true, findings: [] });

let before_merge;
let merged;

test('two classes are merged, with a preview of what that does', async () => {
  before_merge = work();
  const counts = {
    judgments: one("SELECT COUNT(*) FROM judgment_answer a JOIN class c ON c.id = a.class_id JOIN judgment j ON j.id = a.judgment_id WHERE j.standing = 1 AND c.key IN ('3', '5')"),
    predictions: one("SELECT COUNT(*) FROM prediction p JOIN class c ON c.id = p.class_id WHERE c.key IN ('3', '5')"),
  };
  assert.ok(counts.judgments > 0 && counts.predictions > 0);
  await tab('classes');
  await press('change-classes');
  await window.byTestId('change-dialog');
  assert.equal(await (await window.byTestId('change-confirm')).isEnabled(), false, 'nothing is chosen yet');
  // A checkbox of the design lies over the input that the label stands for.
  for (const key of ['3', '5']) await press(`merge-${key}`);
  await type('merge-name', 'three or five');
  await window.byTestId('change-foreseen');
  for (const [what, n] of Object.entries(counts)) {
    await says(`foreseen-${what}`, new RegExp(`^${n.toLocaleString('en-US')}$`));
  }
  await pictures('merge');
  await window.click(await window.find(By.xpath('//*[@role="radio" or @role="tab"][normalize-space(.)="Split"] | //label[normalize-space(.)="Split"]')));
  await type('split-part-0', 'upright');
  await type('split-part-1', 'slanted');
  await window.byTestId('change-foreseen');
  await pictures('split');
  await window.click(await window.find(By.xpath('//label[normalize-space(.)="Merge"]')));
  await window.byTestId('change-foreseen');
  assert.equal(work(), before_merge, 'a preview changes nothing');
  await press('change-confirm');
  await window.gone('change-dialog');
  assert.deepEqual(query('SELECT name FROM class WHERE retired_at IS NULL ORDER BY position').length, 9);
  assert.equal(one("SELECT COUNT(*) FROM judgment_answer a JOIN class c ON c.id = a.class_id WHERE c.key IN ('3', '5')"), 0);
  merged = newest();
  await pictures('classes');
  await sound();
});

test('an item is shown as it was before the merge', async () => {
  const [item, key] = query(
    `SELECT i.id, i.key FROM item i JOIN judgment j ON j.item_id = i.id JOIN judgment_answer a ON a.judgment_id = j.id
     JOIN class c ON c.id = a.class_id WHERE c.name = 'three or five' ORDER BY i.id LIMIT 1`,
  )[0];
  await tab('history');
  await says('history', /merged into/);
  await call('adjudicate', { item, class: one("SELECT id FROM class WHERE key = '1'"), rationale: 'to have a decision' });
  await call('adjudicate_undo');
  await type('history-text', key);
  await until(() => window.isThere(`event-item-${newest()}`), (there) => there);
  await press(`event-item-${newest()}`);
  await window.byTestId('item-history');
  const steps = await window.driver.findElements(By.css('[data-testid="item-steps"] button'));
  assert.ok(steps.length >= 4, `${steps.length} steps`);
  await says('past-judgments', /three or five/);
  const step = await window.find(By.css('[data-testid="item-steps"] [data-command="scheme_change"]'));
  const place = Number((await step.getAttribute('data-testid')).slice(5));
  await pictures('item-now');
  await press(`step-${place - 1}`);
  await until(() => window.text('past-judgments'), (text) => !/three or five/.test(text));
  assert.doesNotMatch(await window.text('past-judgments'), /three or five/);
  assert.match(await window.text('past-classes'), /0123456789/, 'the classes of then, in their order');
  await pictures('item-then');
  // The slider goes the same way by key.
  await window.run(() => document.querySelector('[data-testid="item-slider"]').focus());
  await window.keys(Key.ARROW_RIGHT);
  await says('past-judgments', /three or five/);
  await type('item-at', '2020-01-01');
  await press('item-at-show');
  await says('past-when', /Before anything happened/);
  await window.keys(Key.ESCAPE);
  await window.gone('item-history');
  await press('history-clear');
});

test('the merge is taken back exactly, and the history says so', async () => {
  await tab('history');
  await press(`undo-${merged}`);
  await becomes('SELECT undone_by_id IS NOT NULL FROM event WHERE id = ?', 1, merged);
  assert.equal(work(), before_merge);
  await sound();
  await pictures('history');
});

test('a person is renamed, retired, brought back, and looked at', async () => {
  const person = await call('person_add', { name: 'Old Name', roles: ['rater'] });
  await tab('people');
  await until(() => window.isThere('person-more-Old Name'), (there) => there);
  await press('person-more-Old Name');
  await window.click(await window.find(By.xpath('//*[@role="menuitem"][normalize-space(.)="Rename…"]')));
  await type('rename-name', 'New Name');
  await press('rename-save');
  await becomes('SELECT name FROM person WHERE uid = ?', 'New Name', person.uid);
  await press('person-more-New Name');
  await window.click(await window.find(By.xpath('//*[@role="menuitem"][normalize-space(.)="Retire"]')));
  await becomes('SELECT retired_at IS NOT NULL FROM person WHERE uid = ?', 1, person.uid);
  await until(() => window.text('people'), (text) => /New Name\s*retired/.test(text));
  await press('capabilities-all');
  await pictures('people');
  await press('person-more-New Name');
  await window.click(await window.find(By.xpath('//*[@role="menuitem"][normalize-space(.)="History…"]')));
  await window.byTestId('person-history');
  await says('person-history', /New Name retired/);
  await pictures('person');
  await window.keys(Key.ESCAPE);
  await window.gone('person-history');
  await press('person-switcher');
  assert.equal((await window.driver.findElements(By.xpath('//*[@role="menuitem"][contains(., "New Name")]'))).length, 0);
  await window.keys(Key.ESCAPE);
  const retired = one("SELECT MAX(id) FROM event WHERE command = 'person_retire'");
  await tab('history');
  await until(() => window.isThere(`undo-${retired}`), (there) => there);
  await press(`undo-${retired}`);
  await becomes('SELECT retired_at IS NULL FROM person WHERE uid = ?', 1, person.uid);
});

test('a policy and an import are taken back from the history, and what depends on one is said', async () => {
  const { policy } = await call('project_overview');
  await call('policy_update', { ...policy, judgments_per_item: policy.judgments_per_item + 2 });
  const changed = newest();
  const items = one('SELECT COUNT(*) FROM item');
  await tab('history');
  await until(() => window.isThere(`undo-${changed}`), (there) => there);
  await press(`undo-${changed}`);
  await becomes('SELECT judgments_per_item FROM policy ORDER BY id DESC LIMIT 1', policy.judgments_per_item);
  const back = newest();
  await until(() => window.isThere(`undo-${back}`), (there) => there);
  await press(`undo-${back}`);
  await becomes('SELECT judgments_per_item FROM policy ORDER BY id DESC LIMIT 1', policy.judgments_per_item + 2);

  await choose('history-kind', 'Import');
  await until(
    async () => (await window.driver.findElements(By.css('[data-testid="history"] [aria-busy="true"]'))).length,
    (busy) => busy === 0,
  );
  const imports = query("SELECT id FROM event WHERE command = 'import' ORDER BY id").map(([id]) => id);
  await until(() => window.isThere(`undo-${imports[0]}`), (there) => there);
  await press(`undo-${imports[0]}`);
  await window.find(By.xpath('//*[contains(., "ther work depends on what this import brought")]'));
  assert.equal(one('SELECT COUNT(*) FROM item'), items);
  const predictions = one("SELECT e.id FROM event e JOIN import m ON m.id = e.subject_id WHERE e.command = 'import' AND m.kind = 'predictions' ORDER BY e.id DESC LIMIT 1");
  const runs = one('SELECT COUNT(*) FROM run');
  await press(`undo-${predictions}`);
  await becomes('SELECT COUNT(*) FROM run', runs - 1);
  assert.equal(one('SELECT COUNT(*) FROM prediction_score WHERE run_id NOT IN (SELECT id FROM run)'), 0);
  await pictures('imports');
  await sound();
});
