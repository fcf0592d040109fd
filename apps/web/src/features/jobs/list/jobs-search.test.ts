import { describe, expect, it } from "vitest";
import { parseSearch, stringifySearch } from "../../../data/search.ts";
import { isNarrowed, jobsFilter, readJobsSearch } from "./jobs-search.ts";

describe("the jobs' address", () => {
  it.each([
    [""],
    ["?state=running"],
    ["?state=running&state=paused&project=forecast&member=dina&resource=gpu.h100-80gb&name=run-"],
    ["?name=123"],
  ])("%s comes back as it was", (address) => {
    expect(stringifySearch({ ...readJobsSearch(parseSearch(address)) })).toBe(address);
  });

  it("leaves out what it can not mean", () => {
    expect(readJobsSearch({ state: ["dancing"], project: "", name: "x".repeat(201), colour: "red" })).toEqual({});
  });

  it("says whether anything narrows the jobs", () => {
    expect([isNarrowed({}), isNarrowed({ project: "forecast" })]).toEqual([false, true]);
  });
});

describe("jobsFilter", () => {
  it("asks for the states of the groups", () => {
    expect(jobsFilter({ state: ["paused"], name: "run-" })).toEqual({ states: ["paused", "silent"], search: "run-" });
  });

  it("takes all groups together for no filter", () => {
    expect(jobsFilter({ state: ["running", "paused", "ended"] })).toEqual({});
  });
});
