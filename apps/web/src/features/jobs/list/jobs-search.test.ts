import { describe, expect, it } from "vitest";
import { parseSearch, stringifySearch } from "../../../data/search.ts";
import { jobsFilter, jobsOrder } from "./jobs-filter.ts";
import { isNarrowed, readJobsSearch, sortedBy, withoutFilters } from "./jobs-search.ts";

describe("the search of the jobs", () => {
  it.each([
    [""],
    ["?state=running"],
    ["?state=running&state=paused&project=forecast&member=dina&resource=gpu.h100-80gb&name=run-"],
    ["?name=123"],
    ["?range=30d&sort=used&order=asc"],
    ["?from=2026-11-01&to=2026-11-30&sort=rate"],
  ])("%s survives reading and writing", (address) => {
    expect(stringifySearch({ ...readJobsSearch(parseSearch(address)) })).toBe(address);
  });

  it("leaves out invalid values", () => {
    expect(
      readJobsSearch({
        state: ["dancing"],
        project: "",
        name: "x".repeat(201),
        colour: "red",
        sort: "name",
        order: "up",
        from: "2026-02-30",
      }),
    ).toEqual({});
  });

  it("knows whether any filter is set", () => {
    expect([isNarrowed({}), isNarrowed({ project: "forecast" })]).toEqual([false, true]);
    expect([isNarrowed({ sort: "used", order: "asc" }), isNarrowed({ range: "7d", sort: "used" })]).toEqual([
      false,
      true,
    ]);
    expect(withoutFilters({ sort: "used", order: "asc", name: "a" })).toEqual({ sort: "used", order: "asc" });
  });

  it("sorts by a column, and in the other direction by a second press", () => {
    expect(sortedBy({ name: "a" }, "used")).toEqual({ name: "a", sort: "used" });
    expect(sortedBy({ sort: "used" }, "used")).toEqual({ sort: "used", order: "asc" });
    expect(sortedBy({ sort: "used", order: "asc" }, "used")).toEqual({ sort: "used" });
    expect(sortedBy({ sort: "used", order: "asc" }, "time")).toEqual({ sort: "time" });
    expect([sortedBy({}, "started"), sortedBy({ sort: "used" }, "started")]).toEqual([{ order: "asc" }, {}]);
    expect([jobsOrder({}), jobsOrder({ sort: "used", order: "asc" })]).toEqual([
      { sort: "started", direction: "desc" },
      { sort: "used", direction: "asc" },
    ]);
  });
});

describe("jobsFilter", () => {
  it("passes groups as their states", () => {
    expect(jobsFilter({ state: ["paused"], name: "run-", sort: "used" }, "2026-11-21")).toEqual({
      states: ["paused", "silent"],
      search: "run-",
    });
  });

  it("treats all groups together as no filter", () => {
    expect(jobsFilter({ state: ["running", "paused", "ended"] }, "2026-11-21")).toEqual({});
  });
});
