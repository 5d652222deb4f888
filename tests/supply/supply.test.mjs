/** What is built in: from where, under which licence, in which version. `cargo deny check` reads the same deny.toml. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/lib.mjs';
import { billOfMaterials } from '../../scripts/sbom.mjs';
import { below, cargoMetadata, licensed, lockedCrates, lockedPackages, rules } from '../../scripts/supply.mjs';

const crates = lockedCrates();
const { lockfileVersion, packages } = lockedPackages();
const { licences, denied, twice } = rules();
const metadata = cargoMetadata();
const read = (...path) => readFileSync(join(root, ...path), 'utf8');

test('versions are compared by their numbers, licences by their expressions', () => {
  for (const [version, floor, expected] of [['2.11.0', '2.11.1', true], ['2.11.1', '2.11.1', false], ['2.9.0', '2.11.1', true], ['3.0.0-alpha', '2.11.1', false], ['10.0', '9.9.9', false], ['0.5', '0.5.0', false]]) {
    assert.equal(below(version, floor), expected, `${version} ${floor}`);
  }
  const allowed = ['MIT', 'Apache-2.0', 'Apache-2.0 WITH LLVM-exception', 'Unicode-3.0'];
  for (const [expression, expected] of [
    ['MIT', true],
    ['MIT/Apache-2.0', true],
    ['GPL-3.0', false],
    ['MIT AND GPL-3.0', false],
    ['MIT OR GPL-3.0', true],
    ['(MIT OR GPL-3.0) AND Unicode-3.0', true],
    ['(MIT OR Apache-2.0) AND LGPL-2.1', false],
    ['GPL-3.0 OR MIT AND LGPL-2.1', false],
    ['Apache-2.0 WITH LLVM-exception OR GPL-2.0', true],
    ['GPL-2.0 WITH Classpath-exception-2.0', false],
    ['', false],
    ['SEE LICENSE IN LICENSE.md', false],
  ]) {
    assert.equal(licensed(expression, allowed), expected, expression);
  }
});

test('crates come from crates.io with a checksum, or are our own', () => {
  assert.ok(crates.length > 300, `${crates.length} crates`);
  for (const { name, version, source, checksum } of crates) {
    if (source === undefined) assert.match(name, /^assay-/, `${name} comes from a folder`);
    else {
      assert.equal(source, 'registry+https://github.com/rust-lang/crates.io-index', name);
      assert.match(checksum ?? '', /^[0-9a-f]{64}$/, `${name} ${version}`);
    }
  }
});

test('nothing that is banned, and nothing below the version with its holes mended', () => {
  for (const [crate, floor] of [['tauri', '2.11.1'], ['zip', '2.3.0'], ['quick-xml', '0.41.0'], ['ammonia', '4.1.4'], ['libsqlite3-sys', '0.38.0']]) {
    assert.ok(denied.some((each) => each.crate === crate && each.version === `<${floor}`), `deny.toml has no floor ${floor} for ${crate}`);
    assert.ok(crates.some(({ name }) => name === crate), `${crate} is not built in any more: take its floor away`);
  }
  for (const { crate, version, reason } of denied) {
    assert.ok(reason, `${crate} is denied without a reason`);
    if (version === undefined) continue;
    for (const found of crates.filter(({ name }) => name === crate)) {
      assert.ok(!below(found.version, version.slice(1)), `${crate} ${found.version} ${version}: ${reason}`);
    }
  }
  // What is banned altogether must not be built here; a lock file also names what other platforms would build.
  const nodes = metadata.resolve.nodes.map(({ id, deps }) => ({ ...metadata.packages.find((each) => each.id === id), deps: deps.map(({ pkg }) => pkg) }));
  for (const { crate, version, reason, wrappers } of denied) {
    const found = nodes.find(({ name }) => name === crate);
    if (version !== undefined || !found) continue;
    const parents = nodes.filter(({ deps }) => deps.includes(found.id)).map(({ name }) => name);
    assert.deepEqual(parents.filter((name) => !wrappers.includes(name)), [], `${crate}: ${reason}`);
  }
});

test('SQLite is 3.51.3 or newer', () => {
  const { version } = billOfMaterials().components.find(({ name }) => name === 'sqlite');
  assert.ok(!below(version, '3.51.3'), version);
});

test('every crate has a licence that is allowed', () => {
  const refused = metadata.packages.filter(({ license }) => !licensed(license ?? '', licences)).map(({ name, version, license }) => `${name} ${version}: ${license}`);
  assert.deepEqual(refused, []);
});

test('a second version of a crate is listed with who wants it', () => {
  const built = metadata.resolve.nodes.map(({ id }) => metadata.packages.find((each) => each.id === id));
  const unlisted = built.filter(({ name, version }) => !twice.some((known) => known.crate === name && known.version === version));
  const more = unlisted.filter(({ name, id }) => unlisted.some((other) => other.name === name && other.id !== id)).map(({ name, version }) => `${name} ${version}`);
  assert.deepEqual(more, []);
  for (const { crate, reason } of twice) assert.ok(reason, crate);
});

test('npm packages come from the registry with a hash, under allowed licences, and run nothing when installed', () => {
  assert.equal(lockfileVersion, 3);
  assert.ok(packages.length > 50);
  for (const { name, version, integrity, resolved, license, hasInstallScript, link } of packages) {
    const who = `${name} ${version}`;
    assert.match(integrity ?? '', /^sha512-/, who);
    if (resolved !== undefined) assert.match(resolved, /^https:\/\/registry\.npmjs\.org\//, who);
    assert.ok(!link, who);
    assert.ok(licensed(license ?? '', licences), `${who}: ${license}`);
    assert.ok(!hasInstallScript, `${who} wants to run a script when it is installed`);
  }
});

test('the lock files belong to the project, and installing runs no scripts', () => {
  const { status, stdout } = spawnSync('git', ['ls-files', 'Cargo.lock', 'package-lock.json'], { cwd: root, encoding: 'utf8' });
  if (status === 0) assert.deepEqual(stdout.trim().split('\n'), ['Cargo.lock', 'package-lock.json']);
  const { scripts, dependencies, devDependencies } = JSON.parse(read('package.json'));
  for (const name of Object.keys(scripts)) assert.doesNotMatch(name, /^(pre|post)?(install|prepare|publish|pack)$/, name);
  for (const [name, range] of Object.entries({ ...dependencies, ...devDependencies })) assert.match(range, /^[~^]?\d+(\.\d+)*$/, `${name}: ${range}`);
  const setup = read('scripts', 'setup.mjs');
  assert.match(setup, /run\('npm', \['ci', '--ignore-scripts'/);
  assert.match(setup, /'install', 'tauri-driver', '--version', TAURI_DRIVER, '--locked'/);
  for (const file of ['setup.mjs', 'start.mjs', 'test.mjs', 'dev.mjs', 'bench.mjs', 'desktop-test.mjs']) assert.doesNotMatch(read('scripts', file), /'npm', \['(install|i)'/, file);
});

test('the bill of materials is whole and the same each time', () => {
  const bill = billOfMaterials();
  assert.deepEqual(billOfMaterials(), bill);
  assert.equal(bill.bomFormat, 'CycloneDX');
  assert.equal(bill.specVersion, '1.6');
  assert.match(bill.serialNumber, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(bill.version, 1);
  assert.equal(bill.metadata.component.version, JSON.parse(read('package.json')).version);
  const refs = new Set([bill.metadata.component['bom-ref'], ...bill.components.map((each) => each['bom-ref'])]);
  assert.equal(refs.size, bill.components.length + 1, 'every component has a name of its own');
  for (const { type, name, version, scope, purl, licenses, hashes = [] } of bill.components) {
    assert.ok(type === 'library' && name && version, JSON.stringify({ type, name, version }));
    assert.ok(['required', 'excluded'].includes(scope), name);
    assert.match(purl, /^pkg:(cargo|npm|generic)\/[^@]+@.+$/);
    assert.ok(licenses?.length === 1 && (licenses[0].expression ?? licenses[0].license?.name), `${name} has no licence`);
    for (const { alg, content } of hashes) assert.match(content, alg === 'SHA-512' ? /^[0-9a-f]{128}$/ : /^[0-9a-f]{64}$/, name);
    if (!name.startsWith('assay-') && name !== 'sqlite') assert.equal(hashes.length, 1, `${name} has no hash`);
  }
  for (const { ref, dependsOn } of bill.dependencies) for (const each of [ref, ...dependsOn]) assert.ok(refs.has(each), each);
  const required = new Set(bill.components.filter(({ scope }) => scope === 'required').map(({ name }) => name));
  for (const name of ['tauri', 'rusqlite', 'sqlite', 'ammonia', 'react', 'react-dom']) assert.ok(required.has(name), name);
  for (const name of ['proptest', 'vite', 'vitest', 'selenium-webdriver', 'serde_derive']) assert.ok(!required.has(name), name);
});
