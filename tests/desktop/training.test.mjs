/** Raters before and during work: guideline, practice, qualification, hidden gold; and what a lead decides about them. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { By, Key, sleep } from './driver.mjs';
import { command, itemInView, openSample, rows, sit, until } from './sample.mjs';

let window;
let file;
let project;

const LONG = `# Digits\n\n${Array.from({ length: 60 }, (_, at) => `Rule ${at + 1}: look at the whole stroke before you answer.`).join('\n\n')}\n`;

/** The sample has fifty known answers; a test and a watch need more. The next policy brings every figure in line. */
function moreGold() {
  const script = `
import csv, sqlite3, sys
db = sqlite3.connect(sys.argv[1], timeout=10)
truth = {row["item"]: row["label"] for row in csv.DictReader(open(sys.argv[2]))}
items = db.execute("SELECT id, key FROM item WHERE id % 3 = 0 AND id NOT IN (SELECT item_id FROM gold)").fetchall()
rank = db.execute("SELECT MAX(rank) FROM gold").fetchone()[0]
classes = {key: (id, question) for id, key, question in db.execute("SELECT id, key, question_id FROM class")}
for at, (item, key) in enumerate(items, 1):
    chosen, question = classes[truth[key]]
    db.execute("INSERT INTO gold (item_id, explanation, rank) VALUES (?, '', ?)", (item, rank + at))
    db.execute("INSERT INTO gold_answer (item_id, question_id, class_id) VALUES (?, ?, ?)", (item, question, chosen))
db.commit()`;
  const digits = join(import.meta.dirname, '..', '..', 'crates', 'workbench', 'sample', 'digits.csv');
  execFileSync('python3', ['-c', script, file, digits]);
}

before(async () => {
  ({ window, file, project } = await openSample());
  const lead = project.people.find(({ name }) => name === 'Tester').uid;
  await command(window, 'guideline_publish', { body: LONG }, lead);
  for (const name of ['Ann', 'Bob']) await command(window, 'person_add', { name, roles: ['rater'] }, lead);
  project = await command(window, 'project_overview');
});

after(async () => {
  await window?.quit();
});

afterEach(async (context) => {
  if (context.error) await window.screenshot('training-failed-here');
});

const press = async (testId) => window.click(await window.byTestId(testId));

const says = async (testId, wanted) => assert.match(await until(() => window.text(testId).catch(() => ''), (text) => wanted.test(text)), wanted);

async function enter(testId, text) {
  await press(testId);
  await window.chord(Key.CONTROL, 'a');
  await window.keys(text, Key.TAB);
}

async function pictures(name) {
  for (const theme of ['light', 'dark']) {
    await window.theme(theme);
    await window.screenshot(`training-${name}-${theme}`);
  }
  // Both themes hold the same contrasts (tokens.css); one look at each screen is enough here.
  assert.deepEqual(await window.seriousViolations(), []);
}

const show = (testId) =>
  window.run((id) => document.querySelector(`[data-testid="${id}"]`)?.scrollIntoView({ block: 'start' }), testId);

const inView = () => itemInView(window);
/** The file has a change a moment before the window knows that it can be taken back: the key is pressed until it does. */
async function takeBack(done) {
  const pressed = async () => {
    if (done()) return true;
    await window.run(() => document.activeElement?.blur());
    await window.chord(Key.CONTROL, 'z');
    await sleep(300);
    return done();
  };
  assert.ok(await until(pressed, Boolean, 20_000), 'it is taken back');
}

const known = (item) => rows(file, 'SELECT c.key FROM gold_answer g JOIN class c ON c.id = g.class_id WHERE g.item_id = ?', item)[0]?.[0];
const other = (key) => String((Number(key) + 1) % 10);
const partOf = (item) => rows(file, 'SELECT part FROM gold WHERE item_id = ?', item)[0]?.[0] ?? null;
const own = (name, purpose) =>
  rows(
    file,
    'SELECT j.item_id, j.counted FROM judgment j JOIN person p ON p.id = j.person_id WHERE p.name = ? AND j.purpose = ? AND j.standing = 1 ORDER BY j.id',
    name,
    purpose,
  );
const attempts = (name) =>
  rows(
    file,
    'SELECT q.attempt, q.n_right, q.n_wrong, q.verdict, q.decision FROM qualification q JOIN person p ON p.id = q.person_id WHERE p.name = ? ORDER BY q.attempt',
    name,
  );

/** Answers the item in view, and waits for the file to say so. */
async function answer(name, purpose, key) {
  const before = own(name, purpose).length;
  await window.keys(key);
  await until(async () => own(name, purpose).length, (n) => n > before);
  assert.equal(own(name, purpose).length, before + 1);
}

async function label(name) {
  await sit(window, project, name);
  await press('nav-label');
}

test('gold that good raters miss is listed, and its answers are changed', async () => {
  const lead = project.people.find(({ name }) => name === 'Tester').uid;
  // Who misses nothing else is surely good.
  const missed = rows(
    file,
    `SELECT DISTINCT g.item_id FROM gold g JOIN judgment j ON j.item_id = g.item_id JOIN judgment_answer ja ON ja.judgment_id = j.id
     WHERE ja.class_id NOT IN (SELECT class_id FROM gold_answer a WHERE a.item_id = g.item_id)`,
  );
  for (const [item] of missed) await command(window, 'gold_remove', { item }, lead);
  const [[item, key]] = rows(
    file,
    `SELECT g.item_id, i.key FROM gold g JOIN item i ON i.id = g.item_id
     JOIN gold_answer a ON a.item_id = g.item_id JOIN judgment j ON j.item_id = g.item_id
     JOIN judgment_answer ja ON ja.judgment_id = j.id AND ja.class_id = a.class_id GROUP BY g.item_id HAVING COUNT(*) = 3`,
  );
  const classOf = (word) => rows(file, 'SELECT id FROM class WHERE key = ?', word)[0][0];
  const right = known(item);
  await command(window, 'gold_set', { item, edit: { answers: [classOf(other(right))] } }, lead);
  await press('nav-quality');
  await press('quality-tab-raters');
  await says('doubtful', new RegExp(`${key}[^]*3 of 3`));
  await show('doubtful');
  await pictures('doubtful');
  await press('doubtful-change');
  await press(`gold-answer-${classOf(right)}`);
  await press('gold-save');
  await says('doubtful', /No gold is doubtful/);
  assert.equal(rows(file, 'SELECT COUNT(*) FROM gold_answer WHERE item_id = ?', item)[0][0], 2);
});

test('a lead plans the test and the watch with exact chances while typing', async () => {
  moreGold();
  await press('nav-project');
  await press('tab-policy');
  await enter('policy-gold', '40');
  await enter('policy-practice', '2');
  for (const id of ['policy-accept', 'policy-test', 'policy-monitor', 'policy-streak', 'policy-gold_record']) {
    await window.byTestId(id);
    await window.run((wanted) => document.querySelector(`[data-testid="${wanted}"]`).scrollIntoView({ block: 'center' }), id);
    await sleep(100);
    await press(id);
  }
  await says('test-plan', /14 right in a row pass; 5 wrong in a row fail/);
  await enter('test-attempts', '1');
  await says('test-plan', /11 right in a row pass; 4 wrong in a row fail/);
  await says('test-plan', /85\.0\u202f% acceptable\s*90\.3\u202f%\s*3\.4\u202f%/);
  await enter('test-attempts', '2');
  await enter('monitor-run', '100');
  await says('monitor-plan', /rater is paused when S reaches/);
  await show('training-fields');
  await pictures('policy');
  await show('monitor-plan');
  await pictures('policy-watch');
  await press('save');
  const rules = await until(
    async () => JSON.parse(rows(file, 'SELECT rules FROM policy ORDER BY id DESC LIMIT 1')[0][0]),
    (found) => found.qualification !== null,
  );
  assert.deepEqual(rules.qualification, { acceptable: 0.85, unacceptable: 0.65, alpha: 0.05, beta: 0.05, most_golds: 60, attempts: 2 });
  assert.deepEqual([rules.monitor.run_length, rules.practice, rules.accept_guideline], [100, 2, true]);
});

test('gold is drawn for practice and the test, and a draw can be taken back', async () => {
  const parts = () => rows(file, 'SELECT part, COUNT(*) FROM gold GROUP BY part ORDER BY part');
  const [[all]] = rows(file, 'SELECT COUNT(*) FROM gold');
  await press('nav-quality');
  await press('quality-tab-raters');
  await show('gold-pool');
  await enter('pool-practice', '4');
  await enter('pool-qualification', '130');
  await press('pool-divide');
  const wanted = [['hidden', all - 134], ['practice', 4], ['qualification', 130]];
  assert.deepEqual(await until(async () => parts(), (now) => now.length === 3), wanted);
  await takeBack(() => parts().length === 1);
  assert.deepEqual(parts(), [['hidden', all]]);
  await enter('pool-practice', '4');
  await enter('pool-qualification', '130');
  await press('pool-divide');
  await until(async () => parts(), (now) => now.length === 3);
  await press('pool-show');
  await show('gold-pool');
  await pictures('pool');
  const [[item, key]] = rows(file, "SELECT g.item_id, i.key FROM gold g JOIN item i ON i.id = g.item_id WHERE part = 'practice' ORDER BY 1");
  const row = await window.find(By.xpath(`//*[@data-testid="pool-items"]//td[normalize-space(.)="${key}"]`));
  await window.run((id) => [...document.querySelectorAll('[data-testid="pool-items"] td')].find((td) => td.textContent === id)?.scrollIntoView({ block: 'center' }), key);
  await window.click(row);
  await press('gold-explanation');
  await window.keys('The loop is closed.');
  await pictures('edit');
  await press('gold-save');
  await until(async () => rows(file, 'SELECT explanation FROM gold WHERE item_id = ?', item)[0][0], (text) => text !== '');
  assert.equal(rows(file, 'SELECT explanation FROM gold WHERE item_id = ?', item)[0][0], 'The loop is closed.');
});

test('a rater reads and accepts the guideline, then practises with an explanation after each answer', async () => {
  await label('Ann');
  const accept = await window.byTestId('guideline-accept');
  assert.equal(await accept.isEnabled(), false, 'not before its end was in view');
  await window.keys(Key.ENTER);
  await pictures('guideline');
  await window.keys(Key.END);
  await window.driver.wait(() => accept.isEnabled(), 5000);
  await window.keys(Key.ENTER);
  await says('stage', /Practice/);
  assert.equal(rows(file, 'SELECT COUNT(*) FROM guideline_acceptance')[0][0], 1);
  for (const right of [true, false]) {
    const item = await inView();
    assert.equal(partOf(item), 'practice');
    await answer('Ann', 'practice', right ? known(item) : other(known(item)));
    const told = await window.byTestId('feedback');
    assert.equal(await told.getAttribute('data-right'), String(right));
    assert.equal(await inView(), item, 'the item stays while it is explained');
    await pictures(right ? 'practice-right' : 'practice-wrong');
    await window.keys(Key.ENTER);
    await window.gone('feedback');
  }
  await window.byTestId('gate-test');
  await pictures('test-gate');
});

test('right answers pass the test, one key each, and work begins', async () => {
  await window.keys(Key.ENTER);
  const seen = new Set();
  for (let at = 0; at < 14; at += 1) {
    const item = await until(inView, (now) => !seen.has(now));
    seen.add(item);
    assert.equal(partOf(item), 'qualification');
    if (at === 5) await pictures('test');
    await answer('Ann', 'qualification', known(item));
  }
  assert.deepEqual(attempts('Ann'), [[1, 14, 0, 'pass', null]]);
  await window.byTestId('pace');
  const item = await until(inView, (now) => !seen.has(now));
  assert.notEqual(partOf(item), 'qualification');
  await says('pace', /0 labels/);
});

test('another rater fails, tries again with fresh gold, and waits for a lead', async () => {
  await label('Bob');
  const accept = await window.byTestId('guideline-accept');
  await window.keys(Key.END);
  await window.driver.wait(() => accept.isEnabled(), 5000);
  await window.keys(Key.ENTER);
  let last = 0;
  for (let at = 0; at < 2; at += 1) {
    last = await until(inView, (now) => now !== last);
    await answer('Bob', 'practice', known(last));
    await window.byTestId('feedback');
    await window.keys(Key.ENTER);
    await window.gone('feedback');
  }
  const seen = new Set();
  for (const attempt of [1, 2]) {
    await window.byTestId('gate-test');
    await window.keys(Key.ENTER);
    await window.gone('gate-test');
    for (let at = 0; at < 5; at += 1) {
      const item = await until(inView, (now) => !seen.has(now));
      seen.add(item);
      await answer('Bob', 'qualification', other(known(item)));
    }
    assert.deepEqual(attempts('Bob').at(-1), [attempt, 0, 5, 'fail', null]);
  }
  assert.equal(seen.size, 10, 'no gold twice');
  await window.byTestId('gate-failed');
  await pictures('failed');
});

test('a lead grants another attempt by one key, takes that back, and lets the rater work', async () => {
  await sit(window, project, 'Tester');
  assert.match(await (await window.byTestId('nav-quality')).getText(), /1/, 'one rater waits');
  await press('nav-quality');
  await says('raters-waiting', /1 rater waits for you/);
  await says('rater-detail', /Bob/);
  await show('raters');
  await pictures('raters-failed');
  await window.run(() => document.activeElement?.blur());
  await window.keys('t');
  await until(async () => attempts('Bob').at(-1)[4], (decision) => decision === 'again');
  assert.equal(attempts('Bob').at(-1)[4], 'again');
  await takeBack(() => attempts('Bob').at(-1)[4] === null);
  await says('raters-waiting', /1 rater waits/);
  await window.keys('p');
  await until(async () => attempts('Bob').at(-1)[4], (decision) => decision === 'pass');
  assert.equal(attempts('Bob').at(-1)[4], 'pass');
});

test('hidden gold pauses a rater in the middle of work, and the work is kept', async () => {
  await label('Ann');
  const paused = () => rows(file, 'SELECT COUNT(*) FROM monitor WHERE paused_at IS NOT NULL')[0][0];
  let last = 0;
  for (let at = 0; at < 80 && paused() === 0; at += 1) {
    last = await until(inView, (now) => now !== last);
    const gold = partOf(last) === 'hidden';
    const missed = at >= 6;
    await answer('Ann', gold ? 'gold' : 'label', gold ? (missed ? other(known(last)) : known(last)) : '3');
  }
  await window.byTestId('gate-paused');
  assert.equal(paused(), 1);
  assert.ok(own('Ann', 'label').length > 0);
  assert.ok(own('Ann', 'label').every(([, counted]) => counted === 1));
  await pictures('paused');
  await window.keys('z');
  await sleep(300);
  assert.equal(paused(), 1, 'nothing can be taken back now');
});

test('the lead sees it, sets labels aside with a preview, takes that back, and lets the rater go on', async () => {
  const labels = own('Ann', 'label').length;
  const aside = () => rows(file, 'SELECT COUNT(*) FROM judgment WHERE set_aside = 1 AND counted = 0')[0][0];
  await sit(window, project, 'Tester');
  await press('nav-quality');
  await says('rater-detail', /Ann[^]*Paused on[^]*S at/);
  await show('raters');
  await pictures('raters-paused');
  await window.run(() => document.activeElement?.blur());
  await window.keys('a');
  await says('aside-counts', /labels? would count no more/);
  await pictures('aside');
  await window.click(await window.find(By.xpath('//*[@data-testid="aside-which"]//label[starts-with(normalize-space(.), "All")]')));
  await says('aside-counts', new RegExp(`^${labels} labels would count no more`));
  await press('aside-confirm');
  await until(async () => aside(), (n) => n === labels);
  assert.equal(aside(), labels);
  await window.gone('aside-dialog');
  await takeBack(() => aside() === 0);
  await says('rater-detail', /Ann/);
  await window.keys('r');
  await until(async () => rows(file, 'SELECT COUNT(*) FROM monitor WHERE paused_at IS NOT NULL')[0][0], (n) => n === 0);
  await label('Ann');
  await window.byTestId('pace');
  await inView();
  await pictures('work');
});

test('the file is sound', async () => {
  const report = await command(window, 'project_check');
  assert.deepEqual(report, { ok: true, findings: [] });
});
