/**
 * Drives the real window: tauri-driver speaks WebDriver and starts the program.
 *
 *   const window = await launch({ args: ['sample.assay'] });
 *   await window.click(await window.byTestId('nav-label'));
 *   await window.quit();
 *
 * Each window has a home folder of its own, so that none finds what another has left.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Builder, By, Capabilities, Key, error } from 'selenium-webdriver';

export { By, Key, sleep };

const root = resolve(import.meta.dirname, '..', '..');
export const output = join(root, 'tests', 'output');

/** The program under test: ASSAY_BINARY, or the newest of the usual builds. */
export function binary() {
  const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
  const candidates = [
    process.env.ASSAY_BINARY,
    join(target, 'release', 'assay-desktop'),
    join(target, 'debug', 'assay-desktop'),
  ];
  const found = candidates.find((path) => path && existsSync(path));
  if (!found) throw new Error('no assay-desktop was built: run `npm run desktop:test`');
  return resolve(found);
}

function tauriDriver() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), join(homedir(), '.cargo', 'bin')];
  const found = folders.map((each) => join(each, 'tauri-driver')).find((path) => existsSync(path));
  if (!found) throw new Error('tauri-driver is missing: run `npm run setup -- --tests`');
  return found;
}

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

async function answers(port, within = 10_000) {
  const end = Date.now() + within;
  while (Date.now() < end) {
    const status = await fetch(`http://127.0.0.1:${port}/status`).catch(() => null);
    if (status?.ok) return;
    await sleep(50);
  }
  throw new Error(`tauri-driver did not answer on port ${port}`);
}

/** The processes below one, deepest first; read from /proc, so on Linux only. */
function descendants(pid) {
  const parents = new Map();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = readProcess(`/proc/${entry}/stat`);
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    parents.set(Number(entry), parent);
  }
  const below = (of) =>
    [...parents].filter(([, parent]) => parent === of).flatMap(([each]) => [...below(each), each]);
  return below(pid);
}

function readProcess(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // It ended meanwhile.
  }
}

/** Tells a process and all below it to end; which they are. */
function endTree(pid, signal) {
  const tree = [...descendants(pid), pid];
  for (const each of tree) end(each, signal);
  return tree;
}

/** Whether anything of it runs: of one that has ended its first thread can be seen until its parent asks, of one that ends it
 * can be while other threads still hold its files open. */
function runs(pid) {
  const stat = readProcess(`/proc/${pid}/stat`);
  const [state, ...more] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const threads = Number(more[16]);
  return stat !== '' && (state !== 'Z' || threads > 1);
}

async function ended(pids, within = 5_000) {
  const end = Date.now() + within;
  while (pids.some(runs)) {
    if (Date.now() > end) return false;
    await sleep(10);
  }
  return true;
}

function end(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended already.
  }
}

function isProgram(pid) {
  return readProcess(`/proc/${pid}/cmdline`).split('\0')[0] === binary();
}

/**
 * Opens a window.
 * @param {{ args?: string[], home?: string, size?: [number, number], env?: object, ready?: string }} [options]
 *   `home` is kept by the caller (to open again after a kill); without it one is made and removed.
 */
export async function launch(options = {}) {
  const { args = [], size = [1280, 800], env = {}, ready = 'nav' } = options;
  const home = options.home ?? (await mkdtemp(join(tmpdir(), 'assay-window-')));
  const [port, nativePort] = [await freePort(), await freePort()];
  const driverProcess = spawn(
    tauriDriver(),
    ['--port', String(port), '--native-port', String(nativePort)],
    {
      stdio: process.env.ASSAY_DRIVER_LOG ? 'inherit' : 'ignore',
      env: {
        ...process.env,
        HOME: home,
        XDG_DATA_HOME: join(home, '.local', 'share'),
        XDG_CONFIG_HOME: join(home, '.config'),
        XDG_CACHE_HOME: join(home, '.cache'),
        ...env,
      },
    },
  );
  // Should the test runner end this process early, nothing of it may stay behind.
  const onExit = () => endTree(driverProcess.pid, 'SIGKILL');
  process.once('exit', onExit);
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => process.exit(1));
  const stopDriver = async (signal = 'SIGTERM') => {
    process.off('exit', onExit);
    const tree = endTree(driverProcess.pid, signal);
    if (!(await ended(tree))) tree.forEach((pid) => end(pid, 'SIGKILL'));
    if (!options.home) await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await answers(port);
    const capabilities = new Capabilities();
    capabilities.set('browserName', 'wry');
    capabilities.set('tauri:options', { application: binary(), args });
    const driver = await new Builder()
      .usingServer(`http://127.0.0.1:${port}/`)
      .withCapabilities(capabilities)
      .build();
    const window = new Window(driver, driverProcess, home, stopDriver);
    await driver.manage().window().setRect({ x: 0, y: 0, width: size[0], height: size[1] });
    if (ready) await window.byTestId(ready);
    return window;
  } catch (error) {
    await stopDriver('SIGKILL');
    throw error;
  }
}

/** Roles that come from the element itself rather than from a role attribute. */
const NATIVE = {
  button: "self::button or self::input[@type='button' or @type='submit']",
  textbox: "self::textarea or self::input[not(@type) or @type='text']",
  searchbox: "self::input[@type='search']",
  checkbox: "self::input[@type='checkbox']",
  radio: "self::input[@type='radio']",
  spinbutton: "self::input[@type='number']",
  link: 'self::a[@href]',
  table: 'self::table',
  navigation: 'self::nav',
  main: 'self::main',
  heading: 'self::h1 or self::h2 or self::h3',
};

const gone = (thrown) => thrown instanceof error.StaleElementReferenceError;

function quoted(text) {
  if (!text.includes('"')) return `"${text}"`;
  return `concat("${text.split('"').join('", \'"\', "')}")`;
}

class Window {
  constructor(driver, driverProcess, home, stopDriver) {
    Object.assign(this, { driver, driverProcess, home, stopDriver });
  }

  /** Waits for an element by its data-testid. */
  byTestId(id, within = 10_000) {
    return this.find(By.css(`[data-testid="${id}"]`), within);
  }

  /** Waits for an element by its role and accessible name (aria-label, label or text). */
  byRole(role, name, within = 10_000) {
    const native = NATIVE[role] ? ` or ${NATIVE[role]}` : '';
    const want = quoted(name);
    const named = [
      `@aria-label=${want}`,
      `normalize-space(.)=${want}`,
      `@aria-labelledby and //*[contains(concat(' ', //*[@role=${quoted(role)}]/@aria-labelledby, ' '), concat(' ', @id, ' '))][normalize-space(.)=${want}]`,
      `@id=//label[normalize-space(.)=${want}]/@for`,
      `ancestor::label[normalize-space(.)=${want}]`,
    ];
    return this.find(
      By.xpath(`//*[@role=${quoted(role)}${native}][${named.join(' or ')}]`),
      within,
    );
  }

  /** Waits for an element to be in view. One that goes between two looks, as when a screen comes, is looked for again. */
  async find(locator, within = 10_000) {
    let seen = false;
    const look = async () => {
      try {
        const element = await this.driver.findElement(locator);
        seen = true;
        return (await element.isDisplayed()) ? element : null;
      } catch (thrown) {
        if (thrown instanceof error.NoSuchElementError || gone(thrown)) return null;
        throw thrown;
      }
    };
    const element = await this.driver.wait(look, within).catch((thrown) => {
      if (!(thrown instanceof error.TimeoutError)) throw thrown;
      throw new Error(`${locator} ${seen ? 'is there, but not in view' : 'never came'}`, { cause: thrown });
    });
    element.again = () => this.find(locator, within);
    return element;
  }

  async isThere(testId) {
    return (await this.driver.findElements(By.css(`[data-testid="${testId}"]`))).length > 0;
  }

  async gone(testId, within = 5_000) {
    await this.driver.wait(async () => !(await this.isThere(testId)), within);
  }

  /** What was not clicked because it was drawn anew since it was found is found and clicked once more. */
  async click(element) {
    try {
      await element.click();
    } catch (thrown) {
      if (!gone(thrown) || !element.again) throw thrown;
      await (await element.again()).click();
    }
  }

  async text(testId) {
    const element = await this.byTestId(testId);
    try {
      return await element.getText();
    } catch (thrown) {
      if (!gone(thrown)) throw thrown;
      return (await this.byTestId(testId)).getText();
    }
  }

  /** Types into whatever has the focus; `Key.CONTROL` and the like hold for one call. */
  async keys(...keys) {
    await this.driver.actions().sendKeys(...keys).perform();
  }

  /** Presses one combination, such as chord(Key.CONTROL, 'k'). */
  async chord(...keys) {
    const held = keys.slice(0, -1);
    const actions = this.driver.actions();
    for (const key of held) actions.keyDown(key);
    actions.sendKeys(keys.at(-1));
    for (const key of held.toReversed()) actions.keyUp(key);
    await actions.perform();
  }

  /** Runs a function in the page; it must stand for itself. */
  run(script, ...args) {
    return this.driver.executeScript(script, ...args);
  }

  /** Runs a function in the page whose last argument is called with the answer. */
  runAsync(script, ...args) {
    return this.driver.executeAsyncScript(script, ...args);
  }

  async resize(width, height) {
    await this.driver.manage().window().setRect({ x: 0, y: 0, width, height });
    await sleep(200);
  }

  async theme(name) {
    await this.run((theme) => document.documentElement.setAttribute('data-theme', theme), name);
    await sleep(100);
  }

  /** Saves a picture as tests/output/<name>.png and returns its path. */
  async screenshot(name) {
    await mkdir(output, { recursive: true });
    const path = join(output, `${name}.png`);
    await writeFile(path, await this.picture(), 'base64');
    return path;
  }

  /**
   * WebKit takes the picture with the next frame it draws, and a page at rest draws none:
   * so something is moved until the picture is there.
   */
  async picture() {
    let picture = null;
    let failure = null;
    this.driver.takeScreenshot().then(
      (taken) => (picture = taken),
      (error) => (failure = error),
    );
    for (let tries = 0; tries < 100 && picture === null && failure === null; tries += 1) {
      await sleep(tries === 0 ? 60 : 200);
      if (picture !== null) break;
      await this.run((opacity) => {
        document.body.style.opacity = opacity;
      }, tries % 2 === 0 ? '0.999' : '');
    }
    await this.run(() => {
      document.body.style.opacity = '';
    });
    if (failure) throw failure;
    if (picture === null) throw new Error('the window gave no picture of itself');
    return picture;
  }

  /** What axe-core finds that is serious or critical, as short lines. */
  async seriousViolations(context = 'document') {
    const axe = await readFile(join(root, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');
    await this.run(axe);
    const found = await this.runAsync(
      `const done = arguments[arguments.length - 1];
       axe.run(${context}, { resultTypes: ['violations'] }).then((result) => done(result.violations));`,
    );
    return found
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary}`),
      );
  }

  /** The process of the program itself. */
  pid() {
    for (const pid of descendants(this.driverProcess.pid)) {
      if (isProgram(pid)) return pid;
    }
    throw new Error('the program is not running');
  }

  /** Ends the program as a power cut would. */
  async kill9() {
    end(this.pid(), 'SIGKILL');
    await this.stopDriver('SIGKILL');
  }

  /** Ends the program, and waits until it has let go of its files. */
  async quit() {
    const program = descendants(this.driverProcess.pid).filter(isProgram);
    await this.driver.quit().catch(() => undefined);
    await this.stopDriver();
    await ended(program);
  }
}
