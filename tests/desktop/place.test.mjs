/** Where a project lies and who else has it: a file in use, a folder that is synchronised, the native dialog. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch } from './driver.mjs';
import { answerDialog, command, openSample, rows, sit } from './sample.mjs';

let folder;
let sample;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-place-'));
  const { window, file } = await openSample({ home: folder });
  await command(window, 'project_close');
  await window.quit();
  sample = join(folder, 'Sample.assay');
  await copyFile(file, sample);
});

after(() => rm(folder, { recursive: true, force: true }));

/** Another program that begins to write and does not end. */
function hold(file) {
  const script = `
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()`;
  const other = spawn('python3', ['-c', script, file], { stdio: ['pipe', 'pipe', 'inherit'] });
  return new Promise((resolve) => other.stdout.once('data', () => resolve(other)));
}

test('a project that another program writes to is offered read-only', async () => {
  const other = await hold(sample);
  const window = await launch({ args: [sample], ready: 'held' });
  try {
    assert.match(await window.text('held'), /another program holds .*Sample\.assay/i);
    await window.screenshot('held');
    assert.deepEqual(await window.seriousViolations(), []);
    await window.click(await window.byTestId('held-again'));
    // It tries for three seconds, in which nothing is asked, and comes to the same end.
    await window.gone('held');
    await window.click(await window.byTestId('held-read-only', 20_000));
    await window.byTestId('nav', 20_000);
    assert.match(await window.text('counts'), /600/);
    await window.screenshot('read-only');
  } finally {
    other.stdin.end();
    await window.quit();
  }
});

test('once the other program is done, trying again opens it for work', async () => {
  const other = await hold(sample);
  const window = await launch({ args: [sample], ready: 'held' });
  try {
    other.stdin.end();
    await once(other, 'exit');
    await window.click(await window.byTestId('held-again'));
    await window.byTestId('nav', 20_000);
    assert.equal(await window.isThere('held'), false);
  } finally {
    await window.quit();
  }
});

test('out of a synchronised folder the way leads through the save dialog into a copy', async () => {
  const bad = join(folder, 'Dropbox', 'Sample.assay');
  await mkdir(join(folder, 'Dropbox'));
  await copyFile(sample, bad);
  const copy = join(folder, 'on this disk.assay');
  const window = await launch({ args: [bad] });
  try {
    await sit(window, await command(window, 'project_overview'), 'Tester');
    assert.match(await window.text('place-warning'), /dropbox/i);
    await window.screenshot('place');
    await window.click(await window.byTestId('move-to-copy'));
    await answerDialog(copy);
    await window.gone('place-warning', 20_000);
    assert.ok(existsSync(copy));
    assert.deepEqual(rows(copy, 'SELECT COUNT(*) FROM item'), [[600]]);
  } finally {
    await window.quit();
  }
});
