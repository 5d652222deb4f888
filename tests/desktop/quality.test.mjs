import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { By, Key } from './driver.mjs';
import { command, openSample, rows, until } from './sample.mjs';

let window;
let project;
let file;
let me;

before(async () => {
  ({ window, project, file } = await openSample());
  me = project.people.find(({ name }) => name === 'Tester').uid;
  await window.click(await window.byTestId('nav-quality'));
});

after(async () => {
  await window?.quit();
});

/** Opens a select and takes the option of that name. */
async function pick(testId, name) {
  await window.click(await window.byTestId(testId));
  const options = await until(
    () => window.driver.findElements(By.css('[role="option"]')),
    (found) => found.length > 0,
  );
  for (const option of options) {
    if ((await option.getText()).startsWith(name)) return window.click(option);
  }
  assert.fail(`no option ${name}`);
}

test('weights change the coefficients to what the command says', async () => {
  await pick('weights', 'Quadratic');
  const report = await command(window, 'quality_agreement', { weights: 'quadratic' }, me);
  const alpha = report.coefficients.find(({ name }) => name === 'krippendorff_alpha');
  const shown = await until(
    () => window.text('coefficient-krippendorff_alpha'),
    (text) => text.includes(alpha.value.toFixed(3)),
  );
  assert.ok(shown.includes(alpha.lower.toFixed(3)), shown);
  assert.match(await window.text('coefficient-gwet_ac2'), /AC2/);
});

test('weights that need numbers are computed where the classes are numbers', async () => {
  // The digits are.
  await pick('weights', 'Interval');
  const report = await command(window, 'quality_agreement', { weights: 'interval' }, me);
  const kappa = report.coefficients.find(({ name }) => name === 'fleiss_kappa');
  await until(
    () => window.text('coefficient-fleiss_kappa'),
    (text) => text.includes(kappa.value.toFixed(3)),
  );
  await pick('weights', 'Unweighted');
});

test('a lead takes the labels from Dawid-Skene, and the file has its posteriors', async () => {
  await pick('consensus-method', 'Dawid-Skene');
  await until(
    () => window.text('consensus-choose'),
    (text) => text.includes('Dawid-Skene'),
  );
  assert.match(await window.text('rater-confusions'), /Expected right/);
  await window.screenshot('consensus-light');
  await window.click(await window.byTestId('consensus-choose'));
  await until(
    () => rows(file, 'SELECT method, items FROM consensus_fit ORDER BY id'),
    (found) => found.length === 1,
  );
  await until(
    () => window.text('consensus-in-force'),
    (text) => text.includes('Dawid-Skene'),
  );
  const [[method, items, fitted]] = rows(file, 'SELECT method, items, (SELECT COUNT(*) FROM fitted) FROM consensus_fit');
  assert.deepEqual([method, fitted], ['dawid-skene', items]);
  const sources = rows(file, "SELECT DISTINCT method FROM reference WHERE source = 'consensus'");
  assert.deepEqual(sources, [['dawid-skene']]);
});

test('nothing serious is wrong with the accessibility of the consensus', async () => {
  for (const theme of ['light', 'dark']) {
    await window.theme(theme);
    await window.run((element) => element.scrollIntoView({ block: 'nearest' }), await window.byTestId('consensus'));
    await window.screenshot(`consensus-chosen-${theme}`);
    assert.deepEqual(await window.seriousViolations(), []);
  }
});

test('a replay says what fewer judgments would have cost', async () => {
  await window.click(await window.byTestId('nav-project'));
  await window.click(await window.byTestId('tab-policy'));
  await window.click(await window.byTestId('replay'));
  const shown = await until(
    () => window.text('replayed').catch(() => ''),
    (text) => text.includes('Adaptive'),
    60_000,
  );
  assert.match(shown, /1 judgment each/);
  await window.run((element) => element.scrollIntoView({ block: 'nearest' }), await window.byTestId('replayed'));
  await window.screenshot('replay-dark');
  assert.deepEqual(await window.seriousViolations(), []);
  await window.keys(Key.ESCAPE);
});
