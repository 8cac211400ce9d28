// What worksheets gain with JavaScript besides what HTMX does: fields that are wrong are marked
// while somebody types, and the page is not left while something typed is on its way.
"use strict";

(() => {
  const form = document.getElementById("sheet-form");
  if (!form) return;
  let isUnsaved = false;

  // The server says what is wrong in lists beside the rows; each item names its field.
  function markWrong() {
    const wrong = new Set([...form.querySelectorAll("[data-wrong]")].map((item) => item.dataset.wrong));
    for (const field of form.querySelectorAll("[aria-invalid]")) {
      if (!wrong.has(field.id)) field.removeAttribute("aria-invalid");
    }
    for (const id of wrong) document.getElementById(id)?.setAttribute("aria-invalid", "true");
  }

  form.addEventListener("input", () => {
    isUnsaved = true;
  });
  form.addEventListener("submit", () => {
    isUnsaved = false;
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (form.contains(event.detail.elt)) isUnsaved = false;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (form.contains(event.detail.elt) && !event.detail.successful) isUnsaved = true;
  });
  document.addEventListener("htmx:oobAfterSwap", markWrong);
  document.addEventListener("htmx:afterSettle", markWrong);
  window.addEventListener("beforeunload", (event) => {
    if (isUnsaved) event.preventDefault();
  });
})();
