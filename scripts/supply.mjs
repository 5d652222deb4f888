/** What Assay is made of, as the lock files and cargo say it. Shared by the bill of materials and the tests. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib.mjs';

const read = (...path) => readFileSync(join(root, ...path), 'utf8');

/** Every crate of Cargo.lock, for all platforms: name, version, source, checksum. */
export function lockedCrates() {
  return read('Cargo.lock')
    .split(/^\[\[package\]\]$/m)
    .slice(1)
    .map((part) => Object.fromEntries([...part.matchAll(/^(name|version|source|checksum) = "(.*)"$/gm)].map(([, key, value]) => [key, value])));
}

/** Every package of package-lock.json with the name it has in the registry. */
export function lockedPackages() {
  const { lockfileVersion, packages } = JSON.parse(read('package-lock.json'));
  const named = Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, about]) => ({ ...about, path, name: about.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length) }));
  return { lockfileVersion, packages: named };
}

/** What cargo knows of the crates that are built on this platform. */
export function cargoMetadata() {
  const ask = (program, args) => {
    const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
    if (error || status !== 0) throw error ?? new Error(`${program} ${args.join(' ')}: ${stderr}`);
    return stdout;
  };
  const host = /^host: (.+)$/m.exec(ask('rustc', ['-vV']))[1];
  return JSON.parse(ask('cargo', ['metadata', '--locked', '--format-version', '1', '--filter-platform', host]));
}

/** The rules of deny.toml that are read here: licences, versions and crates that are refused, second versions that are known. */
export function rules() {
  const text = read('deny.toml');
  const list = (name) => [...new RegExp(`^${name} = \\[\\n([\\s\\S]*?)^\\]$`, 'm').exec(text)[1].matchAll(/^\s*(.+?),?$/gm)].map(([, line]) => line);
  const quoted = (line, key) => new RegExp(`\\b${key} = "([^"]*)"`).exec(line)?.[1];
  const crates = (name) =>
    list(name)
      .filter((line) => line.startsWith('{'))
      .map((line) => {
        const [crate, version] = quoted(line, 'crate').split(/[:@]/);
        return { crate, version, reason: quoted(line, 'reason'), wrappers: /wrappers = \[(.*?)\]/.exec(line)?.[1].match(/[\w-]+/g) ?? [] };
      });
  return { licences: list('allow').map((line) => line.replaceAll('"', '')), denied: crates('deny'), twice: crates('skip') };
}

/** Whether one version stands before another: numbers only, as floors are. */
export function below(version, floor) {
  const [a, b] = [version, floor].map((each) => each.split(/[-+]/)[0].split('.').map(Number));
  for (let at = 0; at < 3; at += 1) if ((a[at] ?? 0) !== (b[at] ?? 0)) return (a[at] ?? 0) < (b[at] ?? 0);
  return false;
}

/** Whether an SPDX expression can be met by licences that are allowed. */
export function licensed(expression, allowed) {
  // `/` was an `or` before SPDX.
  const words = expression.replaceAll('/', ' OR ').match(/\(|\)|[^\s()]+/g) ?? [];
  let at = 0;
  const one = () => {
    if (words[at] === '(') {
      at += 1;
      const inner = either();
      at += 1;
      return inner;
    }
    let name = words[at++];
    if (words[at] === 'WITH') name += ` WITH ${words[(at += 2) - 1]}`;
    return allowed.includes(name);
  };
  const both = () => {
    let met = one();
    while (words[at] === 'AND') met = (at++, one()) && met;
    return met;
  };
  const either = () => {
    let met = both();
    while (words[at] === 'OR') met = (at++, both()) || met;
    return met;
  };
  return words.length > 0 && either() && at === words.length;
}
