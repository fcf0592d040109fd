import { describe, expect, it } from "vitest";
import { parseSearch, stringifySearch } from "../../../data/search.ts";
import { isNarrowed, jobsFilter, readJobsSearch } from "./jobs-search.ts";

describe("the search of the jobs", () => {
  it.each([
    [""],
    ["?state=running"],
    ["?state=running&state=paused&project=forecast&member=dina&resource=gpu.h100-80gb&name=run-"],
    ["?name=123"],
  ])("%s survives reading and writing", (address) => {
    expect(stringifySearch({ ...readJobsSearch(parseSearch(address)) })).toBe(address);
  });

  it("leaves out invalid values", () => {
    expect(readJobsSearch({ state: ["dancing"], project: "", name: "x".repeat(201), colour: "red" })).toEqual({});
  });

  it("knows whether any filter is set", () => {
    expect([isNarrowed({}), isNarrowed({ project: "forecast" })]).toEqual([false, true]);
  });
});

describe("jobsFilter", () => {
  it("passes groups as their states", () => {
    expect(jobsFilter({ state: ["paused"], name: "run-" })).toEqual({ states: ["paused", "silent"], search: "run-" });
  });

  it("treats all groups together as no filter", () => {
    expect(jobsFilter({ state: ["running", "paused", "ended"] })).toEqual({});
  });
});
