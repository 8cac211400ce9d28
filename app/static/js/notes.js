// Notes beside a lesson. What is typed is kept in this browser at once and then sent; it goes from
// the browser when the server has it. So nothing is lost without a connection, and the revision
// over which it was written keeps it from overwriting what was written elsewhere since.

import { ask, isCopy, person, ready } from "./reading.js";

const DELAY_MILLISECONDS = 800;
const RETRY_MILLISECONDS = 2000;
const MOST_RETRY_MILLISECONDS = 60_000;
const MOST_TRIED = 4;
const KEPT = `dealwright.note.${person}.`;
const SENT = `dealwright.note-sent.${person}.`;

const form = document.getElementById("note-form");
const slug = form ? form.dataset.slug : null;
const area = form ? form.elements.text : null;

// Where the browser has no room, or lets nothing be kept, the open page remembers.
const memory = new Map();

function readItem(name) {
  try {
    return memory.get(name) ?? localStorage.getItem(name);
  } catch {
    return null;
  }
}

function writeItem(name, text) {
  try {
    localStorage.setItem(name, text);
    memory.delete(name);
    return true;
  } catch {
    memory.set(name, text);
    return false;
  }
}

function removeItem(name) {
  memory.delete(name);
  try {
    localStorage.removeItem(name);
  } catch {
    // Nothing was kept there.
  }
}

function itemNames() {
  try {
    return [...memory.keys(), ...Object.keys(localStorage)];
  } catch {
    return [...memory.keys()];
  }
}

// A note that is not sent yet: its text, the revision it was written over, the texts that were on
// their way without an answer, and the lesson's title.
const find = (lesson) => JSON.parse(readItem(KEPT + lesson));
const keep = (lesson, note) => writeItem(KEPT + lesson, JSON.stringify(note));

const revisionField = () => document.querySelector("#note-state input[name=revision]");

function showOnly(id) {
  for (const text of document.querySelectorAll("[data-note-says]")) text.hidden = text.id !== id;
}

function showState(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  document.getElementById("note-state").replaceWith(parsed.getElementById("note-state"));
}

const tokenField = () => document.querySelector("input[name=csrf_token]");

// The token of a page that was kept belongs to the session of then. Null when nobody is signed in,
// or somebody else.
async function findToken(lesson) {
  const answer = await fetch(`/course/${lesson}`, { headers: { Accept: "text/html" } });
  if (answer.redirected || !answer.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (page.getElementById("reading-offline")?.dataset.person !== person) return null;
  return page.querySelector("input[name=csrf_token]").value;
}

async function post(lesson, note, token) {
  const answer = await fetch(`/course/${lesson}/notes`, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams({ text: note.text, revision: note.revision, csrf_token: token }),
  });
  const isJson = (answer.headers.get("Content-Type") || "").includes("json");
  if (answer.redirected || !isJson) return { status: 401, body: {} };
  return { status: answer.status, body: await answer.json() };
}

// Sends one note. Resolves with what became of it: nothing, away, stranger, refused, conflict, sent.
async function deliver(lesson) {
  const note = find(lesson);
  if (note === null) return { became: "nothing" };
  const tried = note.tried || [];
  keep(lesson, { ...note, tried: [...tried, note.text].slice(-MOST_TRIED) });
  let answer;
  try {
    answer = await post(lesson, note, tokenField().value);
    if (answer.status === 400 || answer.status === 401) {
      const token = await findToken(lesson);
      if (token === null) return { became: "stranger" };
      tokenField().value = token;
      answer = await post(lesson, note, token);
    }
  } catch {
    return { became: "away" };
  }
  if (answer.status === 409 && tried.includes(answer.body.text)) {
    // What stands there is ours: it arrived, and its answer did not.
    keep(lesson, { ...(find(lesson) || note), revision: answer.body.revision, tried: [] });
    return deliver(lesson);
  }
  if (answer.status === 409) return { became: "conflict", body: answer.body };
  if (answer.status >= 500) return { became: "away" };
  if (answer.status !== 200) return { became: "refused", body: answer.body };
  const now = find(lesson);
  writeItem(SENT + lesson, answer.body.revision);
  if (now !== null && now.text !== note.text) {
    keep(lesson, { ...now, revision: answer.body.revision, tried: [] });
    return deliver(lesson);
  }
  removeItem(KEPT + lesson);
  return { became: "sent", body: answer.body };
}

// One window sends at a time; where browsers cannot promise that, the revisions still do.
function deliverAlone(lesson) {
  if (!navigator.locks) return deliver(lesson);
  return navigator.locks.request(KEPT + lesson, () => deliver(lesson));
}

let timer = 0;

function sendSoon() {
  clearTimeout(timer);
  timer = setTimeout(sendOwn, DELAY_MILLISECONDS);
}

let retryTimer = 0;
let pause = RETRY_MILLISECONDS;

// A network that has just come back, or a server that starts anew, is tried again, ever less often.
// Without any network there is nothing to try: the browser says when it is there.
function retryLater() {
  if (!navigator.onLine) return;
  clearTimeout(retryTimer);
  retryTimer = setTimeout(sendAll, pause);
  pause = Math.min(2 * pause, MOST_RETRY_MILLISECONDS);
}

async function sendOwn() {
  const { became, body } = await deliverAlone(slug);
  if (became === "sent" || became === "conflict") showState(body.state);
  if (became === "refused") document.getElementById("note-refused").textContent = body.text;
  if (became === "away") retryLater();
  showOnly({ away: "note-away", stranger: "note-stranger", refused: "note-refused" }[became]);
}

function keepOwn() {
  const before = find(slug);
  const note = {
    text: area.value,
    revision: before ? before.revision : Number(revisionField().value),
    tried: before ? before.tried : [],
    title: document.querySelector("h1").textContent,
  };
  if (!keep(slug, note)) showOnly("note-full");
}

// The notes of other lessons that are still here. Those that the server does not take are named;
// those that only wait for the connection are not, for nothing is to be done about them.
async function sendOthers() {
  const list = document.getElementById("reading-unsent-list");
  const names = itemNames().filter((name) => name.startsWith(KEPT));
  const stuck = [];
  for (const lesson of names.map((name) => name.slice(KEPT.length))) {
    if (lesson === slug) continue;
    const title = find(lesson)?.title || lesson;
    const { became } = await deliverAlone(lesson);
    if (became === "away") retryLater();
    if (["conflict", "refused", "stranger"].includes(became)) stuck.push({ lesson, title });
  }
  document.getElementById("reading-unsent").hidden = stuck.length === 0;
  list.replaceChildren(
    ...stuck.map(({ lesson, title }) => {
      const link = Object.assign(document.createElement("a"), { textContent: title });
      link.href = `/course/${lesson}#notes`;
      const entry = document.createElement("li");
      entry.append(link);
      return entry;
    }),
  );
}

async function begin() {
  const note = find(slug);
  if (note !== null) {
    area.value = note.text;
    await sendOwn();
    return;
  }
  if (!isCopy) return;
  // The page was kept before the note was last changed.
  await ready;
  const answer = await ask("note", [`/course/${slug}/notes`]);
  const newer = answer && answer.note;
  // Whatever has been typed meanwhile is newer still.
  if (newer && find(slug) === null && newer.revision > Number(revisionField().value)) {
    showState(newer.state);
    area.value = newer.text;
  }
}

if (form) {
  area.addEventListener("input", () => {
    keepOwn();
    sendSoon();
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keepOwn();
    // The button that keeps one's own version over another brings the other's revision.
    if (event.submitter?.name === "revision") {
      keep(slug, { ...find(slug), revision: Number(event.submitter.value), tried: [] });
    }
    clearTimeout(timer);
    sendOwn();
  });

  form.addEventListener("click", (event) => {
    const theirs = event.target.closest("[data-note-theirs]");
    if (!theirs) return;
    event.preventDefault();
    removeItem(KEPT + slug);
    area.value = form.querySelector(".note-other").textContent;
    revisionField().value = theirs.dataset.noteTheirs;
    form.querySelector("#note-state .alert").remove();
    area.focus();
  });

  // Two windows with the same lesson show the same note.
  window.addEventListener("storage", (event) => {
    if (event.key === KEPT + slug && event.newValue) area.value = find(slug).text;
    if (event.key === SENT + slug && event.newValue) revisionField().value = event.newValue;
  });

  begin();
}

async function sendAll() {
  if (form && find(slug) !== null) await sendOwn();
  await sendOthers();
}

window.addEventListener("online", () => {
  pause = RETRY_MILLISECONDS;
  sendAll();
});
sendOthers();
