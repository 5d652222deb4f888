import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { By, Key } from './driver.mjs';
import { openSample } from './sample.mjs';

let window;

before(async () => {
  ({ window } = await openSample());
});

after(async () => {
  await window?.quit();
});

test('the window opens with its parts in the rail', async () => {
  assert.equal(await window.driver.getTitle(), 'Digits (sample) – Assay');
  const items = await window.driver.findElements(By.css('[data-testid="nav"] button'));
  assert.equal(items.length, 10);
});

test('a part opens by click and by key', async () => {
  await window.click(await window.byTestId('nav-quality'));
  await window.byTestId('screen-quality');
  await window.chord(Key.CONTROL, '1');
  await window.byTestId('screen-label');
});

test('the palette opens by key, finds a command and runs it', async () => {
  await window.chord(Key.CONTROL, 'k');
  await window.byTestId('palette');
  await window.screenshot('palette');
  await window.keys('conflicts', Key.ENTER);
  await window.gone('palette');
  await window.byTestId('screen-conflicts');
});

test('no key acts while the palette lies above the screen', async () => {
  await window.chord(Key.CONTROL, 'k');
  await window.byTestId('palette');
  await window.keys('?');
  assert.equal(await window.isThere('help'), false);
  await window.keys(Key.ESCAPE);
  await window.gone('palette');
});

test('the help sheet shows the keys, and one can be changed', async () => {
  await window.keys('?');
  await window.byTestId('help');
  await window.click(await window.byTestId('change-app.help'));
  await window.chord(Key.CONTROL, 'k');
  await window.find(By.xpath("//p[contains(., 'is taken by')] | //div[text()[contains(., 'is taken by “Search commands”')]]"));
  await window.click(await window.byTestId('change-app.help'));
  await window.keys('h');
  await window.screenshot('help');
  await window.keys(Key.ESCAPE);
  await window.gone('help');
  await window.keys('h');
  await window.byTestId('help');
  await window.click(await window.find(By.xpath('//*[@data-testid="help"]//button[contains(., "Use all standard keys")]')));
  await window.keys(Key.ESCAPE);
  await window.gone('help');
});

for (const theme of ['light', 'dark']) {
  test(`in ${theme} nothing serious is wrong with accessibility`, async () => {
    await window.theme(theme);
    for (const [width, height] of [[1280, 800], [1920, 1080]]) {
      await window.resize(width, height);
      await window.screenshot(`frame-${theme}-${width}`);
    }
    assert.deepEqual(await window.seriousViolations(), []);
    await window.keys('?');
    await window.byTestId('help');
    assert.deepEqual(await window.seriousViolations(), []);
    await window.keys(Key.ESCAPE);
    await window.gone('help');
  });
}

test('the page inserts no style that its policy forbids', async () => {
  const inserted = await window.run(() => document.querySelectorAll('style').length);
  assert.equal(inserted, 0);
});
