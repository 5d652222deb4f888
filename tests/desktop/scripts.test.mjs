/**
 * No script runs: text that looks like script stands in every field of a project and on every screen; then the same text is
 * put into the page as markup, past everything that sanitises, and the content security policy alone holds.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { Key, launch, sleep } from './driver.mjs';
import { command, itemInView, sit, until } from './sample.mjs';
import { assay, listen, name, project, vectors } from './scripts.mjs';

const config = JSON.parse(readFileSync(resolve(import.meta.dirname, '..', '..', 'src-tauri', 'tauri.conf.json'), 'utf8'));
let window;
let made;
let server;
let all;
let me;

const rpc = (called, request) => command(window, called, request, me);

before(async () => {
  server = await listen();
  all = vectors(server.port);
  made = await project(all);
  window = await launch({ args: [made.file], ready: null });
  await window.byTestId('nav', 60_000);
  me = await sit(window, await command(window, 'project_overview'), made.lead);
  await watch();
});

after(async () => {
  await window?.quit();
  server?.close();
  if (made) await rm(made.folder, { recursive: true, force: true });
});

/** From here on the page counts what its policy refuses. */
const watch = () =>
  window.run(() => {
    if (window.__refused) return;
    window.__refused = [];
    document.addEventListener('securitypolicyviolation', (event) => {
      window.__refused.push({ directive: event.effectiveDirective, policy: event.originalPolicy });
    });
  });

/** Many commands one after the other, without a way to the test between them. */
async function orderAll(orders) {
  for (let from = 0; from < orders.length; from += 100) {
    const failed = await window.runAsync(
      `const [orders, person, done] = arguments;
       (async () => {
         const failed = [];
         for (const [command, request] of orders) {
           await window.__TAURI_INTERNALS__.invoke('rpc', { command, request, person }).catch((error) => failed.push([command, request, error]));
         }
         return failed;
       })().then(done);`,
      orders.slice(from, from + 100),
      me,
    );
    assert.deepEqual(failed, []);
  }
}

/** What would tell that something ran; an open alert would stop this very question. */
const state = () =>
  window.run(() => ({
    ran: window.__ran ?? null,
    polluted: {}.polluted ?? null,
    title: document.title,
    address: location.href.replace(/\/(index\.html)?$/, ''),
    refused: (window.__refused ?? []).length,
  }));

async function quiet(where) {
  const { ran, polluted, address } = await state();
  assert.deepEqual({ ran, polluted, address }, { ran: null, polluted: null, address: 'tauri://localhost' }, where);
  assert.deepEqual(server.seen.requests, [], where);
}

/** What no text may have become. */
const markup = () =>
  window.run(() => {
    const foreign = 'iframe, frame, object, embed, base, form[action], applet, portal, meta[http-equiv], [srcdoc], [ping], [formaction], [style*="url("], link[href*="127.0.0.1"]';
    const handlers = (element) => [...element.attributes].some(({ name }) => name.startsWith('on'));
    const elsewhere = (element) => ['src', 'href', 'data', 'poster', 'action', 'srcset'].some((key) => /^\s*(javascript|vbscript|data):/i.test(element.getAttribute(key) ?? ''));
    const own = (element) => element.tagName !== 'SCRIPT' || element.src.startsWith('tauri://localhost/assets/');
    return [...document.querySelectorAll('*')].filter((each) => each.matches(foreign) || handlers(each) || elsewhere(each) || !own(each)).map((each) => each.outerHTML.slice(0, 200));
  });

async function harmless(where) {
  await quiet(where);
  assert.deepEqual(await markup(), [], where);
  assert.equal((await state()).refused, 0, `${where}: the policy was needed`);
}

/** Presses every tab of the screen once, one level below the other. */
async function tabs(where) {
  const pressed = new Set();
  for (let found = true; found; ) {
    found = await window.run((known) => {
      const next = [...document.querySelectorAll('main [role="tab"], main [role="radio"], main summary')].find((tab) => !known.includes(tab.textContent) && tab.getClientRects().length > 0 && tab.getAttribute('aria-disabled') !== 'true');
      next?.click();
      return next?.textContent ?? null;
    }, [...pressed]);
    if (found === null) return pressed.size;
    pressed.add(found);
    await sleep(250);
    await harmless(`${where}, ${found.slice(0, 40)}`);
  }
  return pressed.size;
}

test('vectors are taken as names of everything that has one', async () => {
  const runs = await rpc('run_list');
  const question = (await rpc('project_overview')).question;
  const orders = [];
  const take = (called, request) => orders.push([called, request]);
  for (const [at, text] of all.entries()) {
    const short = name(`${at} ${text}`).slice(0, 60);
    if (at % 2 === 0) take('comment_set', { item: at + 1, body: text });
    if (at % 4 === 0) take('tag_create', { name: short });
    if (at % 10 === 0) take('person_add', { name: short, roles: ['rater', 'analyst'] });
    if (at % 25 !== 0) continue;
    take('view_save', { name: short, filter: '', sort: [], columns: [] });
    take('baseline_set', { name: short, value: 0.9, source: text });
    take('check_add', { name: short, metric: 'accuracy', bound: 'at_least', threshold: 0.5 });
    take('pipeline_save', { name: short, note: text, base: runs[0].id, stages: [{ name: short, run: runs[1].id }] });
    take('adjudicate', { item: at + 1, class: question.classes[at % 6].id, rationale: text });
  }
  take('audit_create', { name: name(all[13]), size: 20 });
  take('human_draw', { name: name(all[14]), size: 20 });
  const queue = await rpc('label_queue');
  take('ask_send', { assignment: queue.tasks[0].assignment, uid: crypto.randomUUID(), body: all[15] });
  await orderAll(orders);
  // Marked rows, so that tags have rows where figures are drawn.
  const tags = (await rpc('tag_list')).slice(0, 3);
  const { view, revision } = await rpc('sheet_open', { run: runs[0].id, query: { sort: [] } });
  await rpc('mark_rows', { view, revision, ranges: [[0, 40]], tag: tags[0].id, mark: 'yes' });
  await rpc('promise_set', { run: runs[0].id, tags: [tags[0].id], note: all[12] });
  const taken = orders.length + 2;
  console.log(`${all.length} vectors, ${taken} names, comments and notes`);
  await harmless('after writing');
});

test('no screen takes a text for markup', async () => {
  let screens = 0;
  for (const screen of ['dashboard', 'quality', 'conflicts', 'errors', 'priorities', 'audit', 'import', 'export', 'project', 'label']) {
    await window.click(await window.byTestId(`nav-${screen}`));
    await sleep(500);
    await harmless(screen);
    screens += 1 + (await tabs(screen));
  }
  console.log(`${screens} screens, tabs and choices`);
  await window.chord(Key.CONTROL, 'k');
  await sleep(200);
  await window.keys('<img src=x onerror=top.__ran=9100>');
  await sleep(200);
  await harmless('the palette');
  await window.keys(Key.ESCAPE);
});

test('the guideline shows every vector as text', async () => {
  await window.click(await window.byTestId('nav-label'));
  await itemInView(window);
  await window.keys('g');
  await window.byTestId('guideline');
  const text = await window.text('guideline');
  assert.ok(text.includes('<script>top.__ran=') || text.includes('top.__ran='), 'what cannot act is still read');
  await harmless('the guideline beside an item');
  const html = await rpc('guideline_get');
  assert.doesNotMatch(html.html ?? JSON.stringify(html), /<(script|iframe|svg|style|form|object|embed|base|meta|link)\b/i);
  await window.keys('g');
});

test('items, one after the other and all in the sheet, are text', async () => {
  await window.click(await window.byTestId('nav-label'));
  for (let looked = 0; looked < 10; looked += 1) {
    const item = await itemInView(window);
    await harmless(`item ${item}`);
    await window.keys(String(1 + (looked % 6)));
    await until(() => itemInView(window), (now) => now !== item, 5_000);
  }
  await window.click(await window.byTestId('nav-errors'));
  await until(() => window.run(() => document.querySelector('main [role="tab"]') !== null), Boolean);
  await window.run(() => document.querySelector('main [role="tab"]').click());
  const grid = await window.byTestId('sheet', 20_000);
  for (let page = 0; page < 12; page += 1) {
    await window.run((at) => {
      const boxes = [...document.querySelectorAll('main *')].filter((each) => each.scrollHeight > each.clientHeight + 40 && /auto|scroll/.test(getComputedStyle(each).overflowY));
      for (const box of boxes) box.scrollTop = (box.scrollHeight * at) / 12;
    }, page);
    await sleep(150);
    await harmless(`page ${page} of the sheet`);
  }
  assert.ok(await grid.isDisplayed());
});

test('files that are no pictures, whatever they are called, do not come in', async () => {
  const folder = join(made.folder, 'pictures');
  await mkdir(folder);
  const html = '<html><script>top.__ran=9200</script></html>';
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="top.__ran=9201"><script>top.__ran=9202</script></svg>';
  for (const [file, content] of [['a.png', html], ['b.jpg', html], ['c.svg', svg], ['d.png', svg], ['e.gif', `GIF89a/*${html}*/=1;`], ['f.webp', `RIFF\0\0\0\0WEBP${html}`], ['g.bmp', `BM/*\0\0\0\0\0\0${html}`]]) {
    await writeFile(join(folder, file), content, 'latin1');
  }
  const report = JSON.parse(assay('--as', made.lead, '--json', 'import', 'items', made.file, folder));
  assert.deepEqual([report.accepted, report.rejected], [0, 7], JSON.stringify(report));
});

test('put into the page as markup, nothing runs and nothing is fetched', async () => {
  await window.click(await window.byTestId('nav-export'));
  await sleep(300);
  for (let from = 0; from < all.length; from += 25) {
    await window.runAsync(insert, all.slice(from, from + 25));
    await sleep(60);
    await quiet(`vectors ${from + 1} to ${from + 25} as markup`);
  }
  const { refused } = await state();
  assert.ok(refused > 200, `the policy was asked and refused ${refused} times`);
  console.log(`${all.length} vectors as markup in 6 ways; the policy refused ${refused} times; ${server.seen.requests.length} requests, ${server.seen.connections} connections`);
});

/** Puts each text into the page in every way there is, acts on it as a person would, and takes it away. */
async function insert(texts, done) {
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const place = document.createElement('div');
  document.body.append(place);
  const ways = [
    (box, text) => (box.innerHTML = text),
    (box, text) => box.insertAdjacentHTML('beforeend', text),
    (box, text) => box.append(document.createRange().createContextualFragment(text)),
    (box, text) => box.append(...new DOMParser().parseFromString(text, 'text/html').querySelectorAll('body > *, head > *')),
    (box, text) => box.setHTMLUnsafe?.(text),
    (box, text) => {
      // Script elements that were parsed do not run; made by hand they would.
      for (const script of new DOMParser().parseFromString(text, 'text/html').querySelectorAll('script')) {
        const own = document.createElement('script');
        for (const { name, value } of script.attributes) if (/^[a-z]+$/.test(name)) own.setAttribute(name, value);
        own.text = script.text;
        box.append(own);
      }
    },
  ];
  const events = ['click', 'mouseover', 'mouseenter', 'pointerenter', 'pointerdown', 'focus', 'focusin', 'input', 'keydown', 'animationstart', 'animationend', 'transitionend', 'toggle', 'load', 'error', 'wheel', 'paste', 'copy', 'drop', 'submit'];
  for (const text of texts) {
    for (const way of ways) {
      const box = document.createElement('div');
      place.append(box);
      try {
        way(box, text);
      } catch {
        // What no parser takes does not get in either.
      }
    }
  }
  await wait(80);
  for (const element of place.querySelectorAll('*')) {
    // A link to the page itself only loads it again, and what this test counts would be gone.
    const own = [element.href?.baseVal ?? element.href, element.action].some((to) => typeof to === 'string' && to !== '' && new URL(to, location.href).protocol === 'tauri:');
    for (const event of events) if (!own || !['click', 'submit'].includes(event)) element.dispatchEvent(new Event(event, { bubbles: false, cancelable: true }));
    if (own) continue;
    if (element.matches('a[href], area[href], button, input[type=submit], input[type=image], summary')) element.click();
    if (element.matches('form')) {
      try {
        element.submit();
      } catch {
        // A field called submit stands in the way.
      }
    }
  }
  for (const link of place.querySelectorAll('svg a, math [href]')) if (/^\w+:/.test(link.getAttribute('href') ?? link.getAttribute('xlink:href') ?? '')) link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
  await wait(120);
  place.remove();
  done();
}

test('code as text is not run, whoever asks for it', async () => {
  const found = await window.runAsync(async (address, done) => {
    const tries = {
      eval: () => window.eval('top.__ran=9301'),
      function: () => new Function('top.__ran=9302')(),
      async_function: () => new (async () => {}).constructor('top.__ran=9303')(),
      timeout: () => setTimeout('top.__ran=9304', 0),
      interval: () => clearInterval(setInterval('top.__ran=9305', 1)),
      handler: () => {
        const button = document.createElement('button');
        button.setAttribute('onclick', 'top.__ran=9306');
        document.body.append(button);
        button.click();
        button.remove();
      },
      import_data: () => import('data:text/javascript,top.__ran=9307'),
      import_http: () => import(`${address}/import`),
      import_blob: () => import(URL.createObjectURL(new Blob(['top.__ran=9308'], { type: 'text/javascript' }))),
      worker_blob: () => new Worker(URL.createObjectURL(new Blob([`fetch('${address}/worker')`], { type: 'text/javascript' }))),
      worker_data: () => new Worker(`data:text/javascript,fetch('${address}/worker')`),
      shared_worker: () => new SharedWorker(`data:text/javascript,fetch('${address}/worker')`),
      service_worker: () => navigator.serviceWorker?.register('data:text/javascript,0'),
      script_blob: () => {
        const script = document.createElement('script');
        script.src = URL.createObjectURL(new Blob(['top.__ran=9309'], { type: 'text/javascript' }));
        document.head.append(script);
      },
      script_http: () => {
        const script = document.createElement('script');
        script.src = `${address}/script`;
        document.head.append(script);
      },
      fetch: () => fetch(`${address}/fetch`, { mode: 'no-cors' }),
      fetch_media: () => fetch('media://localhost/x'),
      fetch_file: () => fetch('file:///etc/passwd').then((response) => response.text()),
      fetch_asset: () => fetch('asset://localhost/etc/passwd').then((response) => response.text()),
      request: () =>
        new Promise((resolve, reject) => {
          const request = new XMLHttpRequest();
          request.open('GET', `${address}/request`);
          request.onload = resolve;
          request.onerror = () => reject(new Error('refused'));
          request.send();
        }),
      beacon: () => navigator.sendBeacon(`${address}/beacon`, 'x'),
      socket: () => new WebSocket(address.replace('http', 'ws')),
      events: () => new EventSource(`${address}/events`),
      picture: () => (new Image().src = `${address}/picture`),
      font: () => new FontFace('x', `url(${address}/font)`).load(),
      style: () => {
        const style = document.createElement('style');
        style.textContent = `body{background:url(${address}/style)}`;
        document.head.append(style);
      },
      sheet: () => {
        const link = document.createElement('link');
        Object.assign(link, { rel: 'stylesheet', href: `${address}/sheet` });
        document.head.append(link);
      },
      background: () => (document.body.style.backgroundImage = `url(${address}/background)`),
      base: () => {
        const base = document.createElement('base');
        base.href = `${address}/base/`;
        document.head.prepend(base);
        if (document.baseURI.startsWith('http:')) throw new Error('BASE TAKEN');
        base.remove();
      },
      frame: () => {
        const frame = document.createElement('iframe');
        frame.srcdoc = '<script>top.__ran=9310</script>';
        document.body.append(frame);
      },
    };
    const told = {};
    for (const [called, attempt] of Object.entries(tries)) {
      const late = new Promise((resolve) => setTimeout(resolve, 400, 'nothing'));
      told[called] = await Promise.race([late, (async () => attempt())().then(() => 'done', (error) => String(error.name))]);
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
    document.body.style.backgroundImage = '';
    for (const each of document.querySelectorAll('body > iframe')) each.remove();
    done(told);
  }, `http://127.0.0.1:${server.port}`);
  await quiet(JSON.stringify(found));
  for (const refused of ['eval', 'function', 'async_function', 'import_data', 'import_http', 'import_blob', 'fetch', 'fetch_file', 'fetch_asset', 'request']) {
    assert.match(found[refused], /Error/, refused);
  }
  console.log(JSON.stringify(found));
});

test('the window stays on its own page and opens no other', async () => {
  const handles = (await window.driver.getAllWindowHandles()).length;
  const hash = 'a'.repeat(64);
  for (const address of [`http://127.0.0.1:${server.port}/go`, `http://localhost:${server.port}/go`, `http://tauri.localhost:${server.port}/go`, 'file:///etc/passwd', 'data:text/html,<script>top.__ran=9401</script>', 'javascript:top.__ran=9402', `media://localhost/${hash}`, 'ipc://localhost/rpc', 'asset://localhost/etc/passwd', 'about:blank', 'view-source:tauri://localhost/']) {
    await window.run((to) => {
      const attempt = (work) => {
        try {
          work();
        } catch {
          // Refused at once.
        }
      };
      attempt(() => location.assign(to));
      attempt(() => open(to));
      attempt(() => open(to, '_self'));
      attempt(() => {
        const link = Object.assign(document.createElement('a'), { href: to, target: '_blank', download: '' });
        document.body.append(link);
        link.click();
        link.remove();
      });
      attempt(() => {
        const form = Object.assign(document.createElement('form'), { action: to, method: 'post' });
        document.body.append(form);
        form.submit();
        form.remove();
      });
      attempt(() => {
        const meta = Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: `0;url=${to}` });
        document.head.append(meta);
        meta.remove();
      });
    }, address);
    await sleep(150);
    await quiet(address);
    assert.equal((await window.driver.getAllWindowHandles()).length, handles, address);
  }
});

test('the page may call what it needs and nothing else', async () => {
  const called = ['plugin:fs|read_text_file', 'plugin:shell|execute', 'plugin:shell|open', 'plugin:opener|open_url', 'plugin:http|fetch', 'plugin:dialog|open', 'plugin:dialog|save', 'plugin:dialog|message', 'plugin:webview|create_webview_window', 'plugin:webview|internal_toggle_devtools', 'plugin:window|create', 'plugin:window|set_fullscreen', 'plugin:path|resolve_directory', 'plugin:app|version', 'plugin:event|emit', 'plugin:resources|close', 'plugin:process|exit', 'plugin:image|from_path', 'plugin:menu|new', 'plugin:tray|new', 'close', 'register', 'media'];
  const answers = await window.runAsync(async (names, done) => {
    const told = {};
    for (const each of names) told[each] = await window.__TAURI_INTERNALS__.invoke(each, { path: '/etc/passwd', event: 'x', options: { label: 'x', url: 'http://localhost' } }).then(() => 'ANSWERED', (error) => String(error.message ?? error));
    done({ told, global: typeof window.__TAURI__ });
  }, called);
  for (const [each, answer] of Object.entries(answers.told)) assert.match(answer, /not allowed|not found/i, `${each}: ${answer}`);
  assert.equal(answers.global, 'undefined', 'no global API');
});

test('the policy that the window sends is the one that was written', async () => {
  const [{ policy }] = await window.run(() => window.__refused.slice(0, 1));
  const sent = new Map(policy.split(';').map((part) => part.trim().split(/\s+/)).filter(([directive]) => directive).map(([directive, ...sources]) => [directive, sources]));
  const written = Object.entries(config.app.security.csp);
  assert.deepEqual([...sent.keys()].sort(), written.map(([directive]) => directive).sort(), policy);
  for (const [directive, sources] of written) {
    const wanted = sources.split(' ');
    // The shell adds the hashes and nonces of what it inserted itself.
    const more = sent.get(directive).filter((source) => !wanted.includes(source) && !/^'(sha256|nonce)-[A-Za-z0-9+/=]+'$/.test(source));
    assert.deepEqual(more, [], directive);
    for (const source of wanted) assert.ok(sent.get(directive).includes(source), `${directive} ${source}`);
  }
  console.log(policy);
});
