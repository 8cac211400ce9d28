// A link to a decision opens the folded list that it stands in, and its row.
"use strict";

function showTarget() {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (!target) return;
  for (let around = target; around; around = around.parentElement) {
    if (around instanceof HTMLDetailsElement) around.open = true;
  }
  const own = target.querySelector(":scope > details");
  if (own) {
    own.open = true;
    own.querySelector("summary").focus({ preventScroll: true });
  }
  target.scrollIntoView();
}

window.addEventListener("hashchange", showTarget);
showTarget();
