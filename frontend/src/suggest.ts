/** Names of records while one types: a combobox whose list stands in the line below the field, and covers nothing. */
import { later } from "./swap.ts";

interface Suggestion {
  label: string;
  met: "start" | "word" | "inside" | "near";
}

const MOST = 6;

export function suggest(form: HTMLFormElement, field: HTMLInputElement, chosen: () => void): void {
  const address = form.dataset["suggest"];
  const hint = document.getElementById("q-hint");
  if (!address || !hint) return;
  const list = document.createElement("ul");
  Object.assign(list, { id: "q-names", className: "names", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset["names"] ?? "");
  hint.after(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-controls": "q-names", "aria-expanded": "false", "aria-autocomplete": "list" })) {
    field.setAttribute(name, value);
  }
  const pause = later(60);
  let asked: AbortController | undefined;
  let at = -1;

  const close = () => {
    pause.stop();
    asked?.abort();
    at = -1;
    list.hidden = true;
    hint.hidden = false;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const fill = (names: readonly string[]) => {
    if (!names.length) return close();
    list.replaceChildren(...names.map(option));
    at = -1;
    list.scrollLeft = 0;
    list.hidden = false;
    hint.hidden = true;
    field.setAttribute("aria-expanded", "true");
    field.removeAttribute("aria-activedescendant");
  };
  const pick = (name: string) => {
    field.value = name;
    close();
    chosen();
  };
  const move = (step: number) => {
    const options = [...list.children];
    at = (at + step + (step < 0 && at < 0 ? 1 : 0) + options.length) % options.length;
    options.forEach((one, number) => one.setAttribute("aria-selected", String(number === at)));
    const active = options[at];
    if (!active) return;
    field.setAttribute("aria-activedescendant", active.id);
    active.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const find = async () => {
    asked?.abort();
    asked = new AbortController();
    const text = field.value.trim();
    try {
      const response = await fetch(`${address}&q=${encodeURIComponent(text.slice(0, 200))}`, { signal: asked.signal });
      const told = (await response.json()) as { items?: Suggestion[] };
      fill(names(told.items ?? [], text));
    } catch (error) {
      if (!(error instanceof TypeError || (error as Error).name === "AbortError")) throw error;
    }
  };

  field.addEventListener("input", () => {
    const text = field.value.trim();
    if (text.length < 2 || text.length > 60) close();
    else pause.soon(() => void find());
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && at >= 0) pick(list.children[at]?.textContent ?? field.value);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the field
  list.addEventListener("click", (event) => {
    const one = (event.target as Element).closest("[role=option]");
    if (one) pick(one.textContent ?? "");
  });
  field.addEventListener("blur", close);
  form.addEventListener("submit", close);
}

/** What is worth offering: names that hold the letters, each once, and not what stands there already. */
export function names(items: readonly Suggestion[], text: string): string[] {
  const own = text.toLocaleLowerCase("sv");
  const labels = items.filter((one) => one.met !== "near").map((one) => one.label);
  const seen = new Map(labels.map((label) => [label.toLocaleLowerCase("sv"), label]));
  seen.delete(own);
  return [...seen.values()].slice(0, MOST);
}

function option(name: string, number: number): HTMLElement {
  const one = document.createElement("li");
  one.id = `q-name-${number}`;
  one.textContent = name;
  one.lang = "sv";
  one.setAttribute("role", "option");
  one.setAttribute("aria-selected", "false");
  return one;
}
