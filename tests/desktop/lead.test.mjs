import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { By, Key } from './driver.mjs';
import { command, itemInView, openSample, rows, until } from './sample.mjs';

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

const deskItem = () => itemInView(window, 'conflict-desk');
const decisions = () =>
  rows(
    file,
    `SELECT d.item_id, c.key, d.cause, d.rationale FROM adjudication d JOIN class c ON c.id = d.class_id
     WHERE d.standing = 1 ORDER BY d.id`,
  );

test('the quality screen shows what the command says', async () => {
  await window.click(await window.byTestId('nav-quality'));
  const shown = await window.text('coefficient-cohen_kappa_mean');
  const report = await command(window, 'quality_agreement', { pairs: true, per_class: true }, me);
  const kappa = report.coefficients.find(({ name }) => name === 'cohen_kappa_mean');
  for (const number of [kappa.value, kappa.lower, kappa.upper]) assert.ok(shown.includes(number.toFixed(3)), `${shown} has ${number}`);
  assert.ok(shown.includes(`n ${kappa.n_items}`), shown);
  const cells = await window.driver.findElements(By.css('[role="gridcell"]'));
  const texts = await Promise.all(cells.map((cell) => cell.getText()));
  const expected = report.pairs.map(({ kappa: { value } }) => value.toFixed(2));
  assert.deepEqual(texts.filter(Boolean).sort(), [...expected, ...expected].sort());
});

test('the matrix is read by the arrow keys', async () => {
  const [first] = await window.driver.findElements(By.css('[role="gridcell"][tabindex="0"]'));
  await window.run((cell) => cell.focus(), first);
  await window.keys(Key.ARROW_RIGHT);
  const detail = await until(() => window.text('matrix-detail'), (text) => text.includes(' and '));
  assert.match(detail, /n\s\d+/);
});

test('nothing serious is wrong with the accessibility of the quality screen', async () => {
  for (const theme of ['light', 'dark']) {
    await window.theme(theme);
    await window.screenshot(`quality-${theme}`);
    assert.deepEqual(await window.seriousViolations(), []);
  }
});

test('one key decides a conflict, with cause and rationale, and the next comes', async () => {
  await window.click(await window.byTestId('nav-conflicts'));
  const first = await deskItem();
  await window.keys('j');
  const second = await until(deskItem, (item) => item !== first);
  await window.keys('k');
  await until(deskItem, (item) => item === first);
  await window.keys('c', 'c', 'n', 'smudged', Key.ENTER);
  await window.keys('3');
  assert.equal(await until(deskItem, (item) => item !== first), second);
  assert.deepEqual(decisions(), [[first, '3', 'ambiguous_item', 'smudged']]);
  const [[source]] = rows(file, 'SELECT source FROM reference WHERE item_id = ?', first);
  assert.equal(source, 'adjudication');

  await window.keys('7');
  await until(deskItem, (item) => item !== second);
  assert.deepEqual(decisions().map(([item, key]) => [item, key]), [[first, '3'], [second, '7']]);
  await window.keys('z');
  assert.equal(await until(deskItem, (item) => item === second), second);
  assert.equal(decisions().length, 1);
});

test('a decision can be changed where the decided ones are kept', async () => {
  const [[item]] = decisions();
  const [, decided] = await window.driver.findElements(By.css('[data-testid="conflict-tabs"] label'));
  await window.click(decided);
  await until(deskItem, (now) => now === item);
  await window.screenshot('conflicts-decided');
  await window.keys('8');
  const now = await until(decisions, ([[, key]]) => key === '8');
  assert.deepEqual(now, [[item, '8', 'ambiguous_item', 'smudged']]);
});

test('nothing serious is wrong with the accessibility of the conflicts', async () => {
  for (const theme of ['light', 'dark']) {
    await window.theme(theme);
    await window.screenshot(`conflicts-${theme}`);
    assert.deepEqual(await window.seriousViolations(), []);
  }
});

test('an audit of five is drawn, judged blind and counted', async () => {
  await window.click(await window.byTestId('nav-audit'));
  await window.click(await window.byTestId('audit-new'));
  await window.byTestId('audit-dialog');
  const [, bySize] = await window.driver.findElements(By.css('[data-testid="audit-kind"] label'));
  await window.click(bySize);
  await window.click(await window.byTestId('audit-size'));
  await window.chord(Key.CONTROL, 'a');
  await window.keys('5', Key.TAB);
  await window.click(await window.byTestId('audit-seed'));
  await window.keys('42');
  await window.click(await window.byTestId('audit-create'));
  await window.byTestId('audit-desk');
  const drawn = rows(
    file,
    `SELECT t.item_id, c.key FROM audit_item t JOIN class c ON c.id = t.reference_class_id ORDER BY t.position`,
  );
  assert.equal(drawn.length, 5);
  // The first and the third are judged otherwise than the label says.
  const judged = drawn.map(([, key], at) => (at === 0 || at === 2 ? String((Number(key) + 1) % 10) : key));
  for (const [at, key] of judged.entries()) {
    const item = await until(
      () => itemInView(window),
      (now) => now === drawn[at][0],
    );
    assert.equal(item, drawn[at][0]);
    if (at === 1) await window.screenshot('audit-look');
    await window.keys(key);
  }
  const result = await window.text('audit-result');
  assert.match(result, /0\.400/);
  assert.match(result, /0\.118, 0\.769/);
  assert.match(result, /n 5/);
  const inFile = rows(
    file,
    'SELECT c.key FROM audit_item t JOIN class c ON c.id = t.judged_class_id ORDER BY t.position',
  ).map(([key]) => key);
  assert.deepEqual(inFile, judged);
  for (const theme of ['light', 'dark']) {
    await window.theme(theme);
    await window.screenshot(`audit-result-${theme}`);
    assert.deepEqual(await window.seriousViolations(), []);
  }
});

test('a look can be taken back', async () => {
  await window.keys('z');
  await window.gone('audit-result');
  const [[left]] = rows(file, 'SELECT COUNT(*) FROM audit_item WHERE judged_class_id IS NULL');
  assert.equal(left, 1);
});
