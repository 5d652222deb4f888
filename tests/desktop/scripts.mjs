/** Text that would run if anything took it for markup, a project full of it, and what would tell that it ran. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { binary } from './driver.mjs';

const fixtures = resolve(import.meta.dirname, '..', 'fixtures', 'scripts.json');

/** A server that counts whoever comes: a request, or a connection alone. */
export async function listen() {
  const seen = { requests: [], connections: 0 };
  const server = createServer((request, response) => {
    seen.requests.push(request.url);
    // Whoever may load this runs it.
    response.writeHead(200, { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' });
    response.end('top.__ran="from the server"');
  });
  server.on('connection', () => (seen.connections += 1));
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { seen, port: server.address().port, close: () => server.close() };
}

/** The vectors with what they would do: leave their number in the window, or visit the server. */
export function vectors(port) {
  return JSON.parse(readFileSync(fixtures, 'utf8')).map((text, at) =>
    text.replaceAll('{JS}', `top.__ran=${at + 1}`).replaceAll('{URL}', `http://127.0.0.1:${port}/${at + 1}`).replaceAll('{HOST}', `127.0.0.1:${port}`),
  );
}

const cell = (text) => `"${String(text).replaceAll('"', '""')}"`;
const table = (rows) => rows.map((row) => `${row.map(cell).join(',')}\n`).join('');
/** What a name may hold: no control characters, and not too long. */
export const name = (text) => text.replace(/[\u0000-\u001f\u007f]/g, ' ').slice(0, 100).trim();
/** What a file may be called on Linux. */
const fileName = (text) => name(text).replaceAll('/', '\u2215');

/** The command line, built beside the window. */
export function assay(...args) {
  const program = join(dirname(binary()), 'assay');
  assert.ok(existsSync(program), `no ${program}: cargo build -p assay-cli`);
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    // 1 says that rows were rejected.
    if (error.status === 1) return error.stdout;
    throw new Error(`assay ${args.join(' ')}: ${error.stderr}`);
  }
}

/** A project of which every text that a file can bring in is a vector. */
export async function project(all) {
  const folder = await mkdtemp(join(tmpdir(), 'assay-scripts-'));
  const image = (n) => `<img src=x onerror=top.__ran=${n}>`;
  const file = join(folder, `${fileName(image(9001))}.assay`);
  const put = async (what, text) => {
    const path = join(folder, `${fileName(`${image(9002)} ${what}`)}`);
    await writeFile(path, text);
    return path;
  };
  const classes = all.slice(40, 46).map((text, at) => ({ key: `c${at}`, name: name(`${at} ${text}`), description: text }));
  const scheme = await put('scheme.json', JSON.stringify({ question: all[50], classes }));
  // One paragraph each, so that no vector hides another.
  const guideline = await put('guideline.md', `# ${image(9003)}\n\n${all.map((text, at) => `${at + 1}\n\n${text}\n`).join('\n')}`);
  const lead = name(`Lea ${image(9004)}`);
  const as = ['--as', lead];
  assay(...as, 'new', file, '--scheme', scheme, '--name', name(`Lot ${image(9005)}`), '--guideline', guideline, '--judgments-per-item', '2');
  const keys = all.map((text, at) => `${at + 1} ${name(text)}`);
  const items = [['item', 'text', 'split', name(image(9006)), name(all[0])], ...all.map((text, at) => [keys[at], text, name(all[at % 5]), text, at])];
  const told = JSON.parse(assay(...as, '--json', 'import', 'items', file, await put('items.csv', table(items)), '--map', 'key=item,text=text,split=split'));
  assert.equal(told.accepted, all.length, JSON.stringify(told));
  const raters = [image(9007), all[1], all[70]].map((text) => name(text));
  const judged = keys.slice(0, 150).flatMap((key, at) => raters.slice(0, 2).map((rater, who) => [key, rater, `c${(at + (at % 3 === 0 ? who : 0)) % 6}`]));
  assay(...as, 'import', 'judgments', file, await put('judgments.csv', table([['item', 'rater', 'label'], ...judged])));
  const gold = keys.slice(150, 160).map((key, at) => [key, `c${at % 6}`]);
  assay(...as, 'import', 'gold', file, await put('gold.csv', table([['item', 'label'], ...gold])));
  const runs = [name(`A ${image(9008)}`), name(`B ${all[90]}`)];
  for (const [at, run] of runs.entries()) {
    const said = keys.slice(0, 160).map((key, place) => [key, `c${(place + (place % (4 + at) === 0 ? 1 : 0)) % 6}`, 0.5 + (place % 50) / 100]);
    const path = await put(`predictions ${at}.csv`, table([['item', 'label', 'score'], ...said]));
    assay(...as, 'import', 'predictions', file, path, '--run', run, '--meta', `note=${all[3]}`, '--meta', `version=${name(all[4])}`);
  }
  return { folder, file, lead, keys, runs };
}
