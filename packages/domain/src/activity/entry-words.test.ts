import { expect, it } from "vitest";
import { ENTRY_WORDS, sourceWords } from "./entry-words.ts";

it("each kind of entry has its own label", () => {
  expect(new Set(Object.values(ENTRY_WORDS)).size).toBe(Object.keys(ENTRY_WORDS).length);
});

it("a source has a readable label, and an unknown source keeps its own name", () => {
  expect([sourceWords("auto_topup"), sourceWords("winter_gift")]).toEqual(["auto top-up", "winter gift"]);
});
