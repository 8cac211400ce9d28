// What every page gains with JavaScript. Nothing here is needed to use the site.
"use strict";

// An open menu closes with Escape, by a click elsewhere, or when the focus leaves it.
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}

document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("details.menu"));
});

document.addEventListener("focusin", (event) => {
  closeMenus(event.target.closest("details.menu"));
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// A form is sent once: a second click while the first is under way does nothing. What answers with
// a file leaves the page as it is, so the form opens again after a while.
const SENT_MILLISECONDS = 5000;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent === "yes") {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, SENT_MILLISECONDS);
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest("form");
  if (form) delete form.dataset.sent;
});

// Server errors and lost connections are said where the reader is, not swallowed.
document.addEventListener("htmx:sendError", () => {
  const message = document.getElementById("offline-message");
  if (message) message.hidden = false;
});
document.addEventListener("htmx:beforeRequest", () => {
  const message = document.getElementById("offline-message");
  if (message) message.hidden = true;
});
