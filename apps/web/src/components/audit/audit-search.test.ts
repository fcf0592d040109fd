import { expect, it } from "vitest";
import { auditFilter, isNarrowed, readAuditSearch } from "./audit-search.ts";

const WHO = "person_01985c2e-0000-7000-8000-000000000001";

it("reads the filters of the address and leaves out invalid values", () => {
  const search = { who: WHO, action: ["member.invited", "moon.landed"], outcome: "denied", text: "ana", shown: "7" };
  expect(readAuditSearch(search)).toEqual({
    who: WHO,
    action: ["member.invited"],
    outcome: "denied",
    text: "ana",
    shown: 7,
  });
  expect(readAuditSearch({ who: "ana", outcome: "maybe", shown: "x", from: "2026-13-01" })).toEqual({});
});

it("asks the API for the entries of these filters, by days of the person", () => {
  const filter = auditFilter({ who: WHO, action: ["key.created"], range: "today", shown: 3 }, "2026-11-29");
  expect(filter).toEqual({ actor: WHO, actions: ["key.created"], from: new Date(2026, 10, 29).toISOString() });
});

it("knows that an open entry is no filter", () => {
  expect([isNarrowed({ shown: 3 }), isNarrowed({ text: "ana" })]).toEqual([false, true]);
});
