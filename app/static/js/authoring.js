// The editor of scenarios and lessons: CodeMirror over the page's textarea, which is what is sent.
// It lives in a shadow root because its styles then come as adopted style sheets, which the
// content security policy allows; in the document it would need inline ones.
import {
  EditorState,
  EditorView,
  HighlightStyle,
  basicSetup,
  keymap,
  lintGutter,
  setDiagnostics,
  syntaxHighlighting,
  tags,
  yaml,
} from "../vendor/codemirror.js";

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--accent)" },
  { tag: [tags.comment, tags.lineComment], color: "var(--text-quiet)", fontStyle: "italic" },
  { tag: [tags.string, tags.content], color: "var(--text)" },
  { tag: [tags.keyword, tags.bool, tags.number], color: "var(--series-3)" },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: "var(--text-quiet)" },
]);

const look = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--surface)", color: "var(--text)", fontSize: "0.8125rem" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--font-mono)", lineHeight: "1.6" },
  ".cm-content": { caretColor: "var(--text)" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--text)" },
  ".cm-gutters": { backgroundColor: "var(--surface-sunk)", color: "var(--text-quiet)", borderRight: "1px solid var(--line)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--active-line)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--accent-soft)",
  },
  ".cm-selectionMatch": { backgroundColor: "var(--info-soft)" },
  ".cm-searchMatch": { backgroundColor: "var(--warning-soft)", outline: "1px solid var(--warning)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--accent-soft)" },
  ".cm-foldPlaceholder": { backgroundColor: "var(--surface-sunk)", color: "var(--text-quiet)", borderColor: "var(--line)" },
  ".cm-panels": { backgroundColor: "var(--surface-sunk)", color: "var(--text)", borderColor: "var(--line)" },
  ".cm-panels-bottom": { borderTop: "1px solid var(--line)" },
  ".cm-textfield": { backgroundColor: "var(--surface)", borderColor: "var(--line-control)", color: "var(--text)" },
  ".cm-button": { backgroundImage: "none", backgroundColor: "var(--surface)", borderColor: "var(--line-control)", color: "var(--text)" },
  ".cm-panel.cm-search input, .cm-panel.cm-search button, .cm-panel.cm-search label": { fontSize: "0.8125rem" },
  ".cm-panel.cm-search [name=close]": { color: "var(--text)" },
  ".cm-tooltip": { backgroundColor: "var(--surface)", color: "var(--text)", border: "1px solid var(--line-control)" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--bad)" },
  ".cm-diagnostic": { fontFamily: "var(--font)", maxWidth: "36rem" },
});

for (const area of document.querySelectorAll("textarea[data-editor]")) {
  open(area);
}

function open(area) {
  const host = document.createElement("div");
  host.className = "editor";
  area.before(host);
  const root = host.attachShadow({ mode: "open" });
  const label = area.labels[0]?.textContent ?? area.getAttribute("aria-label");
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: area.value,
      extensions: [
        basicSetup,
        area.dataset.language === "markdown" ? EditorView.lineWrapping : yaml(),
        lintGutter(),
        syntaxHighlighting(colours),
        look,
        EditorState.phrases.of(JSON.parse(area.dataset.phrases)),
        EditorState.readOnly.of(area.readOnly),
        EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", tabindex: "0" }),
        keymap.of([{ key: "Mod-s", preventDefault: true, run: () => save(area) }]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && "autosave" in area.dataset) tellChange(area, view);
        }),
      ],
    }),
  });
  area.hidden = true;
  area.required = false;
  area.labels[0]?.addEventListener("click", () => view.focus());
  const problems = markProblems(view);
  const isBack = !area.readOnly && keepText(area, view);
  if (problems.length && !isBack) {
    view.dispatch({ effects: EditorView.scrollIntoView(problems[0].from, { y: "center" }) });
  }
}

// Whoever saves by itself listens for this; the problems come back with what was saved.
function tellChange(area, view) {
  area.value = view.state.doc.toString();
  area.form.dispatchEvent(new CustomEvent("editor:changed"));
}

function save(area) {
  if (area.readOnly) return false;
  area.form.requestSubmit();
  return true;
}

// What is written is sent, and the page is not left by accident while something is unsaved.
// Returns whether the editor is back where it was when it was sent.
function keepText(area, view) {
  const place = `editor:${location.pathname}`;
  let sending = false;
  let written = view.state.doc;
  let sent = written;
  area.form.addEventListener("htmx:beforeRequest", () => {
    sent = view.state.doc;
  });
  area.form.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) written = sent;
  });
  if ("autosave" in area.dataset) {
    document.body.addEventListener("htmx:oobAfterSwap", () => markProblems(view));
  }
  area.form.addEventListener("submit", () => {
    area.value = view.state.doc.toString();
    sending = true;
    const { main } = view.state.selection;
    sessionStorage.setItem(place, JSON.stringify({ at: main.head, top: view.scrollDOM.scrollTop, page: window.scrollY }));
  });
  window.addEventListener("beforeunload", (event) => {
    if (!sending && !view.state.doc.eq(written)) event.preventDefault();
  });
  window.addEventListener("pageshow", () => {
    sending = false;
  });
  const left = JSON.parse(sessionStorage.getItem(place) ?? "null");
  sessionStorage.removeItem(place);
  if (!left || location.hash) return false;
  view.dispatch({ selection: { anchor: Math.min(left.at, view.state.doc.length) } });
  requestAnimationFrame(() => {
    view.scrollDOM.scrollTop = left.top;
    window.scrollTo(0, left.page);
  });
  return true;
}

// The problems listed in the page stand on their lines too, and each leads to its line.
function markProblems(view) {
  const items = [...document.querySelectorAll("[data-problem-line]")];
  // What is only advice leads to its line, but does not stand on it.
  const marked = items.filter((item) => item.dataset.problemSeverity !== "none");
  const diagnostics = marked.map((item) => {
    const line = lineAt(view, item.dataset.problemLine);
    const indent = line.text.length - line.text.trimStart().length;
    return {
      from: Math.min(line.from + indent, line.to),
      to: line.to,
      severity: "error",
      message: item.querySelector("[data-problem-message]").textContent,
    };
  });
  diagnostics.sort((one, other) => one.from - other.from);
  view.dispatch(setDiagnostics(view.state, diagnostics));
  for (const item of items) {
    item.querySelector("a").addEventListener("click", (event) => {
      event.preventDefault();
      const line = lineAt(view, item.dataset.problemLine);
      view.dispatch({
        selection: { anchor: line.from, head: line.to },
        effects: EditorView.scrollIntoView(line.from, { y: "center" }),
      });
      view.focus();
      view.dom.getRootNode().host.scrollIntoView({ block: "nearest" });
    });
  }
  return diagnostics;
}

function lineAt(view, number) {
  return view.state.doc.line(Math.min(Math.max(Number(number), 1), view.state.doc.lines));
}
