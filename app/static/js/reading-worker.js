// Reading without a connection. The server writes VERSION (of the static files) above this text,
// so that new files bring a new worker. Which pages may be kept is the server's word: those that
// carry the header Reading-For, whose value names the person and the language ("7.zh_Hans").
"use strict";

const PAGES = "reading-pages";
const ASSETS = "reading-assets";
const READER = "reading-reader";
const READER_HEADER = "Reading-For";
const OFFLINE_PAGE = "/course/offline";
const GLOSSARY = "/glossary";
// Kept with the first lesson: what stands in for pages that are not kept, and for terms.
const COMPANIONS = [OFFLINE_PAGE, GLOSSARY];
const SIGN_OUT = "/logout";
const READABLE = /^\/(course|glossary)(\/|$)/;
const DOWNLOAD = /\/pdf$/;
const NOTES = /^\/course\/[^/]+\/notes$/;
const PATIENCE_MILLISECONDS = 4000;

// What began before somebody signed out must not be kept after.
let signOuts = 0;

const pagesOf = (reader) => `${PAGES}|${reader}|${VERSION}`;
const personOf = (reader) => reader.split(".")[0];
const isPages = (name) => name.startsWith(`${PAGES}|`);
const readerIn = (name) => name.split("|")[1];
const isOld = (name) => !name.endsWith(`|${VERSION}`);

async function currentReader() {
  const found = await caches.match(`/${READER}`, { cacheName: READER });
  return found ? found.text() : null;
}

// Pages of somebody else go as soon as it is known who reads here now.
async function setReader(reader) {
  if ((await currentReader()) === reader) return;
  for (const name of (await caches.keys()).filter(isPages)) {
    if (personOf(readerIn(name)) !== personOf(reader)) await caches.delete(name);
  }
  await (await caches.open(READER)).put(`/${READER}`, new Response(reader));
}

// A session that has ended hides the pages until the same person is back; signing out deletes them.
async function hide() {
  signOuts += 1;
  await caches.delete(READER);
}

async function forget() {
  await hide();
  for (const name of (await caches.keys()).filter(isPages)) await caches.delete(name);
}

// The caches of the current person, the one of this language and version first.
async function ownCaches() {
  const reader = await currentReader();
  if (reader === null) return [];
  const rank = (name) => (readerIn(name) === reader ? 0 : 2) + (isOld(name) ? 1 : 0);
  return (await caches.keys())
    .filter((name) => isPages(name) && personOf(readerIn(name)) === personOf(reader))
    .sort((one, other) => rank(one) - rank(other));
}

async function find(path) {
  for (const name of await ownCaches()) {
    const found = await caches.match(path, { cacheName: name, ignoreVary: true });
    if (found) return found;
  }
  return undefined;
}

async function drop(paths) {
  for (const name of await ownCaches()) {
    const cache = await caches.open(name);
    for (const path of paths) await cache.delete(path, { ignoreVary: true });
  }
}

// A page is kept with everything that it needs, so its assets come first.
async function keepAssets(html) {
  const cache = await caches.open(`${ASSETS}|${VERSION}`);
  const found = new Set();
  for (const match of html.matchAll(/(?:href|src)="(\/static\/[^"#]+)/g)) found.add(match[1]);
  const keepOne = async (path) => {
    if (!(await caches.match(path, { ignoreVary: true }))) await cache.add(path);
  };
  await Promise.all([...found].map(keepOne));
}

async function store(path, response, since) {
  const reader = response.headers.get(READER_HEADER);
  if (response.status === 404) await drop([path]);
  if (!response.ok || reader === null || since !== signOuts) return false;
  const copy = response.clone();
  await setReader(reader);
  await keepAssets(await response.clone().text());
  if (since !== signOuts) return false;
  const cache = await caches.open(pagesOf(reader));
  await cache.put(path, copy);
  for (const other of COMPANIONS) {
    if (!COMPANIONS.includes(path) && !(await cache.match(other, { ignoreVary: true }))) {
      await keep(other);
    }
  }
  return true;
}

// Fetches a page and keeps it; false when it cannot be kept. Rejects without a connection.
async function keep(path) {
  const since = signOuts;
  const response = await fetch(path, { cache: "no-store", headers: { Accept: "text/html" } });
  if (response.redirected) {
    await hide();
    return false;
  }
  return store(path, response, since);
}

// The page from the network, which is kept on its way; one that was asked for with a query is
// another view of it and is not.
async function load(event, path) {
  const since = signOuts;
  const isPlain = new URL(event.request.url).search === "";
  const response = await fetch(event.request);
  if (response.type === "opaqueredirect") {
    event.waitUntil(hide());
  } else if (isPlain && response.status < 500) {
    event.waitUntil(store(path, response.clone(), since).catch(() => {}));
  }
  return response;
}

function late() {
  return new Promise((_resolve, reject) => setTimeout(reject, PATIENCE_MILLISECONDS));
}

// The page knows by this that it is a copy, and says so.
async function asCopy(kept) {
  const html = (await kept.text()).replace("<html ", '<html data-copy="yes" ');
  const headers = new Headers(kept.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  return new Response(html, { status: kept.status, headers });
}

async function readPage(event, path) {
  const kept = await find(path);
  const fresh = load(event, path);
  try {
    const response = await (kept ? Promise.race([fresh, late()]) : fresh);
    if (kept && response.status >= 500) throw new Error(String(response.status));
    return response;
  } catch (error) {
    event.waitUntil(fresh.catch(() => {}));
    if (kept) return asCopy(kept);
    const term = path.startsWith(`${GLOSSARY}/`) && (await find(GLOSSARY));
    if (term) return Response.redirect(`${GLOSSARY}#term-${path.slice(GLOSSARY.length + 1)}`);
    const page = await find(OFFLINE_PAGE);
    if (page) return asCopy(page);
    throw error;
  }
}

// The browser's own cache answers first; ours holds what it may have dropped.
async function readAsset(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(request.url, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

// What another version or language kept is fetched anew, and only then thrown away.
async function renew() {
  for (const name of (await ownCaches()).filter(isOld)) {
    for (const request of await (await caches.open(name)).keys()) {
      const path = new URL(request.url).pathname;
      if (!NOTES.test(path)) await keep(path);
    }
    await caches.delete(name);
  }
  if ((await caches.keys()).some((name) => isPages(name) && isOld(name))) return;
  for (const name of await caches.keys()) {
    if (name.startsWith(`${ASSETS}|`) && isOld(name)) await caches.delete(name);
  }
}

async function keptPaths() {
  const paths = new Set();
  for (const name of await ownCaches()) {
    for (const request of await (await caches.open(name)).keys()) {
      paths.add(new URL(request.url).pathname);
    }
  }
  return [...paths];
}

// What pages ask for. Every answer goes through the port that came with the question.
const ERRANDS = {
  async claim(_paths, tell) {
    await self.clients.claim();
    tell({});
  },
  async keep(paths, tell) {
    let done = 0;
    let failed = 0;
    for (const path of paths) {
      if (!(await keep(path).catch(() => false))) failed += 1;
      done += 1;
      tell({ done, failed, count: paths.length });
    }
  },
  async drop(paths, tell) {
    await drop(paths);
    tell({});
  },
  async list(_paths, tell) {
    tell({ paths: await keptPaths() });
  },
  async note(paths, tell) {
    const found = await find(paths[0]);
    tell({ note: found ? await found.json() : null });
  },
  async renew(_paths, tell) {
    await renew().catch(() => {});
    tell({});
  },
};

// A note that was sent is remembered beside its page, which was kept before the note was changed.
async function sendNote(event, path) {
  const since = signOuts;
  const response = await fetch(event.request);
  event.waitUntil(rememberNote(path, response.clone(), since).catch(() => {}));
  return response;
}

async function rememberNote(path, response, since) {
  const reader = response.headers.get(READER_HEADER);
  if (!response.ok || reader === null || reader !== (await currentReader())) return;
  if (since === signOuts) await (await caches.open(pagesOf(reader))).put(path, response);
}

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim().then(renew).catch(() => {}));
});

self.addEventListener("message", (event) => {
  const errand = ERRANDS[event.data.errand];
  const port = event.ports[0];
  if (!errand || !port) return;
  const tell = (answer) => port.postMessage(answer);
  event.waitUntil(errand(event.data.paths, tell).then(() => tell({ over: true })));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === "POST") {
    if (url.pathname === SIGN_OUT) event.waitUntil(forget());
    if (NOTES.test(url.pathname) && request.mode !== "navigate") {
      event.respondWith(sendNote(event, url.pathname));
    }
  } else if (request.method === "GET") {
    const isRead = READABLE.test(url.pathname) && !DOWNLOAD.test(url.pathname);
    if (request.mode === "navigate" && isRead) {
      event.respondWith(readPage(event, url.pathname));
    } else if (url.pathname.startsWith("/static/")) {
      event.respondWith(readAsset(request));
    }
  }
});
