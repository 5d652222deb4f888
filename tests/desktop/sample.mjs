/** The sample project in a window, its file as another program sees it, and the dialogs of the system. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { launch, sleep } from './driver.mjs';

/** Runs one command of the command table from the page. */
export async function command(window, name, request = null, person = null) {
  const { answer, error } = await window.runAsync(
    `const [command, request, person, done] = arguments;
     window.__TAURI_INTERNALS__.invoke('rpc', { command, request, person })
       .then((answer) => done({ answer }), (error) => done({ error }));`,
    name,
    request,
    person,
  );
  if (error) throw new Error(`${name}: ${JSON.stringify(error)}`);
  return answer;
}

/** A window with the sample project open and its maker at the keyboard. */
export async function openSample(options = {}) {
  const window = await launch({ ...options, ready: null });
  // The page answers once it has been loaded.
  let made = null;
  for (let tries = 0; made === null && tries < 50; tries += 1) {
    made = await command(window, 'sample_create', { person: 'Tester' }).catch(() => sleep(200).then(() => null));
  }
  if (made === null) throw new Error('the sample project could not be made');
  await sit(window, made, 'Tester');
  return { window, project: made, file: join(made.folder, made.file_name) };
}

/** Puts a person at the keyboard; the page is loaded again, as after a restart. */
export async function sit(window, project, name) {
  const { uid } = project.people.find((person) => person.name === name);
  await window.run((me) => {
    localStorage.setItem('assay.person', JSON.stringify(me));
    setTimeout(() => location.reload(), 20);
  }, uid);
  await sleep(500);
  await window.byTestId('nav', 20_000);
  return uid;
}

/** Rows of a query on the file, read by a program that is not ours. */
export function rows(file, sql, ...values) {
  const script = `
import json, sqlite3, sys
file, sql, values = json.loads(sys.argv[1])
with sqlite3.connect("file:" + file.replace("?", "%3f").replace("#", "%23") + "?mode=ro", uri=True) as db:
    print(json.dumps(db.execute(sql, values).fetchall()))`;
  return JSON.parse(execFileSync('python3', ['-c', script, JSON.stringify([file, sql, values])], { encoding: 'utf8' }));
}

/** The row id of the item in view; read at once, as an element may be gone a moment later. */
export function itemInView(window, place = 'item') {
  const read = () =>
    window.run((id) => Number(document.querySelector(`[data-testid="${id}"]`)?.getAttribute('data-item') ?? 0), place);
  return until(read, (item) => item !== 0);
}

/** Waits until a value read again and again is as wanted, and returns the last one read. */
export async function until(read, wanted, within = 10_000) {
  const end = Date.now() + within;
  let value = await read();
  while (!wanted(value) && Date.now() < end) {
    await sleep(50);
    value = await read();
  }
  return value;
}

const xdotool = (...args) => execFileSync('xdotool', args, { encoding: 'utf8' }).trim();

/** Types a path into the file dialog of the system and takes it. */
export async function answerDialog(path) {
  const found = () => {
    try {
      return xdotool('search', '--onlyvisible', '--name', '^(Save|Open|Choose|Select)').split('\n')[0];
    } catch {
      return '';
    }
  };
  const dialog = await until(async () => found(), (id) => id !== '');
  assert.notEqual(dialog, '', 'no file dialog came up');
  xdotool('windowfocus', '--sync', dialog);
  await sleep(500);
  xdotool('key', '--clearmodifiers', 'ctrl+a');
  xdotool('type', '--delay', '8', path);
  await sleep(300);
  xdotool('key', 'Return');
}
