/** What is needed next is in reach: in small windows, after a decision, after a draw, after a jump. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { By, Key } from './driver.mjs';
import { command, itemInView, openSample, rows, until } from './sample.mjs';

let window;
let file;
let me;

before(async () => {
  const opened = await openSample();
  ({ window, file } = opened);
  me = opened.project.people.find((person) => person.name === 'Tester').uid;
});

after(async () => {
  await window?.quit();
});

const press = async (testId) => window.click(await window.byTestId(testId));
const valueOf = (testId) => window.run((id) => document.querySelector(`[data-testid="${id}"]`)?.value, testId);
const says = async (testId, wanted) => assert.match(await until(() => window.text(testId), (text) => wanted.test(text)), wanted);

/** Elements that are not wholly in the window, or that something else lies over. */
const outOfReach = (selector) =>
  window.run(
    (wanted) =>
      [...document.querySelectorAll(wanted)].flatMap((each) => {
        const box = each.getBoundingClientRect();
        const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        const inside = [[box.left + 1, box.top + 1], [box.right - 1, box.bottom - 1]].every(([x, y]) => each.contains(document.elementFromPoint(x, y)) || document.elementFromPoint(x, y)?.contains(each));
        return inside && each.contains(over) ? [] : [each.getAttribute('data-testid') ?? each.textContent];
      }),
    selector,
  );

for (const [width, height] of [[1280, 800], [1000, 640]]) {
  test(`every class can be pressed beside the guideline at ${width} x ${height}`, async () => {
    await window.resize(width, height);
    await press('nav-label');
    await itemInView(window);
    await window.keys('g');
    await window.byTestId('guideline');
    assert.equal((await window.driver.findElements(By.css('[data-testid="classes"] button'))).length, 10);
    await window.screenshot(`reach-guideline-${width}`);
    assert.deepEqual(await outOfReach('[data-testid="classes"] button'), []);
    await window.keys('g');
    await window.gone('guideline');
    assert.deepEqual(await outOfReach('[data-testid="classes"] button'), []);
  });
}

test('a decision is told, and its undo brings back what was written', async () => {
  await window.resize(1280, 800);
  await press('nav-conflicts');
  const item = () => itemInView(window, 'conflict-desk');
  const first = await item();
  await press('conflict-undo');
  await says('conflict-said', /no decision of yours/);
  await window.keys('c', 'n', 'faint', Key.ENTER);
  await window.keys('j');
  await until(item, (now) => now !== first);
  assert.equal(await valueOf('rationale'), '');
  await window.keys('k');
  await until(item, (now) => now === first);
  assert.equal(await valueOf('rationale'), 'faint', 'a look at another item keeps it');
  await window.keys('3');
  await until(item, (now) => now !== first);
  await says('conflict-said', /^Decided: digit-\d+ is 3\.$/);
  await window.screenshot('reach-decided');
  assert.deepEqual(await outOfReach('[data-testid="classes"] button, [data-testid="conflict-undo"]'), []);
  assert.equal(await window.run(() => document.querySelector('[data-testid="conflict-undo"]').textContent), 'UndoZ');
  await press('conflict-undo');
  await until(item, (now) => now === first);
  await says('conflict-said', /was taken back/);
  assert.equal(await until(() => valueOf('rationale'), (text) => text === 'faint'), 'faint');
  assert.match(await window.text('cause'), /Guideline gap/);
  assert.deepEqual(rows(file, 'SELECT count(*) FROM adjudication WHERE standing = 1'), [[0]]);
  await window.resize(1000, 640);
  await window.screenshot('reach-conflicts-1000');
  assert.deepEqual(await outOfReach('[data-testid="classes"] button, [data-testid="conflict-undo"]'), []);
  await window.keys('g');
  await window.byTestId('guideline');
  await window.screenshot('reach-conflicts-guideline');
  assert.deepEqual(await outOfReach('[data-testid="conflict-undo"], [data-testid="rationale"]'), []);
  await window.run(() => document.querySelector('[data-testid="class-9"]').scrollIntoView({ block: 'nearest' }));
  assert.deepEqual(await outOfReach('[data-testid="class-8"], [data-testid="class-9"]'), []);
  await window.keys('g');
  await window.gone('guideline');
});

test('a mark leaves reference and prediction where they were', async () => {
  await window.resize(1280, 800);
  await press('nav-errors');
  await window.byTestId('sheet');
  await press('quick-wrong');
  await window.byTestId('column-pred');
  const places = () =>
    window.run(() => ['key', 'label', 'pred'].map((id) => document.querySelector(`[data-testid="column-${id}"]`)?.getBoundingClientRect().left));
  const before = await places();
  const tags = await command(window, 'tag_list', null, me);
  await window.keys(tags.at(-1).hotkey);
  await until(() => rows(file, 'SELECT count(*) FROM mark WHERE tag_id = ?', tags.at(-1).id)[0][0], (n) => n > 0);
  await window.screenshot('reach-mark');
  assert.deepEqual(await places(), before);
  for (const tag of tags) assert.ok(await window.isThere(`column-tag-${tag.id}`), tag.name);
  await window.resize(1000, 640);
  await window.screenshot('reach-mark-1000');
  assert.deepEqual(await places(), before);
  await window.keys(tags.at(-1).hotkey);
  await window.resize(1280, 800);
});

test('Enter draws, and the rows drawn are shown', async () => {
  await press('draw');
  await window.click(await window.find(By.xpath('//label[contains(., "right rows")]')));
  await press('draw-size');
  await window.chord(Key.CONTROL, 'a');
  await window.keys('7', Key.ENTER);
  await window.gone('draw-dialog');
  await says('row-count', /^7 of/);
  assert.equal(await valueOf('filter'), 'pred = label and drawn = yes');
  await window.screenshot('reach-drawn');
  assert.equal(rows(file, 'SELECT count(*) FROM draw_item')[0][0], 7);
});

test('a jump from the priorities can be taken back, and a click beside a field is none', async () => {
  await press('nav-priorities');
  await window.byTestId('priorities');
  const [tag] = await command(window, 'tag_list', null, me);
  await window.click(await window.find(By.css(`[data-testid="priority-${tag.id}"] [data-testid="share_of_errors"]`)));
  await window.byTestId('screen-priorities');
  await press(`importance-${tag.id}`);
  await window.chord(Key.CONTROL, 'a');
  await window.keys('9', Key.TAB);
  await window.find(By.xpath('//*[@role="alert"][contains(., "from 1 to 5")]'));
  assert.equal(await valueOf(`importance-${tag.id}`), '9');
  await window.screenshot('reach-fault');
  await press(`importance-${tag.id}`);
  await window.keys(Key.ESCAPE);
  await window.resize(1000, 640);
  await window.screenshot('reach-priorities-1000');
  await window.resize(1280, 800);
  await window.click(await window.find(By.css(`[data-testid="priority-${tag.id}"] th button`)));
  await window.byTestId('former-filter');
  await window.screenshot('reach-former');
  await press('former-filter');
  await says('row-count', /^7 of/);
  assert.equal(await valueOf('filter'), 'pred = label and drawn = yes');
  assert.equal(await window.isThere('former-filter'), false);
});

test('an export is of the run last worked with', async () => {
  const runs = await command(window, 'run_list', null, me);
  const [one, other] = runs;
  for (const wanted of [one, other]) {
    await press('nav-errors');
    await press('run');
    await window.click(await window.find(By.xpath(`//*[@role="option"][.//text()[contains(., "${wanted.name}")]]`)));
    await press('nav-export');
    await window.click(await window.find(By.xpath('//label[contains(., "Error sheet")]')));
    await says('export-run', new RegExp(wanted.name));
  }
  await press('export-start');
  await says('exported', new RegExp(`Error sheet · ${other.name}`));
  await window.screenshot('reach-exported');
});

test('Enter draws an audit', async () => {
  await press('nav-audit');
  await press('audit-new');
  await window.byTestId('audit-dialog');
  const [, bySize] = await window.driver.findElements(By.css('[data-testid="audit-kind"] label'));
  await window.click(bySize);
  await press('audit-size');
  await window.chord(Key.CONTROL, 'a');
  await window.keys('5', Key.ENTER);
  await window.byTestId('audit-desk');
  assert.equal(rows(file, 'SELECT count(*) FROM audit_item')[0][0], 5);
});

for (const theme of ['light', 'dark']) {
  test(`in ${theme} nothing serious is wrong with accessibility`, async () => {
    await window.theme(theme);
    for (const screen of ['label', 'conflicts', 'errors', 'priorities', 'export']) {
      await press(`nav-${screen}`);
      await window.byTestId(`screen-${screen}`);
      await window.resize(1000, 640);
      await window.screenshot(`reach-${screen}-${theme}`);
      assert.deepEqual(await window.seriousViolations(), []);
    }
  });
}
