/** What every page has: asking while one types, and filters that act at once. */
import { ask } from "./ask.ts";
import { live } from "./live.ts";

const form = document.querySelector<HTMLFormElement>("form[data-ask]");
const field = form?.querySelector<HTMLInputElement>("input[type=search]");
if (form && field) ask(form, field);
live(document);
