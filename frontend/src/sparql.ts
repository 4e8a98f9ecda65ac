/** The editor of the SPARQL page, over its text field: colours, completion, errors at their place, Ctrl+Enter. */
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";
import { Swap, addressOf } from "./swap.ts";
import { isQuiet, offers, offsetOf, typedBefore, wantsClass, type Vocabulary } from "./terms.ts";

const form = document.querySelector<HTMLFormElement>("form.sparql");
const area = form?.querySelector<HTMLTextAreaElement>("textarea");

function edit(form: HTMLFormElement, area: HTMLTextAreaElement): void {
  const swap = new Swap();
  const label = form.querySelector<HTMLLabelElement>(`label[for=${area.id}]`);
  const run = () => {
    void swap.show(addressOf(form.action.split("#")[0] ?? "", new FormData(form)), { places: ["wrong", "result"], history: "push" }).then((page) => {
      if (!page) form.submit();
      else if (page !== "older") told();
    });
    return true;
  };
  const told = () => {
    mark();
    const said = document.getElementById("said");
    if (said) said.textContent = document.querySelector("#result [data-said]")?.textContent?.trim() ?? "";
  };
  /** Underlines what the server found wrong, at the place that it named. */
  const mark = () => {
    const { line, column, length = 0 } = document.getElementById("query-bad")?.dataset ?? {};
    const text = view.state.doc.toString();
    const from = line ? offsetOf(text, Number(line), Number(column)) : 0;
    const to = Math.max(from + Number(length), Math.min(from + 1, text.length));
    const message = form.dataset["wrong"] ?? "";
    view.dispatch(setDiagnostics(view.state, line ? [{ from, to, severity: "error", message }] : []));
    if (line) view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
    if (document.getElementById("query-bad")) view.focus();
  };

  const view = new EditorView({
    state: EditorState.create({
      doc: area.value,
      extensions: [
        EditorView.cspNonce.of(form.dataset["nonce"] ?? ""),
        EditorState.phrases.of({ Completions: form.dataset["offers"] ?? "" }),
        keymap.of([{ key: "Mod-Enter", run }]),
        looks(area, label),
        autocompletion({ override: [completer(form.dataset["terms"] ?? "")], icons: false, activateOnTypingDelay: 60 }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) area.value = update.state.doc.toString();
        }),
      ],
    }),
  });
  area.before(view.dom);
  area.hidden = true;
  label?.removeAttribute("for");
  label?.addEventListener("click", () => view.focus());
  document.getElementById("keys")?.removeAttribute("hidden");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  window.addEventListener("popstate", () => {
    const text = new URL(location.href).searchParams.get("query") ?? area.defaultValue;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
  });
  if (document.getElementById("query-bad")) mark();
}

function looks(area: HTMLTextAreaElement, label: HTMLLabelElement | null): Extension {
  if (label) label.id ||= "query-label";
  const described = area.getAttribute("aria-describedby")?.split(" ")[0] ?? "";
  return [
    lineNumbers(),
    history(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    sparql(),
    syntaxHighlighting(classHighlighter),
    EditorView.lineWrapping,
    replaces,
    EditorView.contentAttributes.of({ "aria-labelledby": label?.id ?? "", "aria-describedby": described }),
    // Tab is not bound, so that it leaves the field as it leaves any other.
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...lintKeymap, ...defaultKeymap]),
  ];
}

/** Letters over what is selected: left to the browser, they would carry an inline style, which the policy of the page forbids. */
const replaces = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { state } = view;
    if (event.inputType !== "insertText" || !event.data || state.selection.main.empty || /[[({"']/.test(event.data)) return false;
    event.preventDefault();
    view.dispatch(state.update(state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true }));
    return true;
  },
});

/** Completes with terms that are fetched when they are first wanted. */
function completer(address: string): (context: CompletionContext) => Promise<CompletionResult | null> {
  let known: Promise<Vocabulary> | undefined;
  const none: Vocabulary = { prefixes: {}, terms: [] };
  return async (context) => {
    const before = context.state.doc.lineAt(context.pos);
    const line = before.text.slice(0, context.pos - before.from);
    const typed = typedBefore(line);
    if (isQuiet(line) || (!typed && !context.explicit)) return null;
    known ??= fetch(address).then((response) => response.json() as Promise<Vocabulary>).catch(() => none);
    const options = offers(await known, typed, context.state.doc.toString(), wantsClass(line));
    return { from: context.pos - typed.length, options, filter: false };
  };
}

if (form && area) edit(form, area);
