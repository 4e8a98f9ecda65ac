/** What could be meant by the letters before the cursor of a query: variables, terms, prefixes and words of SPARQL. */

export interface Term {
  term: string;
  times: number;
  kind?: string;
  label?: string;
  about?: string;
}

export interface Vocabulary {
  prefixes: Record<string, string>;
  terms: Term[];
}

export interface Offer {
  label: string;
  type: "variable" | "class" | "property" | "keyword" | "namespace";
  detail?: string;
  info?: string;
}

const MOST = 10;
const TYPED = /[?$]?[\p{L}\d_-]*(?::[\p{L}\d_-]*)?$/u;
const WORDS =
  "SELECT DISTINCT WHERE FILTER OPTIONAL UNION MINUS GRAPH BIND VALUES UNDEF ORDER BY GROUP HAVING LIMIT OFFSET ASC DESC CONSTRUCT ASK DESCRIBE PREFIX COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT COALESCE IF BOUND EXISTS NOT IN CONTAINS STRSTARTS STRENDS LCASE UCASE REPLACE REGEX CONCAT STR LANG LANGMATCHES DATATYPE NOW YEAR";

/** The part of a word that stands before the cursor: "?un", "kg:Pro", "sel". */
export function typedBefore(line: string): string {
  return TYPED.exec(line)?.[0] ?? "";
}

/** Whether the cursor stands where nothing is to be completed: in a text, a comment or an IRI. */
export function isQuiet(line: string): boolean {
  let within = "";
  for (let at = 0; at < line.length; at++) {
    const sign = line[at] ?? "";
    if (within === "\\") within = "";
    else if (within) within = sign === within ? "" : within;
    else if (sign === "#") return true;
    else if (sign === '"' || sign === "'") within = sign;
    else if (sign === "<" && /^<[^\s<>]*(>|$)/.test(line.slice(at))) within = ">";
  }
  return within !== "";
}

/** Whether the line leads to a class: what comes next says what a thing is. */
export function wantsClass(line: string): boolean {
  return /(^|[\s;{])(a|rdf:type)\s+[\p{L}\d_:-]*$/u.test(line);
}

/** Offers for what was typed, best first: names that begin so, then those that hold it, then labels that do. */
export function offers({ prefixes, terms }: Vocabulary, typed: string, query: string, ofClass = false): Offer[] {
  const own = typed.toLowerCase();
  if (/^[?$]/.test(typed)) {
    const names = new Set(query.match(/[?$][\p{L}\d_]+/gu) ?? []);
    names.delete(typed);
    return [...names].filter((name) => name.toLowerCase().startsWith(own)).sort().slice(0, MOST).map((label) => ({ label, type: "variable" }));
  }
  const met = terms
    .map((one) => ({ one: offerOf(one), times: one.times, rank: rank(one, typed) }))
    .filter(({ one, rank }) => rank >= 0 && (!ofClass || one.type === "class"))
    .sort((a, b) => a.rank - b.rank || b.times - a.times || (a.one.label < b.one.label ? -1 : 1))
    .slice(0, MOST)
    .map(({ one }) => one);
  if (own.includes(":")) return met;
  const words = WORDS.split(" ").filter((word) => own && word.toLowerCase().startsWith(own));
  const begun = Object.keys(prefixes).filter((name) => own && name.startsWith(own));
  const all = [
    ...words.map((label): Offer => ({ label, type: "keyword" })),
    ...begun.map((name): Offer => ({ label: `${name}:`, type: "namespace", detail: prefixes[name] ?? "" })),
    ...met,
  ];
  return all.slice(0, MOST);
}

function rank({ term, label = "" }: Term, typed: string): number {
  const [name, own] = [term.toLowerCase(), typed.toLowerCase()];
  if (name.startsWith(own)) return term.startsWith(typed) ? 0 : 0.5;
  if (own.includes(":")) {
    const [prefix = "", rest = ""] = own.split(":");
    return name.startsWith(`${prefix}:`) && (name.includes(rest) || label.toLowerCase().includes(rest)) ? 2 : -1;
  }
  if (name.includes(`:${own}`)) return 1;
  if (own.length > 1 && label.toLowerCase().startsWith(own)) return 1;
  return own.length > 2 && (name.includes(own) || label.toLowerCase().includes(own)) ? 2 : -1;
}

function offerOf({ term, kind, label, about }: Term): Offer {
  const named = /:\p{Lu}/u.test(term);
  return {
    label: term,
    type: kind === "class" || (!kind && named) ? "class" : "property",
    ...(label && { detail: label }),
    ...(about && { info: about }),
  };
}

/** Where a line and a column of a text are, counted in characters from its beginning; both begin at 1. */
export function offsetOf(text: string, line: number, column: number): number {
  const lines = text.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  return Math.min(before + Math.min(column - 1, lines[line - 1]?.length ?? 0), text.length);
}
