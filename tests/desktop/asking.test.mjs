import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { By, Key, launch, sleep } from './driver.mjs';
import { command, itemInView, rows, sit, until } from './sample.mjs';

const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsmitgliedsversammlung';
const RTL = 'האם זה חתול או כלב? «cat» <b>dog</b>';
const QUESTION = `Is <img src=x onerror=alert(1)> a **${LONG}** a cat? ${RTL}`;
const TEXTS = ['The *cat* sat on the mat', RTL, LONG, '<script>alert(1)</script> # a heading', 'A short one', '1. first\n2. second'];

let folder;
let home;
let window;
let project;
let file;
const people = {};

/** One label of a rater, as the window would send it. */
async function judge(person, choose) {
  const queue = await command(window, 'label_queue', null, people[person]);
  const [task] = queue.tasks;
  if (!task) return false;
  const { question } = project;
  const answers = [{ question: question.id, class: question.classes[choose(task.item.key)].id }];
  await command(window, 'label_submit', { assignment: task.assignment, uid: crypto.randomUUID(), said: { answers, active_ms: 1500 } }, people[person]);
  return true;
}

/** So many labels of a rater; the order of items is the same for all. */
async function judgeUpTo(person, n, choose) {
  const done = () => rows(file, `SELECT COUNT(*) FROM judgment j JOIN person p ON p.id = j.person_id WHERE p.name = ? AND j.standing = 1`, person)[0][0];
  for (let left = n - done(); left > 0 && (await judge(person, choose)); left -= 1);
  await command(window, 'label_release', null, people[person]);
}

/** The metadata value of an item. */
function languageOf(item) {
  const [[field]] = rows(file, `SELECT id FROM field WHERE name = 'language'`);
  return rows(file, `SELECT f${field} FROM item_metadata WHERE item_id = ?`, item)[0][0];
}

const place = (key) => Number(key.slice(-2));

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-asking-'));
  home = join(folder, 'home');
  await mkdir(home);
  const csv = Array.from({ length: 48 }, (_, at) => {
    const key = `${at === 3 ? LONG : 'item'}-${String(at).padStart(2, '0')}`;
    return `${key},"${TEXTS[at % TEXTS.length].replaceAll('"', '""')} ${at}",${at % 2 ? 'en' : 'de'},${at * 10}`;
  });
  await writeFile(join(folder, 'items.csv'), ['item,text,language,cost', ...csv].join('\n'));
  await makeProject();
  // The project is opened with its items waiting, as files are that are dropped on the program.
  window = await launch({ home, args: [file, join(folder, 'items.csv')] });
  await window.click(await window.byTestId('import-start', 20_000));
  await window.byTestId('import-report');
  assert.equal(rows(file, 'SELECT COUNT(*) FROM item_metadata')[0][0], 48);
  assert.deepEqual(rows(file, 'SELECT name FROM field ORDER BY name'), [['cost'], ['language']]);
});

async function makeProject() {
  window = await launch({ home, ready: null });
  const request = {
    name: 'Asking',
    person: 'Lea',
    guideline: '# How to answer\n\nLook twice.\n\nA cat has whiskers.\n',
    scheme: { question: 'What is it?', classes: [{ name: 'cat' }, { name: 'dog' }, { name: `bird, or ${LONG}` }] },
    policy: { judgments_per_item: 3, gold_share: 0, skip_allowed: true, consensus_share: 0.9, lease_seconds: 600, idle_seconds: 60, rules: {} },
  };
  delete request.policy.rules;
  for (let tries = 0; !project && tries < 50; tries += 1) {
    project = await command(window, 'project_create', request).catch(() => sleep(200).then(() => null));
  }
  assert.ok(project, 'a project was made');
  file = join(project.folder, project.file_name);
  people.Lea = project.people[0].uid;
  for (const name of ['Ann', 'Bob', 'Cleo']) {
    people[name] = (await command(window, 'person_add', { name, roles: ['rater'] }, people.Lea)).uid;
  }
  project = await command(window, 'project_overview', null, people.Lea);
  await window.run((me) => localStorage.setItem('assay.person', JSON.stringify(me)), people.Lea);
  await window.quit();
}

after(async () => {
  await window?.quit();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function pictures(name) {
  for (const theme of ['light', 'dark']) {
    await window.theme(theme);
    await window.screenshot(`${name}-${theme}`);
    assert.deepEqual(await window.seriousViolations(), [], name);
  }
  await window.theme('light');
}

async function tab(id, at) {
  const labels = await until(() => window.driver.findElements(By.css(`[data-testid="${id}"] label`)), (found) => found.length > at);
  await window.click(labels[at]);
}

async function pick(testId, name) {
  await window.click(await window.byTestId(testId));
  const options = await until(() => window.driver.findElements(By.css('[role="option"]')), (found) => found.length > 0);
  for (const option of options) {
    if ((await option.getText()).startsWith(name)) return window.click(option);
  }
  assert.fail(`no option ${name}`);
}

let asked;

test('a rater asks with one key, and the item is set aside', async () => {
  await sit(window, project, 'Ann');
  await window.click(await window.byTestId('nav-label'));
  asked = await itemInView(window);
  await window.keys('i');
  await window.byTestId('ask');
  await window.keys('1', Key.ESCAPE);
  await window.gone('ask');
  assert.equal(rows(file, 'SELECT COUNT(*) FROM ask')[0][0], 0);
  await window.keys('i');
  await window.byTestId('ask');
  await window.keys(QUESTION);
  await pictures('asking-field');
  await window.keys(Key.ENTER);
  const next = await until(() => itemInView(window), (item) => item !== asked);
  assert.notEqual(next, asked);
  const [[item, body, version, skipped]] = rows(
    file,
    `SELECT a.item_id, a.body, g.version, j.skipped FROM ask a JOIN guideline g ON g.id = a.guideline_id JOIN judgment j ON j.id = a.judgment_id`,
  );
  assert.deepEqual([item, body, version, skipped], [asked, QUESTION, 1, 1]);
  assert.match(await window.text('label-said'), /question went to the lead/);
});

test('the lead answers for all items of the language, into the guideline', async () => {
  await sit(window, project, 'Lea');
  await window.click(await window.byTestId('nav-conflicts'));
  await tab('lead-tabs', 1);
  await window.byTestId('ask-desk');
  assert.equal(await window.text('ask-body'), QUESTION);
  await window.click(await window.byTestId('answer-body'));
  await window.keys('A **cat**, whatever its ears say.');
  // What was typed outlives the screen.
  await window.click(await window.byTestId('nav-quality'));
  await window.byTestId('screen-quality');
  await window.click(await window.byTestId('nav-conflicts'));
  await tab('lead-tabs', 1);
  const typed = await window.byTestId('answer-body');
  assert.equal(await typed.getAttribute('value'), 'A **cat**, whatever its ears say.');
  await window.click(await window.find(By.xpath('//*[@data-testid="answer-reach"]//label[contains(., "language")]')));
  const box = await window.byTestId('answer-guideline');
  await window.click(box);
  await pictures('asking-answer');
  await window.click(await window.byTestId('answer-send'));
  const answered = await until(() => rows(file, 'SELECT n.reach, n.field_value, g.version FROM answer n LEFT JOIN guideline g ON g.id = n.guideline_id'), (all) => all.length > 0);
  const language = languageOf(asked);
  assert.deepEqual(answered, [['field', language, 2]]);
  const [[body]] = rows(file, 'SELECT body FROM guideline WHERE version = 2');
  assert.match(body, /## Questions and answers\n\n> Is \\<img src=x/);
  await until(() => window.isThere('ask-desk'), (there) => !there);
  await tab('ask-tabs', 1);
  await window.byTestId('ask-answered');
  await pictures('asking-answered');
});

test('another rater sees the note on such an item, and the one who asked is told', async () => {
  await sit(window, project, 'Bob');
  await window.click(await window.byTestId('nav-label'));
  const language = languageOf(asked);
  let met = 0;
  for (let at = 0; at < 6; at += 1) {
    const item = await itemInView(window);
    const own = languageOf(item);
    const noted = await window.isThere('answer-note');
    assert.equal(noted, own === language, `item ${item}`);
    if (noted && met === 0) {
      const note = await window.text('answer-note');
      assert.ok(note.includes(RTL) && note.includes('A cat, whatever'), note);
      assert.ok(!/Ann|Lea/.test(note), 'no names');
      await pictures('asking-note');
      await window.keys('g');
      await window.byTestId('answers');
      await pictures('asking-guideline');
      await window.keys('g');
    }
    met += Number(noted);
    await window.keys('2');
    await until(() => itemInView(window), (now) => now !== item);
  }
  assert.ok(met > 0);
  await sit(window, project, 'Ann');
  await window.click(await window.byTestId('nav-label'));
  assert.match(await window.text('answer-note'), /Your question on/);
  await window.click(await window.byTestId('answer-seen'));
  await until(() => rows(file, 'SELECT COUNT(*) FROM answer_seen')[0][0], (n) => n === 1);
  // The item comes back.
  const [[standing]] = rows(file, 'SELECT standing FROM judgment WHERE id = (SELECT judgment_id FROM ask)');
  assert.equal(standing, 0);
});

const desk = () => itemInView(window, 'conflict-desk');
const listed = async () => (await window.driver.findElements(By.css('[data-testid="conflict-list"] li'))).length;
const decisions = () => rows(file, 'SELECT item_id FROM adjudication WHERE standing = 1').length;

test('conflicts are filtered, drafts are kept, many are accepted and taken back', async () => {
  await judgeUpTo('Ann', 30, () => 0);
  await judgeUpTo('Bob', 30, (key) => (place(key) % 3 === 0 ? 1 : 0));
  await judgeUpTo('Cleo', 30, (key) => (place(key) % 4 === 0 || key.startsWith(LONG) ? 2 : 0));
  await sit(window, project, 'Lea');
  await window.click(await window.byTestId('nav-conflicts'));
  await desk();
  const [[all]] = rows(file, 'SELECT COUNT(*) FROM consensus WHERE conflict = 1');
  await until(listed, (n) => n >= Math.min(all, 8));
  await pictures('conflicts-queue');

  // A rationale typed and not sent is there when the screen comes back.
  const item = await desk();
  await window.keys('n', 'because of its whiskers', Key.ENTER, 'c');
  await window.click(await window.byTestId('nav-quality'));
  await window.byTestId('screen-quality');
  await window.click(await window.byTestId('nav-conflicts'));
  assert.equal(await desk(), item);
  assert.equal(await (await window.byTestId('rationale')).getAttribute('value'), 'because of its whiskers');
  assert.match(await window.text('cause'), /Guideline gap/);

  await window.click(await window.byTestId('conflict-filter'));
  await window.byTestId('conflict-filters');
  await pick('filter-first', 'cat');
  await pick('filter-second', 'bird');
  await pictures('conflicts-filter');
  await window.keys(Key.ESCAPE);
  await window.gone('conflict-filters');
  const request = (classes) => command(window, 'conflict_list', { filter: { pair: classes } }, people.Lea);
  const [cat, , bird] = project.question.classes.map(({ id }) => id);
  const { matching } = await request([cat, bird]);
  assert.ok(matching > 0 && matching < all);
  await until(() => window.text('conflict-matching'), (text) => text.startsWith(`${matching} item`));

  await window.chord(Key.SHIFT, 'A');
  await window.byTestId('accept-dialog');
  const count = await until(() => window.text('accept-count'), (text) => /^[1-9]/.test(text));
  await pictures('conflicts-accept');
  await window.click(await window.byTestId('accept-confirm'));
  const done = Number(/^\d+/.exec(count)[0]);
  assert.equal(await until(decisions, (n) => n === done), done);
  await until(() => window.text('conflict-said'), (text) => text.includes(`${done} items at once`));
  // The filter is kept; one key takes all of it back.
  await window.keys('z');
  assert.equal(await until(decisions, (n) => n === 0), 0);
  await until(() => window.text('conflict-matching'), (text) => text.startsWith(`${matching} item`));
  await window.click(await window.byTestId('conflict-clear'));
});

test('a decision is made blind', async () => {
  await window.click(await window.byTestId('conflict-filter'));
  await window.click(await window.find(By.xpath('//*[@data-testid="conflict-blind"]')));
  await window.keys(Key.ESCAPE);
  await window.byTestId('blind');
  const item = await desk();
  await pictures('conflicts-blind');
  await window.keys('1');
  await until(desk, (now) => now !== item);
  assert.match(await window.text('revealed'), /Raters/);
  await window.screenshot('conflicts-revealed');
  await window.keys('z');
  await until(desk, (now) => now === item);
  await window.click(await window.byTestId('conflict-filter'));
  await window.click(await window.find(By.xpath('//*[@data-testid="conflict-blind"]')));
  await window.keys(Key.ESCAPE);
});

test('a decided item becomes an example, and its pair is judged again', async () => {
  await window.click(await window.byTestId('conflict-search'));
  await window.keys(LONG.slice(0, 20).toLowerCase());
  const wanted = await until(desk, (item) => rows(file, 'SELECT key FROM item WHERE id = ?', item)[0][0].startsWith(LONG) || item === -1, 3000);
  await window.keys(Key.ENTER);
  await window.keys('n', '# not a heading <i>', Key.ENTER, '1');
  await until(decisions, (n) => n === 1);
  await window.keys('e');
  await window.byTestId('example-dialog');
  await pictures('conflicts-example');
  await window.click(await window.byTestId('example-add'));
  await window.byTestId('example-done');
  const [[item, version]] = rows(file, 'SELECT e.item_id, g.version FROM example e JOIN guideline g ON g.id = e.guideline_id WHERE e.standing = 1');
  assert.equal(version, 3);
  const [[decidedItem]] = rows(file, 'SELECT item_id FROM adjudication WHERE standing = 1');
  assert.equal(item, decidedItem, `${wanted}`);
  await until(() => window.text('requeue-count'), (text) => /^[1-9]/.test(text));
  await pictures('conflicts-requeue');
  await window.click(await window.byTestId('requeue-confirm'));
  const requeued = await until(() => rows(file, 'SELECT COUNT(*), SUM(extra) FROM requeue WHERE standing = 1')[0], ([n]) => n > 0);
  assert.equal(requeued[0], requeued[1]);
  await window.gone('example-dialog');
});

test('the guideline tells what changed and what it did, and the rows behind a number open', async () => {
  for (const name of ['Ann', 'Bob', 'Cleo']) await judgeUpTo(name, 48, (key) => (name === 'Cleo' && place(key) % 10 === 0 ? 1 : 0));
  await window.click(await window.byTestId('nav-project'));
  await window.click(await window.byTestId('tab-guideline'));
  await pictures('guideline-now');
  await tab('guideline-part', 1);
  await window.byTestId('guideline-effect');
  await pictures('guideline-effect');
  await window.run(() => document.querySelector('[data-testid="guideline-effect"] h3').scrollIntoView());
  await pictures('guideline-confusions');
  await window.run(() => document.querySelector('[data-testid="guideline-history"]').scrollIntoView());
  const effect = await command(window, 'guideline_effect', { version: 3 }, people.Lea);
  const shown = await window.text('guideline-effect');
  for (const number of [effect.before.alpha.value, effect.agreement_difference.lower]) {
    assert.ok(shown.includes(number.toFixed(2).replace('-', '\u2212')), `${shown} has ${number}`);
  }
  await tab('guideline-view', 1);
  await window.byTestId('guideline-difference');
  await pictures('guideline-changes');
  assert.match(await window.text('guideline-difference'), /\+\n?.*## Examples/);
  await tab('guideline-view', 2);
  await window.click(await window.byTestId('version-1'));
  await window.click(await window.byTestId('guideline-restore'));
  const restored = await until(() => rows(file, 'SELECT version, body FROM guideline ORDER BY version DESC LIMIT 1')[0], ([version]) => version === 4);
  assert.deepEqual(restored, [4, '# How to answer\n\nLook twice.\n\nA cat has whiskers.\n']);

  await window.click(await window.byTestId('version-3'));
  await tab('guideline-view', 0);
  const pair = effect.pairs[0];
  await window.click(await window.byTestId(`rows-before-${pair.first}-${pair.second}`));
  await until(() => window.text('conflict-matching'), (text) => text.startsWith(`${pair.items_before} item`));
  assert.match(await window.text('conflict-matching'), new RegExp(`^${pair.items_before} item`));
  await pictures('conflicts-behind');
});

test('the file is sound', async () => {
  const report = await command(window, 'project_check', null, people.Lea);
  // Items that were judged once more than the policy asks were requeued.
  assert.deepEqual(report.findings.filter(({ message }) => !message.includes('ever asked for')), []);
});
