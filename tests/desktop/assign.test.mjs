import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { By, Key, sleep } from './driver.mjs';
import { command, itemInView, openSample, rows, sit, until } from './sample.mjs';

let window;
let project;
let file;
let me;

before(async () => {
  ({ window, project, file } = await openSample());
  me = project.people.find(({ name }) => name === 'Tester').uid;
});

after(async () => {
  await window?.quit();
});

const press = async (id) => window.click(await window.byTestId(id));
const one = (sql, ...values) => rows(file, sql, ...values)[0]?.[0];

/** A field's input is found within what carries its test id, or is it. */
async function type(id, text, ...more) {
  const field = await window.byTestId(id);
  await window.click(field);
  await window.chord(Key.CONTROL, 'a');
  await window.keys(text, ...more);
}

async function pick(id, name) {
  await press(id);
  const options = await until(
    () => window.driver.findElements(By.css('[role="option"]')),
    (found) => found.length > 0,
  );
  for (const option of options) {
    if ((await option.getText()).startsWith(name)) return window.click(option);
  }
  return assert.fail(`no option ${name}`);
}

const toggle = async (id) => window.click(await window.find(By.css(`[data-testid="${id}"]`)));

async function pictures(name) {
  for (const theme of ['light', 'dark']) {
    await window.theme(theme);
    await window.screenshot(`${name}-${theme}`);
  }
  await window.theme('light');
}

const scrollTo = (id) => window.run((id) => document.querySelector(`[data-testid="${id}"]`).scrollIntoView({ block: 'nearest' }), id);

test('adaptive overlap, calibration items and repeats are put in force', async () => {
  await press('nav-project');
  await press('tab-policy');
  await toggle('rule-adaptive-on');
  await type('adaptive-most', '6', Key.TAB);
  await type('adaptive-target', '97', Key.TAB);
  await toggle('rule-calibration-on');
  await type('calibration-items', '40', Key.TAB);
  await toggle('rule-repeats-on');
  await scrollTo('rule-calibration');
  await pictures('assign-policy');
  await scrollTo('save');
  await press('save');
  const rules = await until(
    () => JSON.parse(one('SELECT rules FROM policy ORDER BY id DESC LIMIT 1')),
    (found) => found.adaptive !== null && found.adaptive !== undefined,
  );
  assert.deepEqual(rules.adaptive, { most_judgments: 6, target: 0.97 });
  assert.equal(rules.calibration.items, 40);
  assert.equal(rules.repeats.share, 0.05);
  assert.equal(one('SELECT COUNT(*) FROM calibration'), 40);
  assert.ok(one('SELECT COUNT(*) FROM stopping') > 0, 'the judgments that are there are weighed');
});

test('a rule warns where nobody fits, and is made all the same', async () => {
  await scrollTo('rule-attribute');
  await type('rule-attribute', 'expert');
  await type('rule-attribute-value', 'yes');
  const warned = await until(() => window.text('rule-reach'), (text) => text.includes('No rater has this attribute'));
  assert.match(warned, /0 of \d+ raters fit/);
  await scrollTo('rules');
  await pictures('assign-rules');
  await press('rule-add');
  await until(() => one('SELECT COUNT(*) FROM assignment_rule WHERE retired_at IS NULL'), (n) => n === 1);
});

test('the open items are put in the order of import', async () => {
  await scrollTo('order-by');
  await pick('order-by', 'As they were imported');
  await press('order-set');
  const [[request, standing]] = await until(() => rows(file, 'SELECT request, standing FROM item_order'), (all) => all.length === 1);
  assert.deepEqual([JSON.parse(request), standing], [{ by: 'import' }, 1]);
  await until(() => window.text('order-now'), (text) => text.startsWith('As they were imported'));
  await scrollTo('order');
  await pictures('assign-order');
  const ids = rows(file, 'SELECT id FROM item WHERE open > 0 ORDER BY rank').map(([id]) => id);
  assert.deepEqual(ids, ids.toSorted((a, b) => a - b));
  assert.deepEqual(await window.seriousViolations(), []);
});

test('an attribute is given to a person', async () => {
  await press('tab-people');
  await window.byTestId('people');
  await press('edit-attributes-Tester');
  await type('attributes-text-Tester', 'expert=yes, language', Key.ENTER);
  await until(() => window.text('people'), (text) => text.includes('Write name=value'));
  await type('attributes-text-Tester', 'expert=yes, language=es', Key.ENTER);
  await until(() => one('SELECT COUNT(*) FROM person_attribute'), (n) => n === 2);
  await until(() => window.text('attributes-Tester'), (text) => text.includes('expert = yes'));
  await pictures('assign-people');
  assert.deepEqual(await window.seriousViolations(), []);
});

test('a rater without the attribute gets nothing and is told why', async () => {
  const ann = await command(window, 'person_add', { name: 'Ann', roles: ['rater'] }, me);
  project.people.push(ann);
  await sit(window, project, 'Ann');
  await press('nav-label');
  const kept = await window.text('kept');
  const open = one("SELECT COUNT(*) FROM item i WHERE i.open > 0 AND NOT EXISTS (SELECT 1 FROM gold g WHERE g.item_id = i.id)");
  assert.ok(open > 0 && kept.startsWith(`${open} items still wait`), kept);
  await pictures('assign-kept');
});

test('a rater with it labels, and the reason for each further judgment is stored', async () => {
  await sit(window, project, 'Tester');
  await press('nav-label');
  const before = one("SELECT COUNT(*) FROM judgment WHERE assignment_id IS NOT NULL");
  const ordinary = () =>
    rows(
      file,
      `SELECT s.item_id FROM stopping s JOIN judgment j ON j.item_id = s.item_id AND j.assignment_id IS NOT NULL AND j.purpose = 'label'
       WHERE NOT EXISTS (SELECT 1 FROM calibration c WHERE c.item_id = s.item_id) ORDER BY j.id LIMIT 1`,
    );
  // Chance may hand out gold, calibration items and repeats first.
  let made = 0;
  for (; made < 3 || (made < 30 && ordinary().length === 0); made += 1) {
    const item = await itemInView(window);
    await window.keys(String(made % 10));
    await until(() => itemInView(window), (next) => next !== item);
  }
  const after = await until(() => one("SELECT COUNT(*) FROM judgment WHERE assignment_id IS NOT NULL"), (n) => n >= before + made);
  assert.equal(after, before + made);
  const [[item]] = ordinary();
  const view = await command(window, 'item_get', { item }, me);
  assert.match(view.stopping, /judgments?.* posterior \d\.\d\d/);
  const weighed = one('SELECT accuracy FROM judgment WHERE item_id = ? AND assignment_id IS NOT NULL AND purpose = ?', item, 'label');
  assert.ok(weighed > 0 && weighed < 1);
  const check = await command(window, 'project_check', null, me);
  assert.deepEqual(check, { ok: true, findings: [] });
});

test('agreement says that it is of calibration items alone', async () => {
  await press('nav-quality');
  assert.match(await window.text('basis'), /calibration items alone/);
  await sleep(300);
  await pictures('assign-quality');
});

test('the rule is taken back from the history', async () => {
  const { events } = await command(window, 'event_list', {}, me);
  const event = events.find((each) => each.event.command === 'assignment_rule_add').event.id;
  await command(window, 'event_undo', { event }, me);
  assert.equal(one('SELECT COUNT(*) FROM assignment_rule WHERE retired_at IS NULL'), 0);
});
