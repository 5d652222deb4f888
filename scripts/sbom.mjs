/**
 * `npm run sbom`: a bill of materials for a release, CycloneDX 1.6 as JSON.
 *
 *   node scripts/sbom.mjs [FILE]      default: target/assay-<version>.cdx.json
 *
 * The same lock files on the same platform give the same bytes: it holds no time of its own (SOURCE_DATE_EPOCH adds one).
 * Crates and packages that only build or test stand in it as `excluded`.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, say } from './lib.mjs';
import { cargoMetadata, lockedCrates, lockedPackages } from './supply.mjs';

/** The programs of a release. */
const PROGRAMS = ['assay-desktop', 'assay-cli'];
const byRef = (a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : a['bom-ref'] > b['bom-ref'] ? 1 : 0);

/** Ids of the packages that programs reach: by what ends up in them, and by what only builds them. */
function reached(metadata) {
  const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
  const start = metadata.packages.filter(({ name }) => PROGRAMS.includes(name)).map(({ id }) => id);
  const macros = new Set(metadata.packages.filter(({ targets }) => targets.some(({ kind }) => kind.includes('proc-macro'))).map(({ id }) => id));
  const walk = (from, follows) => {
    const seen = new Set(from);
    for (const id of seen) for (const { pkg, dep_kinds: kinds } of nodes.get(id).deps) if (follows(pkg, kinds)) seen.add(pkg);
    return seen;
  };
  const inside = walk(start, (pkg, kinds) => !macros.has(pkg) && kinds.some(({ kind }) => kind === null));
  const all = walk(start, (_, kinds) => kinds.some(({ kind }) => kind !== 'dev'));
  return { inside, all, nodes };
}

function rust(metadata) {
  const { inside, all, nodes } = reached(metadata);
  const checksums = new Map(lockedCrates().map(({ name, version, checksum }) => [`${name}@${version}`, checksum]));
  const packages = metadata.packages.filter(({ id }) => all.has(id));
  const refs = new Map(packages.map(({ id, name, version }) => [id, `pkg:cargo/${name}@${encodeURIComponent(version)}`]));
  const components = packages.map(({ id, name, version, license, repository, source }) => {
    const checksum = checksums.get(`${name}@${version}`);
    return {
      type: 'library',
      'bom-ref': refs.get(id),
      name,
      version,
      scope: inside.has(id) ? 'required' : 'excluded',
      ...(checksum && { hashes: [{ alg: 'SHA-256', content: checksum }] }),
      ...(license && { licenses: [{ expression: license.replaceAll(/\s*\/\s*/g, ' OR ') }] }),
      purl: refs.get(id),
      ...(source && repository && { externalReferences: [{ type: 'vcs', url: repository }] }),
    };
  });
  const dependencies = packages.map(({ id }) => ({
    ref: refs.get(id),
    dependsOn: nodes
      .get(id)
      .deps.filter(({ pkg, dep_kinds: kinds }) => refs.has(pkg) && kinds.some(({ kind }) => kind !== 'dev'))
      .map(({ pkg }) => refs.get(pkg))
      .sort(),
  }));
  return { components, dependencies };
}

/** SQLite comes as C inside a crate of another version. */
function sqlite(metadata) {
  const carrier = metadata.packages.find(({ name }) => name === 'libsqlite3-sys');
  const header = readFileSync(join(dirname(carrier.manifest_path), 'sqlite3', 'sqlite3.h'), 'utf8');
  const version = /#define SQLITE_VERSION\s+"([\d.]+)"/.exec(header)[1];
  const purl = `pkg:generic/sqlite@${version}`;
  return { type: 'library', 'bom-ref': purl, name: 'sqlite', version, scope: 'required', licenses: [{ license: { name: 'SQLite public domain dedication' } }], purl };
}

function javascript() {
  return lockedPackages().packages.map(({ name, version, license, integrity, dev, path }) => {
    const [alg, content] = integrity.split('-');
    const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
    return {
      type: 'library',
      // The same version may lie in two places.
      'bom-ref': `${purl}#${path}`,
      name,
      version,
      scope: dev ? 'excluded' : 'required',
      hashes: [{ alg: alg.replace('sha', 'SHA-'), content: Buffer.from(content, 'base64').toString('hex') }],
      licenses: [{ expression: license }],
      purl,
    };
  });
}

/** The bill of materials of what the lock files say now. */
export function billOfMaterials() {
  const { version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const metadata = cargoMetadata();
  const { components, dependencies } = rust(metadata);
  const own = sqlite(metadata);
  const packages = javascript();
  const ref = `pkg:generic/assay@${version}`;
  const carrier = dependencies.find(({ ref: each }) => each.startsWith('pkg:cargo/libsqlite3-sys@'));
  carrier.dependsOn = [...carrier.dependsOn, own['bom-ref']].sort();
  const programs = components.filter(({ name }) => PROGRAMS.includes(name)).map((each) => each['bom-ref']);
  const bundled = packages.filter(({ scope }) => scope === 'required').map((each) => each['bom-ref']);
  const body = {
    metadata: {
      ...(process.env.SOURCE_DATE_EPOCH && { timestamp: new Date(Number(process.env.SOURCE_DATE_EPOCH) * 1000).toISOString() }),
      component: { type: 'application', 'bom-ref': ref, name: 'assay', version, licenses: [{ expression: license }], purl: ref },
    },
    components: [...components, own, ...packages].sort(byRef),
    dependencies: [{ ref, dependsOn: [...programs, ...bundled].sort() }, ...dependencies].sort((a, b) => (a.ref < b.ref ? -1 : 1)),
  };
  const hash = createHash('sha256').update(JSON.stringify(body)).digest('hex');
  // A name made of the content, in the form of a UUID of version 8.
  const serial = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
  return { $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json', bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber: `urn:uuid:${serial}`, version: 1, ...body };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const bill = billOfMaterials();
  const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
  const path = resolve(process.argv[2] ?? join(target, `assay-${bill.metadata.component.version}.cdx.json`));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(bill, null, 2)}\n`);
  const required = bill.components.filter(({ scope }) => scope === 'required').length;
  say(`${path}: ${bill.components.length} components, ${required} of them in the programs`);
}
