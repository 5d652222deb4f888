/**
 * Does all of docs/tutorial.md, in order: `node tests/desktop/tutorial.mjs DATA [--write]` (ASSAY_BINARY as in the tests, `assay`
 * beside it). Every `$ ` line is run and has to print what stands below it; every comment `in the window: NAME` is done in the
 * real window, which takes that step's picture into docs/pictures. `--write` puts what was printed into the page instead.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { By, Key, binary, launch, sleep } from './driver.mjs';
import { command, rows, sit, until } from './sample.mjs';

const root = resolve(import.meta.dirname, '../..');
const page = join(root, 'docs/tutorial.md');
const [data, flag] = process.argv.slice(2);
if (!data) throw new Error('usage: node tests/desktop/tutorial.mjs DATA [--write] (docs/tutorial.md says what lies in DATA)');
const folder = await mkdtemp(join(tmpdir(), 'assay-tutorial-'));
await symlink(resolve(data), join(folder, 'DATA'));
await symlink(join(root, 'scripts'), join(folder, 'scripts'));
const env = { ...process.env, USER: 'lea', PATH: `${dirname(binary())}${delimiter}${process.env.PATH}` };

/** What a line prints, without blanks at the ends of lines; an exit code above 1 is a failure. */
function printed(line) {
  const done = spawnSync('bash', ['-c', line], { cwd: folder, env, encoding: 'utf8' });
  if (done.status > 1) throw new Error(`${line}\n${done.stderr}`);
  return `${done.stderr}${done.stdout}`.split('\n').map((each) => each.trimEnd()).join('\n').trim();
}

let window;
let project;
let me;
const ask = (name, request = null) => command(window, name, request, me);

/** Does it again where what was found was drawn anew before it could be pressed. */
async function again(act) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await act();
    } catch (thrown) {
      if (thrown.name !== 'StaleElementReferenceError' || tries === 5) throw thrown;
      await sleep(300);
    }
  }
}

const there = (testId, within = 20_000) => again(() => window.byTestId(testId, within));
const press = (testId) => again(async () => window.click(await window.byTestId(testId, 20_000)));
/** What stands there; nothing while it is drawn anew. */
const text = (testId) => window.text(testId).catch(() => '');
const option = (name) => again(async () => window.click(await window.find(By.xpath(`//*[@role="option"][contains(., "${name}")]`))));
const choose = async (testId, name) => {
  await press(testId);
  await option(name);
};

async function open(file, run) {
  project = join(folder, file);
  window = await launch({ args: [project], ready: null });
  const overview = await until(() => ask('project_overview').catch(() => null), (found) => found !== null, 30_000);
  me = await sit(window, overview, 'lea');
  await press('nav-errors');
  await choose('run', run);
  await there('sheet', 20_000);
}

async function picture(name) {
  await there('nav');
  await sleep(2_500);
  const taken = await window.screenshot(`tutorial-${name}`);
  const kept = join(root, `docs/pictures/tutorial-${name}.png`);
  // A third of the size, where ImageMagick is there.
  const done = spawnSync('convert', [taken, '+dither', '-colors', '192', '-strip', `PNG8:${kept}`]);
  if (done.status !== 0) await copyFile(taken, kept);
}

/** The rows drawn by chance for which a person would not have said what the model said. */
const OTHERWISE = '153092 220531 220580 246537 303912 441660 733976 937980 959485 1112157 1442442'.split(' ');

const marked = () => rows(project, 'SELECT COUNT(*) FROM mark')[0][0];

const STEPS = {
  async groups() {
    await open('income.assay', 'A');
    await press('errors-view-metrics');
    await choose('metrics-class', 'over 50k');
    await choose('metrics-field', 'race');
    await there('gaps', 30_000);
    await window.run(() => document.querySelector('[data-testid="gap-false_negative_rate"]').scrollIntoView({ block: 'end' }));
    await picture('groups');
  },
  async slices() {
    await open('income.assay', 'A');
    await press('errors-view-slices');
    await press('slices-find');
    await there('slices-table', 120_000);
    await picture('slices');
  },
  async marks() {
    await open('income.assay', 'A');
    await press('quick-tag');
    await again(async () => window.click(await window.find(By.xpath('//*[starts-with(@role, "menuitem")][contains(., "Drawn by chance")]'))));
    await until(() => text('row-count'), (shown) => /^40\b/.test(shown), 30_000);
    const drawn = rows(project, 'SELECT key FROM item WHERE id IN (SELECT item_id FROM draw_item) ORDER BY id').flat();
    await window.keys('t');
    await there('new-tag-name');
    await window.keys('same guess', Key.ENTER);
    await until(async () => marked(), (count) => count === 1, 20_000);
    const { hotkey } = (await ask('tag_list')).find(({ name }) => name === 'same guess');
    for (const [at, key] of drawn.entries()) {
      if (at === 0) continue;
      await window.keys(Key.ARROW_DOWN);
      if (OTHERWISE.includes(key)) await window.chord(Key.SHIFT, hotkey);
      else await window.keys(hotkey);
      const count = await until(async () => marked(), (n) => n === at + 1, 20_000);
      if (count !== at + 1) throw new Error(`row ${at + 1} of the draw was not marked`);
    }
    const no = rows(project, 'SELECT key FROM item JOIN mark ON item_id = id WHERE state = 0 ORDER BY id').flat();
    if (no.join(' ') !== OTHERWISE.join(' ')) throw new Error(`other rows were marked no: ${no}`);
    await picture('sheet');
  },
  async priorities() {
    await open('income.assay', 'A');
    await press('nav-priorities');
    await there('priorities', 60_000);
    await picture('priorities');
  },
  async suspects() {
    await open('news.assay', 'cv');
    await press('errors-view-suspects');
    await there('suspects-table', 60_000);
    await picture('suspects');
  },
  async desk() {
    await open('news.assay', 'cv');
    await press('errors-view-suspects');
    await again(async () => window.click((await window.driver.findElements(By.css('[data-testid="suspects-part"] label')))[1]));
    await press('decide-1');
    await there('relabel-desk', 30_000);
    const { question } = await ask('project_overview');
    const decided = () => rows(project, 'SELECT COUNT(*) FROM adjudication WHERE standing = 1')[0][0];
    for (let done = 0; done < 93; done += 1) {
      const { next } = await ask('relabel_report', { relabel: 1 });
      const [, given, more, suggested] = next.item.fields.text.match(/readers \d+ said (\S+), (\d) said (\S+),/);
      const wanted = question.classes.find(({ name }) => name === (Number(more) >= 3 ? suggested : given));
      if (done === 0) await picture('desk');
      await until(() => text('relabel-desk'), (shown) => shown.includes(`Look ${done + 1} of`) && shown.includes(next.item.fields.text), 30_000);
      await window.keys(wanted.hotkey);
      const count = await until(async () => decided(), (n) => n === done + 1, 30_000);
      if (count !== done + 1) throw new Error(`${next.item.key} was not decided on`);
      await sleep(200);
    }
  },
};

process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const lines = (await readFile(page, 'utf8')).split('\n');
const written = [];
const wrong = [];
for (let at = 0; at < lines.length; at += 1) {
  written.push(lines[at]);
  const step = /^<!-- in the window: (\w+) -->$/.exec(lines[at])?.[1];
  if (step) {
    console.log(`in the window: ${step}`);
    try {
      await STEPS[step]();
    } catch (thrown) {
      await window?.screenshot(`tutorial-failed-${step}`).catch(() => undefined);
      throw thrown;
    } finally {
      await window?.quit();
      window = undefined;
    }
  }
  if (lines[at] !== '```console') continue;
  const end = lines.indexOf('```', at);
  const block = lines.slice(at + 1, end);
  for (const line of block.filter((each) => each.startsWith('$ '))) {
    console.log(line);
    const said = printed(line.slice(2));
    const from = block.indexOf(line) + 1;
    const to = block.findIndex((each, place) => place >= from && each.startsWith('$ '));
    const stands = block.slice(from, to < 0 ? undefined : to).join('\n').trimEnd();
    // The moment of a snapshot is never the same again.
    const timeless = (text) => text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME');
    if (timeless(stands) !== timeless(said)) {
      wrong.push(line);
      if (flag !== '--write') console.error(`--- on the page\n${stands}\n--- printed\n${said}`);
    }
    written.push(line, ...(said === '' ? [] : said.split('\n')));
  }
  written.push('```');
  at = end;
}
if (flag === '--write') await writeFile(page, written.join('\n'));
else if (wrong.length > 0) throw new Error(`the page says otherwise:\n${wrong.join('\n')}`);
console.log(flag === '--write' ? 'written' : 'all as on the page');
