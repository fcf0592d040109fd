import { expect, it } from "vitest";
import { ENTRY_WORDS, sourceWords } from "./entry-words.ts";

it("each kind of entry has words of its own", () => {
  expect(new Set(Object.values(ENTRY_WORDS)).size).toBe(Object.keys(ENTRY_WORDS).length);
});

it("a source is named as people say it, and keeps its own name where it is not known", () => {
  expect([sourceWords("auto_topup"), sourceWords("winter_gift")]).toEqual(["auto top-up", "winter gift"]);
});
