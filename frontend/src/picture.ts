/** Pictures one can look into: larger and smaller, the neighbours of a thing, and what holds a word. */
import { found, nearest, neighbours, type Part } from "./ties.ts";
import { offerPng } from "./png.ts";
import { later } from "./swap.ts";

const SIZES = [1, 1.25, 1.6, 2, 2.5, 3.2, 4];
const PARTS = "[data-id], [data-from]";

let opened = 0;

function all(root: ParentNode): void {
  for (const svg of root.querySelectorAll<SVGSVGElement>("figure svg.picture")) open(svg);
}

function open(svg: SVGSVGElement): void {
  const [figure, scroller] = [svg.closest("figure"), svg.parentElement];
  const template = document.querySelector<HTMLTemplateElement>("#tools");
  const tools = template?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined;
  if (!figure || !scroller || !tools || figure.querySelector(".tools")) return;
  const field = tools.querySelector("input");
  const label = tools.querySelector("label");
  if (field && label) label.htmlFor = field.id = `find-${++opened}`;
  figure.prepend(tools);
  offerPng(figure, template?.dataset["png"] ?? "PNG");
  const light = lamp(svg, (count) => {
    const said = tools.querySelector("output");
    if (said) said.textContent = field?.value.trim() ? `${template?.dataset["found"]} ${count}` : "";
  });
  const size = zoom(svg, scroller, tools);
  walk(svg);

  figure.addEventListener("keydown", (event) => {
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { "+": 1, "-": -1, "0": 0 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    size(step);
  });
  const pause = later(80);
  field?.addEventListener("input", () => pause.soon(() => light.search(field.value)));
  field?.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !field.value) return;
    event.preventDefault();
    field.value = "";
    light.search("");
  });
}

/** Buttons and keys that make a picture larger: it then scrolls within its frame, by arrow keys too. */
function zoom(svg: SVGSVGElement, scroller: HTMLElement, tools: HTMLElement): (step: number) => void {
  let [at, base] = [0, 0];
  const size = (step: number) => {
    if (!at) base = svg.getBoundingClientRect().width;
    at = step ? Math.min(Math.max(at + step, 0), SIZES.length - 1) : 0;
    const [x, y] = [centre(scroller.scrollLeft, scroller.clientWidth, scroller.scrollWidth), centre(scroller.scrollTop, scroller.clientHeight, scroller.scrollHeight)];
    Object.assign(svg.style, at ? { width: `${base * (SIZES[at] ?? 1)}px`, minWidth: "0", maxWidth: "none", height: "auto" } : { width: "", minWidth: "", maxWidth: "", height: "" });
    scroller.classList.toggle("larger", at > 0);
    scroller.scrollLeft = x * scroller.scrollWidth - scroller.clientWidth / 2;
    scroller.scrollTop = y * scroller.scrollHeight - scroller.clientHeight / 2;
    if (!scroller.hasAttribute("tabindex")) {
      Object.assign(scroller, { tabIndex: 0, role: "region", ariaLabel: svg.querySelector("title")?.textContent ?? "" });
    }
    for (const button of buttons) button.ariaDisabled = String(button.value === "1" ? at === SIZES.length - 1 : !at);
  };
  const buttons = [...tools.querySelectorAll("button")];
  for (const button of buttons) {
    button.ariaDisabled = String(button.value !== "1");
    button.addEventListener("click", () => size(Number(button.value)));
  }
  return size;
}

function centre(start: number, seen: number, whole: number): number {
  return whole ? (start + seen / 2) / whole : 0.5;
}

/** Lights what belongs to the thing under the pointer or the focus, or what holds the words that are looked for. */
function lamp(svg: SVGSVGElement, tell: (count: number) => void): { search(words: string): void } {
  const named = [...svg.querySelectorAll<SVGElement>(PARTS)];
  const elements = named.length ? named : [...svg.querySelectorAll<SVGElement>("a")];
  const parts = elements.map((element): Part => ({ ...element.dataset, text: element.textContent ?? "" }));
  let kept: Set<number> | undefined;
  const looked = () => (kept?.size ? kept : undefined);
  const show = (lit: Set<number> | undefined) => {
    svg.classList.toggle("dimmed", lit !== undefined);
    elements.forEach((element, at) => element.classList.toggle("lit", lit?.has(at) ?? false));
  };
  const over = (event: Event) => {
    const at = elements.findIndex((element) => element.contains(event.target as Node));
    show(at < 0 || !named.length ? looked() : neighbours(parts, at));
  };
  svg.addEventListener("pointerover", over);
  svg.addEventListener("focusin", over);
  for (const name of ["pointerleave", "focusout"]) svg.addEventListener(name, () => show(looked()));
  elements.forEach((element) => element.classList.add("part"));
  return {
    search(words) {
      kept = words.trim() ? found(parts, words) : undefined;
      show(looked());
      tell([...(kept ?? [])].filter((at) => parts[at]?.from === undefined).length);
    },
  };
}

/** One stop for the Tab key in a picture, from which the arrow keys go to the nearest link in their direction. */
function walk(svg: SVGSVGElement): void {
  const links = [...svg.querySelectorAll<SVGAElement>("a[href]")];
  links[0]?.setAttribute("tabindex", "0");
  svg.addEventListener("keydown", (event) => {
    const at = links.indexOf(event.target as SVGAElement);
    if (at < 0 || !event.key.startsWith("Arrow")) return;
    event.preventDefault();
    const places = links.map((link) => {
      const { x, y, width, height } = link.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    });
    const next = links[nearest(places, at, event.key) ?? at];
    links[at]?.setAttribute("tabindex", "-1");
    next?.setAttribute("tabindex", "0");
    next?.focus();
  });
}

all(document);
document.addEventListener("kg:shown", (event) => all(event.target as HTMLElement));
