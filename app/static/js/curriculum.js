// What lessons gain with JavaScript. Nothing here is needed to read them.
"use strict";

// The explanation of a term goes away with Escape and comes back when the term is left.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const term of document.querySelectorAll(".term:hover, .term:focus-within")) {
    term.classList.add("is-dismissed");
  }
});

for (const kind of ["focusout", "mouseout"]) {
  document.addEventListener(kind, (event) => {
    const term = event.target.closest(".term");
    if (term && !term.contains(event.relatedTarget)) term.classList.remove("is-dismissed");
  });
}
