import assert from "node:assert/strict";
import { test } from "node:test";
import { isQuiet, offers, offsetOf, typedBefore, wantsClass, type Vocabulary } from "../src/terms.ts";

const KNOWN: Vocabulary = {
  prefixes: { kg: "https://example.org/ns#", skos: "https://example.org/skos#" },
  terms: [
    { term: "kg:Process", times: 9, kind: "class", label: "process" },
    { term: "kg:ProcessGroup", times: 3, kind: "class", label: "processgrupp" },
    { term: "kg:recipient", times: 5, kind: "property", label: "mottagare", about: "Den som tar emot." },
    { term: "skos:prefLabel", times: 90 },
  ],
};
const labels = (typed: string, query = "") => offers(KNOWN, typed, query).map((one) => one.label);

test("a term is found by its name, with or without its prefix, the more used first", () => {
  assert.deepEqual(labels("kg:Pro"), ["kg:Process", "kg:ProcessGroup"]);
  assert.deepEqual(labels("Proc"), ["kg:Process", "kg:ProcessGroup"]);
  assert.deepEqual(labels("pref"), ["PREFIX", "skos:prefLabel"]);
});

test("a term is found by its Swedish label", () => {
  assert.deepEqual(labels("mottag"), ["kg:recipient"]);
  assert.deepEqual(labels("kg:mottag"), ["kg:recipient"]);
});

test("what says what a thing is, is completed with classes alone", () => {
  const mixed = { ...KNOWN, terms: [...KNOWN.terms, { term: "kg:process", times: 99, kind: "property" }] };
  const line = "?unit a kg:proc";
  assert.equal(wantsClass(line), true);
  assert.equal(wantsClass("?area kg:proc"), false);
  assert.deepEqual(offers(mixed, "kg:proc", "", wantsClass(line)).map((one) => one.label), ["kg:Process", "kg:ProcessGroup"]);
});

test("letters as they were typed come before their other case", () => {
  const mixed = { ...KNOWN, terms: [...KNOWN.terms, { term: "kg:process", times: 99, kind: "property" }] };
  assert.equal(offers(mixed, "kg:Proc", "")[0]?.label, "kg:Process");
});

test("variables of the query are offered, not the one being written", () => {
  assert.deepEqual(labels("?un", "SELECT ?unit ?under WHERE { ?un }"), ["?under", "?unit"]);
});

test("a term says what it is", () => {
  const offer = offers(KNOWN, "kg:recip", "")[0];
  assert.deepEqual(offer, { label: "kg:recipient", type: "property", detail: "mottagare", info: "Den som tar emot." });
});

test("what is typed ends at the cursor", () => {
  assert.equal(typedBefore("  ?unit a kg:Pro"), "kg:Pro");
  assert.equal(typedBefore("SELECT ?u"), "?u");
  assert.equal(typedBefore("FILTER("), "");
});

test("nothing is offered within a text, a comment or an IRI, but after a comparison", () => {
  for (const line of ['FILTER(?x = "a', "# kg:", "?s <http://exam"]) assert.equal(isQuiet(line), true, line);
  for (const line of ['"a" kg:', "<http://example.org/a> kg:", "FILTER(?a < ?b"]) assert.equal(isQuiet(line), false, line);
});

test("a place that the server names is found, and never lies outside the text", () => {
  assert.equal(offsetOf("ab\ncdef", 2, 3), 5);
  assert.equal(offsetOf("ab\ncdef", 2, 99), 7);
  assert.equal(offsetOf("ab", 9, 1), 2);
});
