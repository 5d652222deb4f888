import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { By, Key, launch } from './driver.mjs';
import { itemInView, openSample, rows, until } from './sample.mjs';

const OWN = `SELECT c.key, j.skipped, j.unsure, j.note, j.standing, j.item_id, j.active_ms FROM judgment j
  JOIN person p ON p.id = j.person_id LEFT JOIN judgment_answer a ON a.judgment_id = j.id
  LEFT JOIN class c ON c.id = a.class_id WHERE p.name = 'Tester' ORDER BY j.id`;

let home;
let window;
let file;

const standing = () => rows(file, `SELECT * FROM (${OWN}) WHERE standing = 1`);
const inView = () => itemInView(window);
const count = (n) => until(standing, (all) => all.length >= n);

before(async () => {
  home = await mkdtemp(join(tmpdir(), 'assay-label-'));
  ({ window, file } = await openSample({ home }));
  await window.click(await window.byTestId('nav-label'));
  await window.byTestId('item');
});

after(async () => {
  await window?.quit();
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
});

test('thirty keys as fast as they come are thirty labels in order', async () => {
  const digits = Array.from({ length: 30 }, (_, at) => String((at * 7 + (at >> 2)) % 10));
  await window.keys(...digits);
  const all = await count(30);
  assert.deepEqual(all.map(([key]) => key), digits);
  assert.equal(new Set(all.map((row) => row[5])).size, 30, 'no item twice');
  assert.equal(rows(file, OWN).length, 30, 'no label doubled');
  assert.match(await window.text('pace'), /30 labels/);
});

test('undo brings the last item back, and the next key is its label', async () => {
  const last = standing().at(-1);
  await window.keys('z');
  await until(inView, (item) => item === last[5]);
  assert.equal(standing().length, 29);
  assert.equal(rows(file, OWN).length, 30, 'retracted, not deleted');
  const other = String((Number(last[0]) + 1) % 10);
  await window.keys(other);
  const all = await count(30);
  assert.deepEqual([all.at(-1)[0], all.at(-1)[5]], [other, last[5]]);
});

test('unsure and the note belong to one item, and a skip has no class', async () => {
  await window.keys('u', 'n');
  await window.byTestId('note');
  await window.keys('smudged 7?', Key.ENTER);
  await window.gone('note');
  await window.keys('7', 's', '1');
  const all = await count(33);
  assert.deepEqual(all.slice(-3).map((row) => row.slice(0, 4)), [
    ['7', 0, 1, 'smudged 7?'],
    [null, 1, 0, ''],
    ['1', 0, 0, ''],
  ]);
  assert.ok(all.every((row) => row[6] >= 0 && row[6] < 60_000), 'active time');
});

test('a held key labels once, and Escape leaves the note as it was', async () => {
  await window.run(() => {
    const target = document.body;
    for (let at = 0; at < 5; at += 1) {
      target.dispatchEvent(new KeyboardEvent('keydown', { key: '4', code: 'Digit4', bubbles: true, repeat: at > 0 }));
    }
  });
  await count(34);
  await window.keys('n');
  await window.byTestId('note');
  await window.keys('1', Key.ESCAPE);
  await window.gone('note');
  assert.equal(standing().length, 34);
});

test('going back corrects an earlier label', async () => {
  const before = standing();
  await window.keys('b');
  await window.byTestId('back-desk');
  await until(inView, (item) => item === before.at(-1)[5]);
  await window.keys('b');
  await until(inView, (item) => item === before.at(-2)[5]);
  await window.keys('9');
  await until(() => window.text('back-said'), (text) => text.includes('Corrected'));
  await window.keys(Key.ESCAPE);
  await window.byTestId('label-desk');
  const after = standing();
  assert.equal(after.length, before.length);
  const corrected = after.find((row) => row[5] === before.at(-2)[5]);
  assert.equal(corrected[0], '9');
});

test('Alt and its key show the definition, and label nothing', async () => {
  const before = rows(file, OWN).length;
  await window.driver.actions().keyDown(Key.ALT).sendKeys('3').perform();
  await until(() => window.text('definition'), (text) => text.startsWith('3'));
  await window.driver.actions().keyUp(Key.ALT).perform();
  assert.equal(rows(file, OWN).length, before);
});

/** Puts something between the page and the program, as a slow or full disk would be. */
const hinder = (how) =>
  window.run((way) => {
    globalThis.unhindered ??= globalThis.fetch;
    globalThis.fetch = (address, options) => {
      const pass = () => globalThis.unhindered.call(globalThis, address, options);
      const body = options?.body ?? '';
      const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
      if (!String(address).endsWith('/rpc') || !text.includes('"label_submit"')) return pass();
      if (way === 'slow') return new Promise((done) => setTimeout(() => done(pass()), 1500));
      if (way !== 'fail') return pass();
      const error = { code: 'disk_full', message: 'the disk is full', details: null };
      const headers = { 'Tauri-Response': 'error', 'content-type': 'application/json' };
      return new Promise((done) => setTimeout(() => done(new Response(JSON.stringify(error), { headers })), 1000));
    };
  }, how);

test('a slow save visibly waits, and keys meanwhile are kept in order', async () => {
  await hinder('slow');
  const before = standing().length;
  await window.keys('4', '2');
  assert.match(await window.text('label-wait'), /Saving/);
  await window.screenshot('label-slow');
  await hinder('none');
  const all = await count(before + 2);
  assert.deepEqual(all.slice(-2).map(([key]) => key), ['4', '2']);
});

test('a failed save keeps the item and the answer, and can be tried again', async () => {
  await hinder('fail');
  const before = standing().length;
  const item = await inView();
  await window.keys('6', '3');
  assert.match(await window.text('label-failed'), /the disk is full/);
  assert.equal(await inView(), item);
  await window.screenshot('label-failed');
  assert.equal(standing().length, before);
  await hinder('none');
  await window.click(await window.byRole('button', 'Try again'));
  const all = await count(before + 2);
  assert.deepEqual(all.slice(-2).map(([key]) => key), ['6', '3']);
  assert.equal(all.at(-2)[5], item);
});

test('nothing serious is wrong with accessibility', async () => {
  for (const theme of ['light', 'dark']) {
    await window.theme(theme);
    await window.screenshot(`label-${theme}`);
    assert.deepEqual(await window.seriousViolations(), []);
  }
});

test('a label is in the file as soon as the next item is visible, also after kill -9', async () => {
  for (const key of ['5', '6', '2']) {
    const item = await inView();
    const before = standing().length;
    await window.keys(key);
    await until(inView, (now) => now !== item);
    await window.kill9();
    const all = standing();
    assert.equal(all.length, before + 1);
    assert.deepEqual([all.at(-1)[0], all.at(-1)[5]], [key, item]);
    window = await launch({ home, args: [file] });
    await window.click(await window.byTestId('nav-label'));
    await window.byTestId('item', 20_000);
  }
  const last = standing().at(-1);
  await window.keys('z');
  await until(inView, (item) => item === last[5]);
  assert.equal(await inView(), last[5], 'undo works after a restart');
});

test('a note that was begun is not left behind unasked', async () => {
  const item = await inView();
  await window.keys('n');
  await window.byTestId('note');
  await window.keys('half a thought');
  await window.click(await window.byTestId('nav-quality'));
  const answer = (word) => window.find(By.xpath(`//*[@role="alertdialog"]//button[contains(., "${word}")]`));
  await answer('Discard');
  await window.screenshot('label-leave');
  await window.click(await answer('Cancel'));
  assert.equal(await inView(), item);
  assert.equal(await window.run(() => document.querySelector('[data-testid="note"]').value), 'half a thought');
  await window.click(await window.byTestId('nav-quality'));
  await window.click(await answer('Discard'));
  await window.gone('item');
  await window.click(await window.byTestId('nav-label'));
  await window.byTestId('item', 20_000);
});

test('leaving the screen gives the items back', async () => {
  await window.click(await window.byTestId('nav-quality'));
  const leased = await until(
    () => rows(file, "SELECT COUNT(*) FROM assignment WHERE state = 'leased'")[0][0],
    (open) => open === 0,
  );
  assert.equal(leased, 0);
});
