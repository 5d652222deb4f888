/** The shell lets the page do what is written here and nothing else: manifest, capabilities, policy, plugins. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/lib.mjs';

const shell = join(root, 'src-tauri');
const read = (...path) => readFileSync(join(shell, ...path), 'utf8');
const config = JSON.parse(read('tauri.conf.json'));
const capabilities = readdirSync(join(shell, 'capabilities')).map((file) => JSON.parse(read('capabilities', file)));
const sources = readdirSync(join(shell, 'src')).map((file) => [file, read('src', file)]);
const names = (list) => list.match(/[a-z_]+(?=["\s,]*(?:,|$))/gm) ?? [];

/** The core permissions that the page has, each with what it is for. */
const CORE = {
  'core:event:allow-listen': 'files dropped on the window',
  'core:event:allow-unlisten': 'the same, given back',
  'core:window:allow-destroy': 'closing once leases were returned',
  'core:window:allow-set-title': 'the name of the project',
  'core:window:allow-set-theme': 'light and dark',
  'core:webview:allow-set-webview-zoom': 'larger text',
};

test('the commands that are made, listed in the manifest and permitted are the same four', () => {
  const declared = sources.flatMap(([, text]) => [...text.matchAll(/#\[tauri::command\]\s*(?:pub\(crate\) )?(?:async )?fn (\w+)/g)].map(([, name]) => name)).sort();
  const handled = /generate_handler!\[([\s\S]*?)\]/.exec(read('src', 'lib.rs'))[1].match(/\w+(?=\s*,|\s*$)/g).sort();
  const manifest = names(/\.commands\(&\[([\s\S]*?)\]\)/.exec(read('build.rs'))[1]).sort();
  const permitted = capabilities.flatMap(({ permissions }) => permissions).filter((each) => !each.includes(':')).map((each) => each.replace(/^allow-/, '').replaceAll('-', '_')).sort();
  assert.deepEqual(declared, ['closing_is_asked', 'opened_files', 'pick_open', 'pick_save', 'rpc']);
  assert.deepEqual(handled, declared);
  assert.deepEqual(manifest, declared);
  assert.deepEqual(permitted, declared);
});

test('the one capability is for the page of the one window', () => {
  assert.deepEqual(config.app.security.capabilities, capabilities.map(({ identifier }) => identifier));
  for (const capability of capabilities) {
    assert.equal(capability.remote, undefined, 'no page from elsewhere may call anything');
    assert.equal(capability.local, true);
    assert.deepEqual(capability.windows, ['main']);
    assert.equal(capability.webviews, undefined);
    for (const permission of capability.permissions) assert.equal(typeof permission, 'string', 'no scopes: nothing here has a path or an address');
    const core = capability.permissions.filter((each) => each.includes(':')).sort();
    assert.deepEqual(core, Object.keys(CORE).sort());
  }
});

test('no plugin reaches files, programs or the network', () => {
  const plugins = sources.flatMap(([, text]) => [...text.matchAll(/\.plugin\(([\w:]+)/g)].map(([, plugin]) => plugin));
  assert.deepEqual(plugins, ['tauri_plugin_dialog::init']);
  const manifest = read('Cargo.toml');
  assert.deepEqual(manifest.match(/tauri-plugin-[\w-]+/g), ['tauri-plugin-dialog']);
  assert.equal(config.plugins, undefined);
  const workspace = readFileSync(join(root, 'Cargo.toml'), 'utf8');
  for (const line of [...workspace.matchAll(/^tauri(-[\w-]+)? = .*$/gm)].map(([all]) => all)) {
    assert.doesNotMatch(line, /devtools|isolation|protocol-asset|remote|dynamic-acl|unstable|tracing/, line);
  }
  assert.match(manifest, /^custom-protocol = \["tauri\/custom-protocol"\]$/m);
  assert.doesNotMatch(manifest, /devtools|protocol-asset/);
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  assert.deepEqual(Object.keys(dependencies).filter((name) => name.startsWith('@tauri-apps/')), ['@tauri-apps/api']);
});

test('the settings that would open the page stay off', () => {
  const { app } = config;
  assert.equal(app.withGlobalTauri, false);
  assert.deepEqual(app.windows, [], 'the window is made in window.rs, with its rules on navigation');
  assert.deepEqual(app.security.assetProtocol, { enable: false, scope: [] });
  for (const key of ['devCsp', 'dangerousDisableAssetCspModification', 'dangerousRemoteDomainIpcAccess', 'pattern', 'headers']) assert.equal(app.security[key], undefined, key);
  assert.equal(app.trayIcon, undefined);
  assert.equal(config.bundle.createUpdaterArtifacts, undefined);
  const window = read('src', 'window.rs');
  assert.match(window, /\.on_navigation\(\|url\| is_own_page\(/);
  assert.match(window, /\.on_new_window\(\|_, _\| NewWindowResponse::Deny\)/);
  for (const [file, text] of sources) assert.doesNotMatch(text, /initialization_script|\.eval\(|open_devtools|disable_web_security|danger/, file);
  const [, port] = /DEV_PORT: u16 = (\d+)/.exec(window);
  assert.equal(config.build.devUrl, `http://localhost:${port}`);
});

test('the policy begins with nothing and adds only what is used', () => {
  const policy = Object.fromEntries(Object.entries(config.app.security.csp).map(([directive, text]) => [directive, text.split(' ')]));
  assert.deepEqual(policy['default-src'], ["'none'"]);
  for (const directive of ['object-src', 'base-uri', 'form-action', 'frame-ancestors']) assert.deepEqual(policy[directive], ["'none'"], directive);
  for (const directive of ['script-src', 'style-src', 'font-src']) assert.deepEqual(policy[directive], ["'self'"], directive);
  for (const absent of ['frame-src', 'child-src', 'worker-src', 'script-src-attr', 'script-src-elem', 'style-src-attr', 'style-src-elem', 'manifest-src', 'prefetch-src', 'sandbox', 'report-uri', 'report-to']) {
    assert.equal(policy[absent], undefined, `${absent} would widen or tell`);
  }
  // On Windows the bridge and the pictures have addresses of this form; nothing listens there elsewhere.
  const own = { 'connect-src': ['ipc:', 'http://ipc.localhost'], 'img-src': ["'self'", 'blob:', 'media:', 'http://media.localhost'], 'media-src': ["'self'", 'blob:'] };
  for (const [directive, wanted] of Object.entries(own)) assert.deepEqual(policy[directive], wanted, directive);
  for (const [directive, tokens] of Object.entries(policy)) {
    for (const token of tokens) {
      assert.doesNotMatch(token, /unsafe|\*|^data:|^https?:$|wasm|strict-dynamic|report-sample/, `${directive} ${token}`);
      if (/^https?:/.test(token)) assert.match(token, /^http:\/\/(ipc|media)\.localhost$/, directive);
    }
  }
});

test('a page that asks for no more than it may: no inline script or style, nothing from elsewhere', () => {
  const page = readFileSync(join(root, 'ui', 'index.html'), 'utf8');
  const scripts = [...page.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)];
  assert.equal(scripts.length, 1);
  assert.match(scripts[0][1], /type="module" src="\/src\/main\.tsx"/);
  assert.equal(scripts[0][2].trim(), '');
  assert.doesNotMatch(page.replace(/<!--[\s\S]*?-->/g, ''), /<style|\son\w+=|https?:\/\//);
});
