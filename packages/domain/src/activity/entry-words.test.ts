import { expect, it } from "vitest";
import { ENTRY_WORDS, sourcesNamed, sourceWords } from "./entry-words.ts";
import { HOLD_KINDS, MONEY_KINDS, PLAN_KINDS } from "./hold-kinds.ts";

it("each kind of entry has its own label, and usage has one for both of its kinds", () => {
  const { settled, charged, ...others } = ENTRY_WORDS;
  expect([settled, charged]).toEqual(["Usage", "Usage"]);
  const labels = [settled, ...Object.values(others)];
  expect(new Set(labels).size).toBe(labels.length);
});

it("no label has a second word for usage or for credit on hold", () => {
  for (const label of Object.values(ENTRY_WORDS)) expect(label).not.toMatch(/settle|charge|reserv/i);
});

it("each kind changes the balance, or holds credit, or notes a plan", () => {
  expect([...HOLD_KINDS, ...MONEY_KINDS, ...PLAN_KINDS].sort()).toEqual(Object.keys(ENTRY_WORDS).sort());
});

it("a source has a readable label, and an unknown source keeps its own name", () => {
  expect([sourceWords("auto_topup"), sourceWords("winter_gift")]).toEqual(["auto top-up", "winter gift"]);
});

it("a part of a label finds its source, in any case", () => {
  expect([sourcesNamed("Top-UP"), sourcesNamed("p"), sourcesNamed("auto_topup")]).toEqual([
    ["auto_topup"],
    ["signup", "plan", "purchase", "auto_topup"],
    [],
  ]);
});
