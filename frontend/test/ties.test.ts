import assert from "node:assert/strict";
import { test } from "node:test";
import { found, nearest, neighbours, type Part } from "../src/ties.ts";

const PARTS: Part[] = [
  { id: "a", text: "1.1 Styra" },
  { id: "b", text: "1.2 Köpa" },
  { id: "c", text: "2.1 Låna ut" },
  { from: "a", to: "b", text: "1.1 → 1.2" },
  { from: "b", to: "c", text: "1.2 → 2.1" },
];
const sorted = (set: Set<number>) => [...set].sort();

test("a thing lights its ties and what they lead to, and no more", () => {
  assert.deepEqual(sorted(neighbours(PARTS, 0)), [0, 1, 3]);
  assert.deepEqual(sorted(neighbours(PARTS, 1)), [0, 1, 2, 3, 4]);
});

test("a tie lights both its ends", () => {
  assert.deepEqual(sorted(neighbours(PARTS, 4)), [1, 2, 4]);
});

test("a search finds things by their words, whatever the case, with their ties", () => {
  assert.deepEqual(sorted(found(PARTS, "LÅNA")), [2, 4]);
  assert.deepEqual(sorted(found(PARTS, "köpa 2.1")), []);
});

test("an arrow key goes to the nearest in its direction", () => {
  const places = [{ x: 0, y: 0 }, { x: 100, y: 5 }, { x: 30, y: 90 }, { x: 0, y: 40 }];
  assert.equal(nearest(places, 0, "ArrowRight"), 1);
  assert.equal(nearest(places, 0, "ArrowDown"), 3);
  assert.equal(nearest(places, 0, "ArrowLeft"), undefined);
});
