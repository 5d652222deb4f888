/** The project file fails while somebody labels: what the window says, keeps, and how work goes on. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, open, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch } from './driver.mjs';
import { answerDialog, command, itemInView, openSample, rows, sit, until } from './sample.mjs';

let folder;
let sample;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-faults-'));
  const { window, file } = await openSample({ home: folder });
  await command(window, 'project_close');
  await window.quit();
  sample = join(folder, 'Sample.assay');
  await copyFile(file, sample);
});

after(() => rm(folder, { recursive: true, force: true }));

const labels = (file) => rows(file, "SELECT COUNT(*) FROM judgment j JOIN person p ON p.id = j.person_id WHERE p.name = 'Tester' AND j.standing = 1")[0][0];

async function labeling(file) {
  const window = await launch({ args: [file] });
  await sit(window, await command(window, 'project_overview'), 'Tester');
  await window.click(await window.byTestId('nav-label'));
  await itemInView(window);
  return window;
}

/** Answers the item in view and waits for the next. */
async function answer(window) {
  const item = await itemInView(window);
  await window.keys('1');
  return until(() => itemInView(window), (next) => next !== item, 3_000).then((next) => next !== item);
}

/** A disk of this size in memory, or nothing where only root may mount one. */
async function smallDisk(size) {
  const path = await mkdtemp(join(tmpdir(), 'assay-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'none', path], { stdio: 'ignore' });
  } catch {
    console.log('SKIPPED: only root can mount a small disk');
    return null;
  }
  return path;
}

/** Takes all the room there is but this much. */
async function fill(path, but) {
  const file = await open(path, 'w');
  let size = 0;
  try {
    for (;;) size += (await file.write(Buffer.alloc(65_536, 1))).bytesWritten;
  } catch (error) {
    assert.equal(error.code, 'ENOSPC');
  }
  await file.close();
  await truncate(path, Math.max(0, size - but));
}

async function bothThemes(window, name) {
  await window.theme('light');
  await window.screenshot(`${name}-light`);
  await window.theme('dark');
  await window.screenshot(`${name}-dark`);
}

test('a disk that fills up while labeling: the answer is kept, and one press goes on once there is room', async () => {
  const disk = await smallDisk('64m');
  if (!disk) return;
  const file = join(disk, 'Sample.assay');
  await copyFile(sample, file);
  const window = await labeling(file);
  try {
    assert.ok(await answer(window));
    await fill(join(disk, 'filler'), 300_000);
    let confirmed = 1;
    while (await answer(window)) confirmed += 1;
    const item = await itemInView(window);
    assert.equal(await (await window.byTestId('fault')).getAttribute('data-reason'), 'full');
    assert.match(await window.text('fault'), /disk is full.*free.*64 MiB/is);
    assert.equal(await (await window.byTestId('label-failed')).getAttribute('data-code'), 'file_failed');
    await bothThemes(window, 'fault-full');
    assert.deepEqual(await window.seriousViolations(), []);
    // There is still no room.
    await window.click(await window.byTestId('fault-reopen'));
    await window.byTestId('fault-still');
    assert.equal(await window.isThere('label-failed'), true);
    await rm(join(disk, 'filler'));
    await window.click(await window.byTestId('fault-reopen'));
    await window.gone('fault', 15_000);
    await window.gone('label-failed');
    assert.notEqual(await until(() => itemInView(window), (next) => next !== item), item);
    await window.screenshot('fault-over');
    assert.ok(await answer(window));
    const report = await command(window, 'project_check');
    assert.deepEqual(report, { ok: true, findings: [] });
    assert.equal(labels(file), confirmed + 2, 'those confirmed, the one that was kept, and one more');
  } finally {
    await window.quit();
    execFileSync('umount', ['--lazy', disk]);
  }
});

test('a file that is renamed away is missed, can be copied, and is worked on again once it is back', async () => {
  const file = join(folder, 'Here.assay');
  await copyFile(sample, file);
  const window = await labeling(file);
  try {
    assert.ok(await answer(window));
    const moved = join(folder, 'Elsewhere.assay');
    await rename(file, moved);
    // Found out although nobody presses a key.
    assert.equal(await (await window.byTestId('fault', 15_000)).getAttribute('data-reason'), 'gone');
    assert.equal(labels(moved), 1, 'what was confirmed lies in the file that was moved');
    await window.keys('1');
    await window.byTestId('label-failed');
    await bothThemes(window, 'fault-gone');
    const copy = join(folder, 'Saved.assay');
    await window.click(await window.byTestId('fault-copy'));
    await answerDialog(copy);
    await until(async () => existsSync(copy), Boolean);
    assert.equal(labels(copy), 1);
    // Another file in its place is not taken for it.
    await writeFile(file, 'not a project');
    await window.click(await window.byTestId('fault-reopen'));
    await window.byTestId('fault-still');
    assert.equal(labels(moved), 1);
    await rename(moved, file);
    await window.click(await window.byTestId('fault-reopen'));
    await window.gone('fault', 15_000);
    await window.gone('label-failed');
    await until(async () => labels(file), (n) => n === 2);
    assert.equal(labels(file), 2, 'the answer that was kept');
    assert.deepEqual(await command(window, 'project_check'), { ok: true, findings: [] });
  } finally {
    await window.quit();
  }
});
