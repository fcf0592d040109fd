import { describe, expect, it } from "vitest";
import { parseSearch, stringifySearch } from "../../../data/search.ts";
import {
  type ActivitySearch,
  addsUp,
  filtersOf,
  readActivitySearch,
  withoutFilter,
  withoutFilters,
} from "./activity-search.ts";

const full: ActivitySearch = {
  kind: ["usage", "added"],
  project: "vision & sound",
  member: "ada@example.com",
  resource: "gpu.h100-80gb",
  job: "123",
  range: "7d",
};

describe("the search of the history", () => {
  it.each<[string, ActivitySearch]>([
    ["nothing", {}],
    ["one group", { kind: ["usage"] }],
    ["holds", { holds: "shown" }],
    ["everything", full],
    ["own days", { from: "2026-11-01", to: "2026-11-30" }],
    ["an open end", { from: "2026-11-01" }],
  ])("survives writing to the address and reading it: %s", (_, search) => {
    expect(readActivitySearch(parseSearch(stringifySearch({ ...search })))).toEqual(search);
  });

  it("is readable in the address", () => {
    expect(stringifySearch({ kind: ["usage", "added"], project: "vision", range: "last-month" })).toBe(
      "?kind=usage&kind=added&project=vision&range=last-month",
    );
  });

  it.each([
    ["unknown kinds", "?kind=used&holds=perhaps"],
    ["impossible days", "?from=2026-02-30&to=yesterday"],
    ["an end before the start", "?from=2026-11-02&to=2026-11-01"],
    ["parameters that are no filters", "?page=2&limit=1e9&__proto__=1"],
    ["names that are too long", `?job=${"x".repeat(201)}`],
  ])("leaves out %s", (_, address) => {
    expect(readActivitySearch(parseSearch(address))).toEqual({});
  });

  it("prefers a range to own days", () => {
    expect(readActivitySearch({ range: "today", from: "2026-11-01" })).toEqual({ range: "today" });
  });
});

describe("filters", () => {
  it("are counted once, however many parts they have", () => {
    expect(filtersOf({ from: "2026-11-01", to: "2026-11-30", kind: ["usage", "added"] })).toEqual(["kind", "date"]);
    expect(filtersOf(full)).toEqual(["kind", "project", "member", "resource", "job", "date"]);
  });

  it("can be cleared one by one", () => {
    expect(withoutFilter({ from: "2026-11-01", to: "2026-11-30", job: "a" }, "date")).toEqual({ job: "a" });
    expect(filtersOf(filtersOf(full).reduce<ActivitySearch>(withoutFilter, full))).toEqual([]);
  });

  it("are not the holds: these are lines that the page adds, also without any filter", () => {
    expect(filtersOf({ holds: "shown" })).toEqual([]);
    expect(withoutFilters({ ...full, holds: "shown" })).toEqual({ holds: "shown" });
    expect(withoutFilters(full)).toEqual({});
  });

  it.each<[ActivitySearch, boolean]>([
    [{}, true],
    [{ holds: "shown" }, true],
    [{ range: "30d" }, true],
    [{ from: "2026-11-01", holds: "shown" }, true],
    [{ kind: ["usage"] }, false],
    [{ project: "vision" }, false],
    [{ job: "a", range: "7d" }, false],
  ])("of %o leave lines that add up: %s", (search, wanted) => {
    expect(addsUp(search)).toBe(wanted);
  });
});
