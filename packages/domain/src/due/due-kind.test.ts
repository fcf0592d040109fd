import { expect, it } from "vitest";
import { DUE_KINDS, dueSubject } from "./due-kind.ts";

it("a kind of due work names its subject after the verb", () => {
  expect(DUE_KINDS.map(dueSubject)).toEqual(["grant", "grant", "hold"]);
});
