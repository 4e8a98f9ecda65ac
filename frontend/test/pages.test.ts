import assert from "node:assert/strict";
import { test } from "node:test";
import { names } from "../src/suggest.ts";
import { addressOf } from "../src/swap.ts";

test("an address holds what was said, and nothing that was left empty", () => {
  const address = addressOf("http://kg.example/?old=1", [["q", " anbud "], ["on", ""], ["plan", "a"], ["plan", "b"]]);
  assert.equal(address.href, "http://kg.example/?q=anbud&plan=a&plan=b");
});

test("a name is offered once, and not where it stands already or only looks alike", () => {
  const items = [
    { label: "Anbud", met: "start" },
    { label: "anbudsprotokoll", met: "start" },
    { label: "Anbudsprotokoll", met: "start" },
    { label: "utbud", met: "near" },
  ] as const;
  assert.deepEqual(names(items, "anbud"), ["Anbudsprotokoll"]);
});
