// Reading without a connection: has the browser keep what is opened, and says what can be read.
// The keeping itself is done by reading-worker.js. Nothing here is needed to read online.

const notice = document.getElementById("reading-offline");

// A copy is what the worker shows when the server cannot be reached.
export const isCopy = document.documentElement.dataset.copy === "yes";

export const person = notice.dataset.person;

let worker = null;

// Has the worker do an errand; resolves with its last answer, or null where there is no worker.
export function ask(errand, paths = [], onAnswer = () => {}) {
  if (worker === null) return Promise.resolve(null);
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    let last = null;
    port1.onmessage = ({ data }) => {
      if (data.over) {
        resolve(last);
      } else {
        last = data;
        onAnswer(data);
      }
    };
    worker.postMessage({ errand, paths }, [port2]);
  });
}

// Resolves when the worker can be asked, or when it is clear that there is none.
export const ready = (async () => {
  if (!("serviceWorker" in navigator)) return;
  try {
    const script = notice.dataset.worker;
    if (!isCopy) await navigator.serviceWorker.register(script, { updateViaCache: "none" });
    worker = (await navigator.serviceWorker.ready).active;
  } catch {
    // No worker: private windows of some browsers refuse it, and reading online goes on.
  }
})();

function showConnection() {
  notice.hidden = navigator.onLine && !isCopy;
  document.getElementById("reading-copy").hidden = !isCopy;
  document.getElementById("reading-back").hidden = !(isCopy && navigator.onLine);
}

window.addEventListener("offline", showConnection);
window.addEventListener("online", showConnection);
showConnection();

// What writes needs the server, and the form of a copy may be out of date. Notes look after
// themselves.
document.addEventListener(
  "submit",
  (event) => {
    const { id, method } = event.target;
    if (id === "note-form" || method !== "post" || (navigator.onLine && !isCopy)) return;
    event.preventDefault();
    event.stopPropagation();
    document.getElementById("reading-needs").hidden = false;
    notice.hidden = false;
    notice.scrollIntoView({ block: "nearest" });
  },
  true,
);

const pathOf = (slug) => `/course/${slug}`;
const pathsOf = (box) => [...box.dataset.keep.split(" ").map(pathOf), "/course", "/glossary"];

function showState(box, state) {
  for (const part of box.querySelectorAll("[data-state]")) {
    part.hidden = !part.dataset.state.split(" ").includes(state);
  }
}

function showProgress(box, { done, count }) {
  const bar = box.querySelector("progress");
  bar.max = count;
  bar.value = done;
  box.querySelector("[data-count]").textContent = `${done} / ${count}`;
}

async function keepPart(box) {
  const paths = pathsOf(box);
  showState(box, "running");
  showProgress(box, { done: 0, count: paths.length });
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
  const end = await ask("keep", paths, (answer) => showProgress(box, answer));
  await showKept();
  showState(box, end && end.failed === 0 ? "kept" : "failed");
}

async function dropPart(box) {
  await ask("drop", box.dataset.keep.split(" ").map(pathOf));
  await showKept();
}

// Marks what can be read without a connection: parts as wholes, and each lesson's link.
async function showKept() {
  const answer = await ask("list");
  if (answer === null) return;
  const kept = new Set(answer.paths);
  for (const box of document.querySelectorAll("[data-keep]")) {
    box.hidden = false;
    showState(box, pathsOf(box).every((path) => kept.has(path)) ? "kept" : "open");
  }
  for (const mark of document.querySelectorAll("[data-kept]")) {
    mark.hidden = !kept.has(pathOf(mark.dataset.kept));
  }
  if (!isCopy) return;
  for (const link of document.querySelectorAll("main a[href^='/']")) {
    link.classList.toggle("is-not-kept", !kept.has(new URL(link.href).pathname));
  }
}

document.addEventListener("click", (event) => {
  const box = event.target.closest("[data-keep]");
  if (box && event.target.closest("[data-keep-start]")) keepPart(box);
  if (box && event.target.closest("[data-keep-drop]")) dropPart(box);
});

ready.then(async () => {
  for (const text of document.querySelectorAll("[data-no-worker]")) text.hidden = worker !== null;
  const stranger = document.getElementById("reading-stranger");
  if (stranger) stranger.hidden = window.location.pathname === stranger.dataset.path;
  if (!isCopy) {
    if (!navigator.serviceWorker?.controller) await ask("claim");
    // The first page was there before the worker, so it did not pass through its hands.
    const answer = await ask("list");
    const here = window.location.pathname;
    if (answer !== null && !answer.paths.includes(here)) await ask("keep", [here]);
    await ask("renew");
  }
  await showKept();
});
