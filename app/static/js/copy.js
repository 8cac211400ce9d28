// A button with data-copy="id" copies the value of that field. Without JavaScript it stays hidden
// and the field is selected and copied by hand.
"use strict";

async function copy(field) {
  field.focus();
  field.select();
  if (navigator.clipboard) return navigator.clipboard.writeText(field.value);
  // Over plain HTTP there is no clipboard object; the older command still works there.
  document.execCommand("copy");
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await copy(document.getElementById(button.dataset.copy));
    const status = button.parentElement.querySelector("[data-copied]");
    status.textContent = status.dataset.copied;
  });
}
