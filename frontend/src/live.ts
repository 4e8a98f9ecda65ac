/** Filters that act when they are changed: the page they lead to is fetched, and one part of it put in place. */
import { Swap, addressOf, later, plain } from "./swap.ts";

const HALF_A_DAY = /^(?!$|\d{4}-\d\d-\d\d$)/;

/** `data-live` names a part of the page by its id: forms and links within what has it act on that part in place. */
export function live(root: ParentNode): void {
  const parts = new Map<string, Swap>();
  for (const origin of root.querySelectorAll<HTMLElement>("[data-live]")) {
    const id = origin.dataset["live"] ?? "";
    const swap = parts.get(id) ?? new Swap();
    parts.set(id, swap);
    listen(origin, id, swap);
  }
  if (!parts.size) return;
  window.addEventListener("popstate", () => {
    for (const form of root.querySelectorAll<HTMLFormElement>("form[data-live]")) restore(form);
    for (const [id, swap] of parts) void show(id, swap, new URL(location.href), "none");
  });
}

function listen(origin: HTMLElement, id: string, swap: Swap): void {
  const pause = later(250);
  const go = (address: URL, history: "push" | "replace") => {
    pause.stop();
    void show(id, swap, address, history).then((shown) => shown ?? location.assign(address));
  };
  origin.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
    if (!link || !plain(event) || !leadsHere(link.href) || link.hasAttribute("download")) return;
    if (link.hash && link.search === location.search) return; // a place of this very page
    event.preventDefault();
    go(bare(link.href), "push");
  });
  origin.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!leadsHere(form.action)) return;
    event.preventDefault();
    go(addressOf(bare(form.action).href, new FormData(form)), "push");
  });
  const changed = (event: Event) => {
    const field = event.target as HTMLInputElement;
    const form = field.form;
    if (!form || !leadsHere(form.action)) return;
    const writes = field.matches("input:not([type=checkbox])");
    if (writes !== (event.type === "input")) return;
    if (field.inputMode === "numeric" && HALF_A_DAY.test(field.value.trim())) return pause.stop();
    pause.soon(() => go(addressOf(bare(form.action).href, new FormData(form)), "replace"));
  };
  origin.addEventListener("change", changed);
  origin.addEventListener("input", changed);
}

/** Shows a page's part; false where a newer question came first, nothing where the page has no such part. */
async function show(id: string, swap: Swap, address: URL, history: "push" | "replace" | "none"): Promise<true | undefined> {
  const part = document.getElementById(id);
  part?.setAttribute("aria-busy", "true");
  const shown = await swap.show(address, { places: [id], history });
  part?.removeAttribute("aria-busy");
  if (shown === "older") return true;
  if (!shown) return undefined;
  // A region that was there before is read out when its words change; one that comes with the part is not.
  const said = document.getElementById("said");
  if (said) said.textContent = part?.querySelector("[data-said]")?.textContent?.trim() ?? "";
  return true;
}

/** An address without the place in the page that a browser without scripts goes to. */
function bare(address: string): URL {
  const there = new URL(address);
  there.hash = "";
  return there;
}

function leadsHere(address: string): boolean {
  const there = new URL(address);
  return there.origin === location.origin && there.pathname === location.pathname;
}

/** Gives a form the values that the address has. */
function restore(form: HTMLFormElement): void {
  const asked = new URL(location.href).searchParams;
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = asked.getAll(field.name).includes(field.value);
    else if (field instanceof HTMLSelectElement || (field instanceof HTMLInputElement && field.type !== "hidden")) field.value = asked.get(field.name) ?? "";
  }
}
