/** The answer while one types; choices are answered in place, and every state stands in the address. */
import { suggest } from "./suggest.ts";
import { Swap, addressOf, later, plain } from "./swap.ts";

const PLACES = ["answer", "facts"];
const SHORTEST = 3;

export function ask(form: HTMLFormElement, field: HTMLInputElement): void {
  const swap = new Swap();
  const pause = later(120);
  const answer = place("answer");
  const said = place("said");

  const show = async (address: URL, history: "push" | "replace" | "none") => {
    const page = await swap.show(address, { places: PLACES, history });
    // A region that was there before is read out when its words change; one that comes with the answer is not.
    if (page && page !== "older") said.textContent = answer.querySelector(".overall")?.textContent?.trim() ?? "";
    return page;
  };
  /** Answers, and leads on to what is asked next; without an answer the browser goes there itself. */
  const go = async (address: URL) => {
    pause.stop();
    const page = await show(address, "push");
    if (!page) location.assign(address);
    if (!page || page === "older") return;
    field.value = address.searchParams.get("q") ?? field.value;
    reach(answer);
  };
  const current = () => addressOf(form.action, new FormData(form));
  const typed = () => {
    // A record named by hand: the facts that were said of the one before are not said of it.
    place("facts").replaceChildren();
    if (field.value.trim().length >= SHORTEST) return pause.soon(() => void show(current(), "replace"));
    pause.stop();
    swap.abort();
    answer.replaceChildren();
    said.textContent = "";
    history.replaceState(null, "", current());
  };

  field.addEventListener("input", typed);
  form.addEventListener("change", (event) => {
    if (event.target !== field && field.value.trim()) void show(current(), "replace");
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void go(current());
  });
  answer.addEventListener("click", (event) => {
    const link = (event.target as Element).closest("a");
    if (!link || !plain(event) || link.origin !== location.origin || link.pathname !== location.pathname) return;
    event.preventDefault();
    void go(new URL(link.href));
  });
  answer.addEventListener("submit", (event) => {
    const asked = event.target as HTMLFormElement;
    event.preventDefault();
    void go(addressOf(asked.action, new FormData(asked)));
  });
  window.addEventListener("popstate", () => {
    field.value = new URL(location.href).searchParams.get("q") ?? "";
    if (field.value) void show(new URL(location.href), "none");
    else answer.replaceChildren();
  });
  suggest(form, field, typed);
}

/** Where one goes on: the first thing that is asked for, else the outcome. */
function reach(answer: HTMLElement): void {
  const next = answer.querySelector<HTMLElement>(".choice, .fill input:not([type=hidden])");
  const told = answer.querySelector<HTMLElement>(".card h2, .overall");
  if (!next && told) told.tabIndex = -1;
  (next ?? told)?.focus();
}

function place(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`#${id} is not on the page`);
  return found;
}
