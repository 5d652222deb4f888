/** The lead's home: its figures are those of the command, its charts open their rows, cost and alarms are set and kept. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { By, Key } from './driver.mjs';
import { command, openSample, rows, sit, until } from './sample.mjs';

let window;
let project;
let file;
let me;

before(async () => {
  ({ window, project, file } = await openSample());
  me = project.people.find(({ name }) => name === 'Tester').uid;
  await window.click(await window.byTestId('nav-dashboard'));
  await window.byTestId('facts', 20_000);
});

after(async () => {
  await window?.quit();
});

const press = async (testId) => window.click(await window.byTestId(testId));
const dashboard = () => command(window, 'dashboard_get', {}, me);
const count = async () => until(() => window.text('rows-count').catch(() => ''), (text) => text !== '');

async function fill(testId, text) {
  await press(testId);
  await window.chord(Key.CONTROL, 'a');
  await window.keys(...text);
}

/** A picture of the screen from the top and from each part below. */
async function pictures(name, parts = ['agreement-chart', 'raters', 'balance-chart', 'coverage']) {
  await window.run(() => document.querySelector('main').scrollTo(0, 0));
  await window.screenshot(`dashboard-${name}`);
  for (const part of parts) {
    if (!(await window.isThere(part))) continue;
    await window.run((element) => element.scrollIntoView({ block: 'start' }), await window.byTestId(part));
    await window.screenshot(`dashboard-${name}-${part}`);
  }
}

test('the numbers at the top are those of the command', async () => {
  const { progress } = await dashboard();
  assert.ok(progress.now.items > 0);
  assert.match(await window.text('fact-complete'), new RegExp(String(progress.now.complete)));
  assert.match(await window.text('fact-conflicts'), new RegExp(String(progress.now.conflicts)));
  assert.equal(await window.run(() => document.documentElement.scrollHeight - innerHeight), 0, 'the window itself never scrolls');
});

test('it is looked at small and large, light and dark', async () => {
  for (const [width, height] of [[1280, 800], [1900, 1060]]) {
    await window.resize(width, height);
    for (const theme of ['light', 'dark']) {
      await window.theme(theme);
      await pictures(`${width}-${theme}`);
      assert.deepEqual(await window.seriousViolations(), []);
    }
  }
  await window.theme('light');
  await window.resize(1280, 800);
});

test('a class opens the items labelled so, and an item opens where it is decided', async () => {
  const { balance } = await dashboard();
  const [{ class: id, references }] = balance.classes;
  // A driver presses shapes, not groups of them.
  await window.click(await window.find(By.css(`[data-testid="balance-chart-${id}"] text`)));
  await window.byTestId('rows-dialog');
  const wanted = Math.round(references.value * references.n);
  const shown = await count();
  assert.match(shown, wanted > 100 ? /^100 rows, and more/ : new RegExp(`^${wanted} row`));
  await window.screenshot('dashboard-rows');
  const { items } = await command(window, 'item_list', { class: id, limit: 1 }, me);
  await press(`open-item-${items[0].item}`);
  await window.byTestId('screen-conflicts');
  await until(() => window.run(() => Number(document.querySelector('[data-testid="conflict-desk"]')?.getAttribute('data-item') ?? 0)), (item) => item === items[0].item);
  await press('nav-dashboard');
});

test('a rater opens the own judgments, as many as the file has', async () => {
  const { raters } = await dashboard();
  const rater = raters.find(({ judgments }) => judgments > 0);
  await press(`rater-${rater.person}`);
  await window.byTestId('rows-dialog');
  const [[n]] = rows(file, 'SELECT COUNT(*) FROM judgment WHERE standing = 1 AND person_id = ?', rater.person);
  assert.match(await count(), n > 100 ? /^100 rows, and more/ : new RegExp(`^${n} row`));
  await window.keys(Key.ESCAPE);
  await window.gone('rows-dialog');
});

test('a lead sets the cost and a limit, the alarm goes off and leads to its rows', async () => {
  const before = await dashboard();
  const conflicts = before.progress.now.conflicts;
  assert.ok(conflicts > 0, 'the sample has conflicts');
  await press('dashboard-set');
  await window.byTestId('dashboard-settings');
  await fill('setting-rate', '18.50');
  await fill('setting-currency', 'EUR');
  await fill('setting-conflicts', String(conflicts - 1));
  await fill('setting-gold', '99');
  await fill('setting-agreement', '0.1');
  await window.screenshot('dashboard-settings');
  assert.deepEqual(await window.seriousViolations(), []);
  await press('settings-save');
  await window.gone('dashboard-settings');
  const [[value]] = rows(file, "SELECT value FROM setting WHERE name = 'dashboard'");
  const kept = JSON.parse(value);
  assert.deepEqual([kept.rate_per_hour, kept.currency, kept.alarms.conflicts_above, kept.alarms.gold_below], [18.5, 'EUR', conflicts - 1, 0.99]);
  assert.deepEqual(rows(file, "SELECT COUNT(*) FROM event WHERE command = 'dashboard_set'"), [[1]]);

  const after = await dashboard();
  assert.ok(after.alarms.active >= 1);
  const badge = await until(() => window.text('nav-alarms').catch(() => ''), (text) => text !== '');
  assert.match(badge, new RegExp(`^${after.alarms.active}`));
  assert.equal(await window.run(() => document.querySelector('[data-testid="check-conflicts"]').dataset.state), 'alarm');
  assert.match(await window.text('fact-cost'), /EUR/);
  for (const theme of ['dark', 'light']) {
    await window.theme(theme);
    await pictures(`alarm-${theme}`, ['cost']);
    assert.deepEqual(await window.seriousViolations(), []);
  }
  await window.run(() => document.querySelector('main').scrollTo(0, 0));
  await window.click(await window.find(By.css('[data-testid="check-conflicts"] button')));
  await window.byTestId('screen-conflicts');
});

test('what was set is taken back from the history, and the alarm is gone', async () => {
  const [{ event }] = (await command(window, 'event_list', {}, me)).events;
  assert.equal(event.command, 'dashboard_set');
  await command(window, 'event_undo', { event: event.id }, me);
  assert.deepEqual(rows(file, 'SELECT COUNT(*) FROM setting'), [[0]]);
  assert.deepEqual(await command(window, 'dashboard_alarms', {}, me), { active: 0 });
});

test('a step of a chart opens by the keyboard', async () => {
  await press('nav-dashboard');
  await window.byTestId('facts');
  const { progress } = await dashboard();
  const last = progress.points.length - 1;
  await window.run((id) => document.querySelector(`[data-testid="${id}"]`).focus(), `throughput-step-${last}`);
  await window.keys(Key.ARROW_LEFT, Key.ARROW_RIGHT, Key.ENTER);
  await window.byTestId('rows-dialog');
  const { judgments, skips } = progress.points[last];
  const n = judgments + skips;
  assert.match(await count(), n > 100 ? /^100 rows, and more/ : new RegExp(`^${n} row`));
  await window.keys(Key.ESCAPE);
});

test('a project without items says what to do', async () => {
  const scheme = { question: 'Which?', classes: [{ name: 'yes' }, { name: 'no' }] };
  const made = await command(window, 'project_create', { name: 'Empty', scheme, person: 'Tester' });
  await sit(window, made, 'Tester');
  await press('nav-dashboard');
  assert.match(await until(() => window.text('screen-dashboard').catch(() => ''), (text) => text !== ''), /Import items first/);
  await window.screenshot('dashboard-empty');
});
