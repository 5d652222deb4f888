/** Backups in the window: taken by itself, taken by hand, opened as a copy, put back; a damaged file; two at one file. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { By, binary, launch, sleep } from './driver.mjs';
import { command, openSample, rows, sit, until } from './sample.mjs';

let home;
let window;
let file;
let project;

before(async () => {
  home = await mkdtemp(join(tmpdir(), 'assay-backups-'));
  ({ window, file, project } = await openSample({ home }));
});

after(async () => {
  await window.quit();
  await rm(home, { recursive: true, force: true });
});

const folder = () => file.replace(/\.assay$/, '.backups');
const kept = () => (existsSync(folder()) ? readdirSync(folder()).filter((name) => name.endsWith('.assay')) : []);
const hash = (path) => createHash('sha256').update(readFileSync(path)).digest('hex');

async function show() {
  await window.click(await window.byTestId('nav-project'));
  // What was just told may still lie over the tab.
  const pressed = async () => window.click(await window.byTestId('tab-backups')).then(() => true, () => false);
  assert.ok(await until(pressed, Boolean, 12_000));
  await window.byTestId('backups');
}

async function button(testId, at = 0) {
  const all = await window.driver.findElements(By.css(`[data-testid="${testId}"]`));
  return all[at];
}

test('the first backup is taken by itself, the next by hand', async () => {
  await until(() => kept(), (names) => names.length > 0, 30_000);
  assert.match(kept()[0], /^\d{4}-\d\d-\d\dT\d{6}Z daily\.assay$/);
  await show();
  await window.click(await window.byTestId('backup-now'));
  await until(() => kept(), (names) => names.length > 1, 20_000);
  assert.ok(kept().some((name) => name.endsWith(' asked.assay')), kept().join(', '));
  for (const name of kept()) assert.deepEqual(rows(join(folder(), name), 'SELECT COUNT(*) FROM item'), [[600]]);
  await until(() => window.text('backups'), (text) => text.includes('Asked for'));
  await window.screenshot('backups');
  assert.deepEqual(await window.seriousViolations(), []);
});

test('a backup is put back, and what stood can be put back again', async () => {
  await command(window, 'project_rename', { name: 'Spoiled by mistake' }, (await me()).uid);
  await until(() => window.text('backups'), (text) => /1 change/.test(text));
  await window.screenshot('backups-later');
  await window.click(await button('backup-restore'));
  assert.match(await window.text('backup-confirm'), /1 change made since then leaves the project/);
  await window.screenshot('backups-confirm');
  await window.click(await window.byRole('button', 'Put it back'));
  await until(() => rows(file, 'SELECT name FROM project')[0][0], (name) => name === project.name, 20_000);
  assert.equal(rows(file, "SELECT COUNT(*) FROM event WHERE command = 'backup_restore'")[0][0], 1);
  await until(async () => (await command(window, 'project_overview')).name, (name) => name === project.name);
  await window.byTestId('nav');
  const stood = kept().find((name) => name.includes('before-restore'));
  assert.deepEqual(rows(join(folder(), stood), 'SELECT name FROM project'), [['Spoiled by mistake']]);
  await show();
  await until(() => window.text('backups'), (text) => text.includes('Before a restore'));
  await window.theme('dark');
  await window.screenshot('backups-dark');
  assert.deepEqual(await window.seriousViolations(), []);
  await window.theme('light');
});

const me = async () => (await command(window, 'project_overview')).people.find(({ name }) => name === 'Tester');

test('a window and the command line on one file see each other', async () => {
  await window.click(await window.byTestId('tab-overview'));
  const seen = async () => Number((await window.text('count-judgments')).replaceAll(',', ''));
  const before = await seen();
  const other = await launch({ args: [file], home: await mkdtemp(join(tmpdir(), 'assay-second-')) });
  try {
    await sit(other, await command(other, 'project_overview'), 'Tester');
    const tester = (await me()).uid;
    // Somebody labels in the second window, through the same command as the key does.
    await command(other, 'policy_update', { ...(await command(other, 'project_overview')).policy, judgments_per_item: 5 }, tester);
    const queue = await command(other, 'label_queue', null, tester);
    const { id, classes } = (await command(other, 'project_overview')).question;
    const said = { answers: [{ question: id, class: classes[0].id }], active_ms: 500 };
    await command(other, 'label_submit', { assignment: queue.tasks[0].assignment, uid: crypto.randomUUID(), said }, tester);
    await until(seen, (n) => n === before + 1, 15_000);
    assert.equal(await seen(), before + 1, 'the first window shows the label of the second');
    // A screen that stands open follows, too: whoever works in the terminal is among the people here.
    await window.click(await window.byTestId('tab-people'));
    const cli = join(dirname(binary()), 'assay');
    execFileSync(cli, ['--as', 'Terminal', 'backup', file], { stdio: 'pipe' });
    const people = () => window.run(() => document.body.innerText);
    await until(people, (text) => text.includes('Terminal'), 15_000);
    assert.match(await people(), /Terminal/);
    await window.screenshot('backups-two');
  } finally {
    await other.quit();
  }
});

test('a damaged file is offered its backups, and keeps its bytes until one is put back', async () => {
  await command(window, 'project_close');
  await window.quit();
  const bytes = readFileSync(file);
  bytes.fill(0xa5, 4096 * 3, 4096 * 6);
  writeFileSync(file, bytes);
  const before = hash(file);
  window = await launch({ args: [file], home, ready: 'damaged' });
  assert.match(await window.text('damaged'), /is damaged/);
  await window.screenshot('backups-damaged');
  await window.theme('dark');
  await window.screenshot('backups-damaged-dark');
  await window.theme('light');
  assert.deepEqual(await window.seriousViolations(), []);
  await sleep(300);
  assert.equal(hash(file), before);
  assert.ok(!existsSync(`${file}-wal`) && !existsSync(`${file}-shm`));
  await window.click(await window.byTestId('damaged-rescue'));
  await window.byTestId('nav', 20_000);
  assert.deepEqual(rows(file, 'SELECT COUNT(*) FROM item'), [[600]]);
  const damaged = kept().find((name) => name.endsWith(' damaged.assay'));
  assert.equal(hash(join(folder(), damaged)), before);
});
