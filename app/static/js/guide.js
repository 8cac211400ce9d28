// The tour of the deal room with JavaScript: one step at a time, beside the part that it speaks of.
// Without it the same steps are a list above the room, with links to the parts.
"use strict";

(() => {
  const guide = document.getElementById("guide");
  if (!guide) return;

  const REMEMBERED = "dealwright.tour";
  const NARROW = "(max-width: 48rem)";
  const GAP = 12;
  const EDGE = 8;
  const steps = [...guide.querySelectorAll(".guide-step")];
  const progress = guide.querySelector(".guide-progress");
  const back = guide.querySelector("[data-move='back']");
  const next = guide.querySelector("[data-move='next']");
  const nextWord = next.querySelector("span");
  const words = { next: nextWord.textContent, last: next.dataset.last };
  const status = document.getElementById("guide-status");
  let at = 0;
  let spot = null;

  // -- remembering, so that a page that is loaded anew goes on where the reader was --------------

  function decisionsMade() {
    const step = document.querySelector("form[data-decision] [name='step']");
    return step ? step.value : "";
  }

  function remember() {
    const kept = {
      begun: guide.dataset.begun,
      attempt: guide.dataset.attempt,
      step: steps[at].dataset.step,
      made: decisionsMade(),
    };
    try {
      sessionStorage.setItem(REMEMBERED, JSON.stringify(kept));
    } catch {
      // A browser that keeps nothing begins with the first step every time.
    }
  }

  function remembered() {
    try {
      return JSON.parse(sessionStorage.getItem(REMEMBERED)) || {};
    } catch {
      return {};
    }
  }

  function firstStep() {
    const kept = remembered();
    if (kept.begun !== guide.dataset.begun || kept.attempt !== guide.dataset.attempt) return 0;
    if (kept.made !== decisionsMade()) return steps.length - 1;
    return Math.max(0, steps.findIndex((step) => step.dataset.step === kept.step));
  }

  // -- the part that a step speaks of ------------------------------------------------------------

  function partOf(step) {
    return document.getElementById(step.dataset.part) || document.getElementById("room");
  }

  function openInstrument(step) {
    if (!step.dataset.instrument || step.dataset.until === "open") return;
    const tab = document.getElementById(`tab-${step.dataset.instrument}`);
    if (tab && tab.getAttribute("aria-selected") === "false") tab.click();
  }

  function mark(part) {
    if (spot) spot.classList.remove("guide-spot");
    spot = part;
    if (spot) spot.classList.add("guide-spot");
  }

  function bringIntoView(part) {
    const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const height = part.getBoundingClientRect().height;
    const isDocked = window.matchMedia(NARROW).matches;
    part.scrollIntoView({
      block: isDocked || height > window.innerHeight * 0.7 ? "start" : "nearest",
      behavior: isCalm ? "auto" : "smooth",
    });
  }

  // -- where the box stands ----------------------------------------------------------------------

  function between(low, value, high) {
    return Math.max(low, Math.min(value, high));
  }

  // The places beside a part, the best first: below a wide one, beside a tall one.
  function placesBeside(part, width, height) {
    const right = window.innerWidth - width - EDGE;
    const bottom = window.innerHeight - height - EDGE;
    const across = between(EDGE, part.left, right);
    const along = between(EDGE, part.top, bottom);
    return [
      { left: across, top: part.bottom + GAP },
      { left: part.right + GAP, top: along },
      { left: part.left - width - GAP, top: along },
      { left: across, top: part.top - height - GAP },
    ].filter(
      (place) =>
        place.left >= EDGE && place.left <= right && place.top >= EDGE && place.top <= bottom
    );
  }

  function cornerFarthestFrom(part, width, height) {
    const left = window.innerWidth - width - EDGE;
    const top = window.innerHeight - height - EDGE;
    const isLeft = part.left + part.right > window.innerWidth;
    return { left: isLeft ? EDGE : left, top };
  }

  function place() {
    if (!spot || !guide.isConnected) return;
    const isDocked = window.matchMedia(NARROW).matches;
    guide.classList.toggle("is-docked", isDocked);
    const { width, height } = guide.getBoundingClientRect();
    // What stands at the foot of the page can be scrolled to above a box that is docked there.
    document.body.style.paddingBottom = isDocked ? `${height + 2 * EDGE}px` : "";
    if (isDocked) {
      guide.style.left = "";
      guide.style.top = "";
      return;
    }
    const part = spot.getBoundingClientRect();
    const chosen =
      placesBeside(part, width, height)[0] || cornerFarthestFrom(part, width, height);
    guide.style.left = `${chosen.left}px`;
    guide.style.top = `${chosen.top}px`;
  }

  // -- going from step to step -------------------------------------------------------------------

  // `focus` is false where the reader is in the midst of doing something else.
  function show(index, { focus = true } = {}) {
    at = between(0, index, steps.length - 1);
    const step = steps[at];
    for (const other of steps) other.hidden = other !== step;
    progress.textContent = progress.dataset.text
      .replace("{now}", at + 1)
      .replace("{all}", steps.length);
    back.disabled = at === 0;
    // What comes next is shown by deciding, and by nothing else.
    next.hidden = step.dataset.until === "decide";
    nextWord.textContent = at === steps.length - 1 ? words.last : words.next;
    openInstrument(step);
    const part = partOf(step);
    mark(part);
    bringIntoView(part);
    place();
    if (focus) guide.focus({ preventScroll: true });
    else status.textContent = step.textContent.replace(/\s+/g, " ").trim();
    remember();
  }

  function leave() {
    mark(null);
    document.body.style.paddingBottom = "";
  }

  function finish() {
    guide.querySelector(".guide-end").requestSubmit();
  }

  function isWaitingFor(deed) {
    return guide.isConnected && steps[at].dataset.until === deed;
  }

  back.addEventListener("click", () => show(at - 1));
  next.addEventListener("click", () => {
    if (at === steps.length - 1) finish();
    else show(at + 1);
  });

  // The link of a step leads the focus to where the reader can do something at once.
  guide.addEventListener("click", (event) => {
    const link = event.target.closest(".guide-link");
    if (!link) return;
    event.preventDefault();
    const part = partOf(steps[at]);
    const control = "input:enabled:not([type='hidden']), button:enabled, a[href], summary";
    const isControl = part.matches(control) || part.tabIndex >= 0;
    const goal = isControl ? part : part.querySelector(control) || part;
    if (goal.tabIndex < 0 && !goal.matches(control)) goal.tabIndex = -1;
    goal.focus();
  });

  // -- going on by doing -------------------------------------------------------------------------

  document.addEventListener("click", (event) => {
    const tab = event.target.closest(".tab");
    if (tab && isWaitingFor("open") && tab.id === steps[at].dataset.part) show(at + 1);
  });

  // Arrow keys select a tab as well.
  document.addEventListener("keyup", (event) => {
    const tab = event.target.closest && event.target.closest(".tab[aria-selected='true']");
    const isArrow = ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key);
    if (tab && isArrow && isWaitingFor("open") && tab.id === steps[at].dataset.part) show(at + 1);
  });

  document.addEventListener("input", (event) => {
    if (isWaitingFor("choose") && event.target.closest("#options")) {
      show(at + 1, { focus: false });
    }
  });

  // Where the room shows how time passes, the tour waits until it has.
  function afterPassing(then) {
    const passing = document.getElementById("passing");
    if (!passing || passing.hidden) {
      then();
      return;
    }
    const observer = new MutationObserver(() => {
      if (!passing.hidden) return;
      observer.disconnect();
      if (guide.isConnected) then();
    });
    observer.observe(passing, { attributeFilter: ["hidden"] });
  }

  document.addEventListener("htmx:afterSettle", (event) => {
    if (!guide.isConnected) return;
    if (event.detail.target.id !== "room" && event.target.id !== "room") return;
    // A refused answer, or one that somebody else's tab had given: the room says what is wrong.
    const isRefused = document.querySelector("#answer-error, .room > [role='alert']") !== null;
    const hasMoved = remembered().made !== decisionsMade();
    const hasDecided = hasMoved && !isRefused && at < steps.length - 1;
    // HTMX scrolls to the top of the new room once it has told everybody about it.
    setTimeout(() => {
      afterPassing(() => {
        if (hasDecided) show(steps.length - 1);
        else show(at, { focus: false });
      });
    }, 0);
  });

  // HTMX takes the box away once the server knows that the tour has ended.
  new MutationObserver(() => {
    if (!guide.isConnected) leave();
  }).observe(guide.parentElement, { childList: true });

  // A menu that is open takes the key first, and so does time that is passing.
  document.addEventListener(
    "keydown",
    (event) => {
      // An input method closes its own list with the same key.
      if (event.key !== "Escape" || event.isComposing || !guide.isConnected) return;
      if (!document.querySelector("details.menu[open], #passing:not([hidden])")) finish();
    },
    true
  );

  window.addEventListener("resize", place);
  window.addEventListener("scroll", place, { passive: true });
  new ResizeObserver(place).observe(document.body);

  guide.classList.add("is-stepwise");
  progress.hidden = false;
  guide.querySelector(".guide-moves").hidden = false;
  // The focus that a page begins with is the reader's own; the tour of a new room takes it.
  show(firstStep());
})();
