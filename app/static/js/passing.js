// Between two decisions time passes where one can see it: the dates run, and what happened comes
// in line by line. It takes a moment, can be skipped, and is left out for those who prefer less
// motion. Without it the room simply stands at the next decision.
"use strict";

(() => {
  const LINE_MILLISECONDS = 260;
  const LONGEST_MILLISECONDS = 2600;
  const LINGER_MILLISECONDS = 500;
  const LINES_IN_SIGHT = 7;
  const prefersStill = matchMedia("(prefers-reduced-motion: reduce)");

  let before = null;
  let ending = null;

  function standing() {
    const room = document.getElementById("room");
    return room && { day: Number(room.dataset.day), meters: meterWidths() };
  }

  function meters() {
    return [...document.querySelectorAll(".strip-figure .meter-value")];
  }

  function meterWidths() {
    return meters().map((meter) => meter.getAttribute("width"));
  }

  // What happened, in the order of the days; the mails stand first on the page but came in between.
  function happenings() {
    const news = document.getElementById("instrument-news");
    const mails = [...news.querySelectorAll(".mail")].map((mail) => {
      const line = document.createElement("li");
      line.className = "news-line";
      const name = mail.querySelector(".mail-head strong").textContent;
      line.textContent = `${name} · ${mail.querySelector(".mail-subject").textContent}`;
      return { time: mail.querySelector("time"), line };
    });
    const lines = [...news.querySelectorAll(".news-line")].map((line) => ({
      time: line.querySelector("time"),
      line: line.cloneNode(true),
    }));
    return [...mails, ...lines].sort((a, b) => a.time.dateTime.localeCompare(b.time.dateTime));
  }

  function runMeters(before) {
    meters().forEach((meter, index) => {
      const from = before[index];
      if (from === undefined) return;
      const to = meter.getAttribute("width");
      meter.animate([{ width: `${from}px` }, { width: `${to}px` }], {
        duration: 900,
        easing: "ease-out",
      });
    });
  }

  function show(before) {
    const panel = document.getElementById("passing");
    const told = happenings();
    if (!panel || !told.length) return;
    const date = panel.querySelector(".passing-date");
    const list = panel.querySelector(".passing-lines");
    const skip = panel.querySelector("button");
    const pause = Math.min(LINE_MILLISECONDS, LONGEST_MILLISECONDS / told.length);
    const timers = told.map(({ time, line }, index) =>
      setTimeout(() => {
        date.textContent = time.textContent;
        list.append(line);
        while (list.children.length > LINES_IN_SIGHT) list.firstChild.remove();
      }, index * pause),
    );

    function end() {
      for (const timer of timers) clearTimeout(timer);
      document.removeEventListener("keydown", onKey);
      const hadFocus = panel.contains(document.activeElement);
      panel.hidden = true;
      ending = null;
      if (hadFocus) document.getElementById("question-title").focus({ preventScroll: true });
    }

    function onKey(event) {
      if (event.key === "Escape") end();
    }

    ending = end;
    timers.push(setTimeout(end, told.length * pause + LINGER_MILLISECONDS));
    document.addEventListener("keydown", onKey);
    skip.addEventListener("click", end);
    panel.hidden = false;
    skip.focus({ preventScroll: true });
    runMeters(before.meters);
  }

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id !== "room") return;
    if (ending) ending();
    before = standing();
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target.id !== "room" && event.target.id !== "room") return;
    if (!prefersStill.matches && before && standing().day > before.day) show(before);
  });
})();
