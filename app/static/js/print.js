// On paper everything is shown: what is folded away on the screen is opened before printing.
"use strict";

window.addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("main details")) details.open = true;
});

// A button that opens the browser's dialogue; without JavaScript the browser's menu does it.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
