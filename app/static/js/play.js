// What the deal room gains with JavaScript: tabs, live totals, steppers, and the focus after a
// decision. Without it the instruments stand one under another and the server counts.
"use strict";

(() => {
  const REMEMBERED = "dealwright.instrument";
  const NUMBER_FORMATS = { "zh-Hans": "zh-CN", "zh-Hant": "zh-TW", en: "en-US" };

  function room() {
    return document.getElementById("room");
  }

  // -- figures -------------------------------------------------------------------------------

  function written(value) {
    const locale = NUMBER_FORMATS[room().dataset.locale] || "en-US";
    return new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value);
  }

  function money(amount, currency) {
    if (!room().dataset.locale.startsWith("zh")) return `${currency}\u00a0${written(amount)}`;
    const parts = new Intl.NumberFormat("zh-CN", { style: "currency", currency }).formatToParts(0);
    return parts.find((part) => part.type === "currency").value + written(amount);
  }

  // -- tabs ----------------------------------------------------------------------------------

  function remember(id) {
    try {
      sessionStorage.setItem(REMEMBERED, id);
    } catch {
      // A browser that keeps nothing begins with the first tab every time.
    }
  }

  function remembered() {
    try {
      return sessionStorage.getItem(REMEMBERED);
    } catch {
      return null;
    }
  }

  function select(tabs, chosen) {
    for (const tab of tabs) {
      const isChosen = tab === chosen;
      tab.setAttribute("aria-selected", String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      document.querySelector(tab.hash).hidden = !isChosen;
    }
    remember(chosen.id);
  }

  function makeTabs(list) {
    const tabs = [...list.querySelectorAll(".tab")];
    list.closest(".instruments").classList.add("has-tabs");
    list.setAttribute("role", "tablist");
    list.setAttribute("aria-label", list.closest(".instruments").getAttribute("aria-label"));
    for (const tab of tabs) {
      const panel = document.querySelector(tab.hash);
      tab.parentElement.setAttribute("role", "presentation");
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", panel.id);
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", tab.id);
      panel.tabIndex = 0;
      tab.addEventListener("click", (event) => {
        event.preventDefault();
        select(tabs, tab);
      });
    }
    list.addEventListener("keydown", (event) => {
      const at = tabs.indexOf(document.activeElement);
      const next = {
        ArrowRight: (at + 1) % tabs.length,
        ArrowLeft: (at - 1 + tabs.length) % tabs.length,
        Home: 0,
        End: tabs.length - 1,
      }[event.key];
      if (at < 0 || next === undefined) return;
      event.preventDefault();
      select(tabs, tabs[next]);
      tabs[next].focus();
    });
    const first = tabs.find((tab) => tab.id === remembered()) || tabs[0];
    select(tabs, first);
  }

  // -- the form ------------------------------------------------------------------------------

  function chosenControls(form) {
    return [...form.querySelectorAll("[data-cost]")].map((control) => ({
      units: control.type === "number" ? Number(control.value) || 0 : Number(control.checked),
      cost: Number(control.dataset.cost),
    }));
  }

  function showTotals(form) {
    const controls = chosenControls(form);
    const totals = {
      units: controls.reduce((sum, control) => sum + control.units, 0),
      cost: controls.reduce((sum, control) => sum + control.units * control.cost, 0),
    };
    const limits = { units: form.dataset.units, cost: form.dataset.budget };
    for (const output of form.querySelectorAll("[data-total]")) {
      const kind = output.dataset.total;
      const figure =
        kind === "cost" ? money(totals.cost, form.dataset.currency) : written(totals.units);
      output.textContent = output.dataset.text.replace("{total}", figure);
      const isOver = limits[kind] !== undefined && totals[kind] > Number(limits[kind]) + 1e-6;
      output.classList.toggle("is-over", isOver);
    }
  }

  function makeSteppers(form) {
    const steppers = form.querySelectorAll(".units-step");
    if (steppers.length) form.classList.add("has-steppers");
    for (const stepper of steppers) {
      const input = document.getElementById(stepper.dataset.for);
      stepper.hidden = input.matches(":disabled");
      stepper.addEventListener("click", () => {
        if (stepper.dataset.step === "1") input.stepUp();
        else input.stepDown();
        input.dispatchEvent(new Event("input", { bubbles: true }));
      });
    }
  }

  function makeSlider(form) {
    const slider = form.querySelector(".amount-slider");
    if (!slider) return;
    const input = form.querySelector(".amount-input");
    const words = form.querySelector(".amount-words");
    slider.hidden = input.matches(":disabled");
    function tell() {
      const isMoney = words.dataset.unit === "money";
      const amount = Number(input.value);
      words.textContent =
        input.value === "" || !isMoney ? "" : money(amount, form.dataset.currency);
    }
    if (input.value !== "") slider.value = input.value;
    slider.addEventListener("input", () => {
      input.value = slider.value;
      tell();
    });
    input.addEventListener("input", () => {
      if (input.value !== "") slider.value = input.value;
      tell();
    });
    tell();
  }

  function prepare() {
    for (const list of document.querySelectorAll("[data-tabs]")) makeTabs(list);
    const form = document.querySelector("form[data-decision]");
    if (!form) return;
    makeSteppers(form);
    makeSlider(form);
    form.addEventListener("input", () => showTotals(form));
    showTotals(form);
  }

  // After a decision the reader is told where the deal stands and led to the next question, or to
  // what was wrong with the answer.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target.id !== "room" && event.target.id !== "room") return;
    prepare();
    const error = document.getElementById("answer-error");
    const title = document.getElementById("question-title");
    document.getElementById("messages").replaceChildren();
    if (error) {
      error.tabIndex = -1;
      error.focus();
      error.scrollIntoView({ block: "center" });
    } else if (title) {
      title.focus({ preventScroll: true });
    }
    document.getElementById("room-status").textContent = room().dataset.announce;
  });

  prepare();
})();
