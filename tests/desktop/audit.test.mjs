/** An audit by a plan: rejected, reworked, audited again, accepted, and its certificate. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { By, Key } from './driver.mjs';
import { answerDialog, itemInView, openSample, rows, until } from './sample.mjs';

let window;
let file;
let plan;

before(async () => {
  ({ window, file } = await openSample());
});

after(async () => {
  await window?.quit();
});

/** P(at most c of n drawn are among the bad ones of a lot), term by term. */
function accept(lot, bad, n, c) {
  const choose = (of, k) => {
    let log = 0;
    for (let i = 1; i <= k; i += 1) log += Math.log((of - k + i) / i);
    return log;
  };
  let sum = 0;
  for (let k = 0; k <= Math.min(c, bad, n); k += 1) {
    if (n - k <= lot - bad) sum += Math.exp(choose(bad, k) + choose(lot - bad, n - k) - choose(lot, n));
  }
  return sum;
}

/** The fewest labels, c by c, that accept a lot with `tolerable` by at most 5 % and one with `good` by at least 95 %. */
function smallest(lot, tolerable, good) {
  const [bad, few] = [Math.ceil(tolerable * lot - 1e-9), Math.floor(good * lot + 1e-9)];
  for (let c = 0; c < lot; c += 1) {
    let n = c + 1;
    while (accept(lot, bad, n, c) > 0.05) n += 1;
    if (accept(lot, few, n, c) >= 0.95) return { n, c, reject: 1 - accept(lot, bad, n, c), pass: accept(lot, few, n, c) };
  }
  throw new Error('no plan');
}

async function enter(testId, text) {
  await window.click(await window.byTestId(testId));
  await window.chord(Key.CONTROL, 'a');
  await window.keys(text, Key.TAB);
}

const drawn = (audit) =>
  rows(file, 'SELECT t.item_id, c.key FROM audit_item t JOIN class c ON c.id = t.reference_class_id WHERE t.audit_id = ? ORDER BY t.position', audit);

/** Looks at the first items of an audit; `wrong` says at which the label is contradicted. */
async function look(labels, wrong) {
  for (const [at, [item, key]] of labels.entries()) {
    assert.equal(await until(() => itemInView(window), (now) => now === item), item);
    await window.keys(wrong(at) ? String((Number(key) + 1) % 10) : key);
  }
}

async function pictures(name) {
  for (const theme of ['light', 'dark']) {
    await window.theme(theme);
    await window.screenshot(`${name}-${theme}`);
    assert.deepEqual(await window.seriousViolations(), []);
  }
}

/** From another screen: the audit screen opens on its list. */
const openAudit = async (name) => {
  await window.click(await window.byTestId('nav-audit'));
  await window.byTestId('audit-list');
  await window.click(await window.byRole('button', name));
  await window.byTestId('audit-result');
};

test('a plan is answered by n and c, in words and as a curve', async () => {
  await window.click(await window.byTestId('nav-audit'));
  await window.click(await window.byTestId('audit-new'));
  await enter('audit-name', 'digits');
  await window.byTestId('oc-curve');
  await pictures('audit-plan');
  const drawing = join(dirname(file), 'plan.svg');
  await window.click(await window.byRole('button', 'Save chart'));
  await window.click(await window.byRole('menuitem', 'Save as SVG'));
  await answerDialog(drawing);
  const svg = await until(() => readFile(drawing, 'utf8').catch(() => ''), (text) => text !== '');
  assert.match(svg, /^<svg[^]*good enough[^]*too much/);
  await enter('audit-tolerable', '15');
  await enter('audit-good', '1');
  const [[lot]] = rows(file, 'SELECT COUNT(*) FROM reference');
  plan = smallest(lot, 0.15, 0.01);
  const words = await until(() => window.text('audit-planned'), (text) => text.startsWith(`${plan.n} labels, at most ${plan.c} `));
  assert.ok(words.startsWith(`${plan.n} labels, at most ${plan.c} may be wrong.`), words);
  assert.ok(words.includes(`is rejected in ${Math.round(plan.reject * 100)} of 100 cases`), words);
  assert.ok(words.includes(`is accepted in ${plan.pass > 0.995 ? 'more than 99' : Math.round(plan.pass * 100)} of 100 cases`), words);
  await enter('audit-good', '20');
  await window.find(By.xpath('//*[contains(., "choose a tolerable error rate above the good one")]'));
  assert.equal(await (await window.byTestId('audit-create')).isEnabled(), false);
  await enter('audit-good', '1');
  await enter('audit-seed', '42');
  await window.driver.wait(async () => (await window.byTestId('audit-create')).isEnabled(), 5000);
  await window.click(await window.byTestId('audit-create'));
  await window.byTestId('audit-desk');
  assert.deepEqual(rows(file, 'SELECT size, acceptance, tolerable, good, round FROM audit'), [[plan.n, plan.c, 0.15, 0.01, 0]]);
});

test('too many wrong labels reject the lot at once, without a rate', async () => {
  await look(drawn(1).slice(0, plan.c + 1), () => true);
  const result = await window.text('audit-result');
  assert.match(result, /The lot is rejected\./);
  assert.ok(result.includes(`certain after ${plan.c + 1} of ${plan.n} looks`), result);
  assert.doesNotMatch(result, /\[0\./, 'no interval');
  assert.equal(await (await window.byTestId('audit-again')).isEnabled(), false);
  await pictures('audit-rejected');
});

test('decided labels open the way to a fresh draw, which may be accepted', async () => {
  const defects = rows(
    file,
    'SELECT i.key, i.id, c.key FROM audit_item t JOIN item i ON i.id = t.item_id JOIN class c ON c.id = t.judged_class_id ORDER BY t.position',
  );
  for (const [at, [key, item, judged]] of defects.entries()) {
    if (at > 0) await openAudit('digits');
    await window.click(await window.byRole('button', key));
    await until(() => itemInView(window, 'conflict-desk'), (now) => now === item);
    await window.keys(judged);
    await until(async () => rows(file, 'SELECT 1 FROM adjudication WHERE item_id = ? AND standing = 1', item), (found) => found.length === 1);
  }
  await openAudit('digits');
  await window.driver.wait(async () => (await window.byTestId('audit-again')).isEnabled(), 5000);
  await window.click(await window.byTestId('audit-again'));
  await window.byTestId('oc-curve');
  await window.screenshot('audit-again');
  await enter('audit-seed', '42');
  await window.driver.wait(async () => (await window.byTestId('audit-create')).isEnabled(), 5000);
  await window.click(await window.byTestId('audit-create'));
  await window.gone('audit-result');
  assert.deepEqual(rows(file, 'SELECT again_of, round, seed FROM audit WHERE id = 2'), [[1, 1, 42]]);
  assert.notDeepEqual(drawn(2), drawn(1));

  // Certain before the last look; who goes on gets the rate.
  const labels = drawn(2);
  await look(labels.slice(0, plan.n - plan.c), () => false);
  assert.match(await window.text('audit-verdict'), /The lot is accepted\./);
  await window.click(await window.byTestId('audit-go-on'));
  await window.gone('audit-result');
  await window.screenshot('audit-go-on');
  await look(labels.slice(plan.n - plan.c), () => false);
  const result = await window.text('audit-result');
  assert.match(result, /0\.000\s*\[0\.000, 0\.\d{3}\]/);
  assert.ok(result.includes(`n ${plan.n}`), result);
  await pictures('audit-accepted');
});

test('a certificate is written where the dialog says', async () => {
  const target = join(dirname(file), 'digits certificate.html');
  await window.click(await window.byTestId('audit-certificate'));
  await answerDialog(target);
  const page = await until(() => readFile(target, 'utf8').catch(() => ''), (text) => text !== '');
  assert.ok(page.includes('<strong>Accepted</strong>') && page.includes(`n = ${plan.n}, c = ${plan.c}`), page);
  assert.ok(page.includes('seed 42, round 2') && page.includes('Repeats'), page);
});

test('the list tells the history of the lot', async () => {
  await window.click(await window.byRole('button', 'All audits'));
  const list = await window.text('audit-list');
  assert.match(list, /rejected/);
  assert.match(list, /accepted/);
  assert.match(list, /round 2/);
  await pictures('audit-list');
});

test('labels are drawn from each group, with a rate for each and a weighted one', async () => {
  await window.click(await window.byTestId('audit-new'));
  const [, , byGroups] = await window.driver.findElements(By.css('[data-testid="audit-kind"] label'));
  await window.click(byGroups);
  await enter('audit-name', 'by class');
  await window.byTestId('audit-groups');
  for (let at = 0; at < 10; at += 1) await enter(`audit-group-${at}`, at === 0 ? '1' : '2');
  await window.find(By.xpath('//*[contains(., "Two at least, or all.")]'));
  assert.equal(await (await window.byTestId('audit-create')).isEnabled(), false);
  await enter('audit-group-0', '3');
  await pictures('audit-groups');
  await window.click(await window.byTestId('audit-create'));
  await window.byTestId('audit-desk');
  assert.deepEqual(rows(file, 'SELECT name, size FROM audit_group WHERE audit_id = 3 ORDER BY position LIMIT 2'), [['0', 3], ['1', 2]]);
  const labels = drawn(3);
  assert.equal(labels.length, 21);
  // One of class 0 is contradicted: a third of that group.
  const first = labels.findIndex(([, key]) => key === '0');
  await look(labels, (at) => at === first);
  const [[share]] = rows(file, "SELECT (SELECT population FROM audit_group WHERE audit_id = 3 AND name = '0') * 1.0 / population / 3 FROM audit WHERE id = 3");
  const result = await window.text('audit-result');
  assert.ok(result.includes(share.toFixed(3)), `${share} in ${result}`);
  assert.match(await window.text('audit-group-rates'), /0\.333/);
  await pictures('audit-group-result');
});
