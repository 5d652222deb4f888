/** The help of the filter line, and what the line proposes, in the real window. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { By, Key } from './driver.mjs';
import { openSample, until } from './sample.mjs';

let window;
let runs;

const proposed = () => window.run(() => [...document.querySelectorAll('[data-testid="proposals"] [role=option] code')].map((each) => each.textContent));

before(async () => {
  ({ window } = await openSample());
  await window.click(await window.byTestId('nav-errors'));
  await window.byTestId('sheet', 20_000);
  await window.click(await window.byTestId('run'));
  const options = await window.driver.findElements(By.css('[role="option"]'));
  runs = options.length;
  await window.keys(Key.ESCAPE);
});

after(() => window?.quit());

test('the help names other runs and the lack of a value', async () => {
  await window.click(await window.byTestId('filter-help'));
  const help = await window.text('filter-examples');
  for (const each of ['pred@"run 1"', 'is missing', 'is present']) assert.ok(help.includes(each), `${each} in ${help}`);
  assert.deepEqual(await window.seriousViolations('\'[data-testid="filter-examples"]\''), []);
  await window.keys(Key.ESCAPE);
  await window.gone('filter-examples');
});

test('both are proposed wherever they may stand', async () => {
  assert.ok(runs > 1, 'the sample has several runs');
  for (const [begun, wanted] of [
    ['pred@', /^pred@/],
    ['label = pred@', /^pred@/],
    ['split ', /^is missing$/],
    ['split is ', /^missing$/],
  ]) {
    await window.run(() => document.querySelector('[data-testid="sheet"]').focus());
    await window.keys('/');
    await window.chord(Key.CONTROL, 'a');
    await window.keys(begun);
    const found = await until(proposed, (texts) => texts.some((each) => wanted.test(each)));
    assert.ok(found.some((each) => wanted.test(each)), `${wanted} after ${begun}: ${found}`);
    await window.keys(Key.ESCAPE);
    await window.gone('proposals');
    await window.keys(Key.ESCAPE);
  }
});
