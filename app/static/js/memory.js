// What the daily review gains with JavaScript: keys. Nothing here is needed to review.
// The keys work while the focus is within the card, where it is put when the page opens.
"use strict";

(() => {
  const root = document.querySelector("[data-memory]");
  if (!root) return;

  const CHOICES = "input:is([type=radio], [type=checkbox]):enabled";
  const TYPED_INTO = "select, textarea, input:not([type=radio], [type=checkbox])";

  function choose(number) {
    const control = root.querySelectorAll(CHOICES)[number - 1];
    if (!control) return false;
    control.focus();
    if (control.type === "radio") control.checked = true;
    else control.checked = !control.checked;
    return true;
  }

  function rate(key) {
    const button = root.querySelector(`[data-key="${key}"]`);
    if (button) button.click();
    return Boolean(button);
  }

  function goOn(target) {
    // Links, buttons and fields know by themselves what Enter means.
    if (target.closest("a, button, summary") || target.matches(TYPED_INTO)) return false;
    if (root.matches("form")) root.requestSubmit();
    else root.querySelector("[data-go]")?.click();
    return true;
  }

  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    let isDone = false;
    if (event.key === "Enter") isDone = goOn(event.target);
    else if (/^[1-9]$/.test(event.key) && !event.target.matches(TYPED_INTO)) {
      isDone = rate(event.key) || choose(Number(event.key));
    }
    if (isDone) event.preventDefault();
  });

  const typed = root.querySelector("input.form-control");
  const heading = root.querySelector("#ask-0, #verdict");
  if (typed) {
    typed.focus({ preventScroll: true });
  } else if (heading) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
  if (root.querySelector(`${CHOICES}, [data-key]`)) {
    root.classList.add("has-keys");
    for (const hint of root.querySelectorAll(".memory-keys")) hint.hidden = false;
  }
})();
