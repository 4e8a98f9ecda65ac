/** Fetches a page of ours, and puts parts of it in place of the same parts of this one. */

export interface Show {
  /** Ids of the parts. */
  places: readonly string[];
  /** What becomes of the address: a step to go back to, the same step, or nothing. */
  history: "push" | "replace" | "none";
}

/** One stream of pages: a newer question aborts the one before, so that answers never come in the wrong order. */
export class Swap {
  #asked: AbortController | undefined;

  /** Resolves to the page shown, to "older" where a newer question came, to nothing where there was no such page. */
  async show(address: URL, { places, history }: Show): Promise<Document | "older" | undefined> {
    this.abort();
    const asked = new AbortController();
    this.#asked = asked;
    try {
      const response = await fetch(address, { signal: asked.signal, headers: { Accept: "text/html" } });
      const text = await response.text();
      if (!response.headers.get("content-type")?.startsWith("text/html")) return undefined;
      const page = new DOMParser().parseFromString(text, "text/html");
      if (!places.some((id) => page.getElementById(id))) return undefined;
      for (const id of places) put(document.getElementById(id), page.getElementById(id));
      document.title = page.title;
      if (history === "push") window.history.pushState(null, "", address);
      if (history === "replace") window.history.replaceState(null, "", address);
      follow(page);
      return page;
    } catch (error) {
      if (asked.signal.aborted) return "older";
      if (error instanceof TypeError) return undefined; // no connection
      throw error;
    }
  }

  abort(): void {
    this.#asked?.abort();
  }
}

/** Puts the children of a part in place; where the focus was within, it stays on what has the same id. */
function put(here: HTMLElement | null, there: HTMLElement | null): void {
  if (!here || !there) return;
  const held = here.contains(document.activeElement) ? document.activeElement?.id : undefined;
  here.replaceChildren(...there.childNodes);
  if (held) document.getElementById(held)?.focus({ preventScroll: true });
  here.dispatchEvent(new Event("kg:shown", { bubbles: true }));
}

/** The link to the other language leads to the same state. */
function follow(page: Document): void {
  const [here, there] = [document, page].map((one) => one.querySelector<HTMLAnchorElement>("a.other"));
  const address = there?.getAttribute("href");
  if (here && address) here.href = address;
}

/** What a form asks, as an address; fields that say nothing are left out. */
export function addressOf(action: string, fields: Iterable<readonly [string, unknown]>): URL {
  const address = new URL(action);
  address.search = "";
  for (const [name, value] of fields) {
    if (typeof value === "string" && value.trim()) address.searchParams.append(name, value.trim());
  }
  return address;
}

/** Whether a click on a link is meant for this window. */
export function plain(event: MouseEvent): boolean {
  return event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
}

/** Calls a function when nothing has happened for a while. */
export function later(wait: number): { soon(act: () => void): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => clearTimeout(timer);
  return {
    stop,
    soon(act) {
      stop();
      timer = setTimeout(act, wait);
    },
  };
}
