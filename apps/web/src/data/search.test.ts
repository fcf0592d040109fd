import { describe, expect, it } from "vitest";
import { dayParam, manyParam, oneParam, parseSearch, stringifySearch, textParam, wholeParam } from "./search.ts";

describe("search parameters", () => {
  it.each([
    ["", {}],
    ["?job=123", { job: "123" }],
    ["?job=true&project=null", { job: "true", project: "null" }],
    ["?kind=use&kind=added", { kind: ["use", "added"] }],
    ["?job=a%20b%2Fc%26d", { job: "a b/c&d" }],
    ['?job={"a":1}', { job: '{"a":1}' }],
  ])("%s are read as text, whatever they look like", (text, search) => {
    expect(parseSearch(text)).toEqual(search);
  });

  it.each([
    [{}, ""],
    [{ job: undefined, kind: [], project: "" }, ""],
    [{ entry: 7, job: "a b/c&d" }, "?entry=7&job=a+b%2Fc%26d"],
    [{ kind: ["use", "added"] }, "?kind=use&kind=added"],
  ])("%j are written as %s", (search, text) => {
    expect(stringifySearch(search)).toBe(text);
  });

  it("survive writing and reading", () => {
    const search = { job: "ü+%?#=&", kind: ["use", "added"] };
    expect(parseSearch(stringifySearch(search))).toEqual(search);
  });
});

describe("one parameter", () => {
  const KINDS = ["added", "use", "expired"] as const;

  it.each([
    ["use", "use"],
    [["use", "added"], "use"],
    ["stolen", undefined],
    [undefined, undefined],
    [7, undefined],
  ])("from %j is the known value %s", (value, found) => {
    expect(oneParam(value, KINDS)).toBe(found);
  });

  it.each([
    ["use", ["use"]],
    [
      ["use", "added", "use", "stolen"],
      ["added", "use"],
    ],
    ["stolen", undefined],
    [[], undefined],
  ])("from %j is the list of known values %j", (value, found) => {
    expect(manyParam(value, KINDS)).toEqual(found);
  });

  it.each([
    ["7", 7],
    [7, 7],
    ["0", undefined],
    ["-1", undefined],
    ["1.5", undefined],
    ["1e3", undefined],
    ["9".repeat(16), undefined],
    [["8", "9"], 8],
  ])("from %j is the whole number %s", (value, found) => {
    expect(wholeParam(value)).toBe(found);
  });

  it.each([
    ["2026-11-21", "2026-11-21"],
    ["2026-02-29", undefined],
    ["2028-02-29", "2028-02-29"],
    ["2026-13-01", undefined],
    ["26-11-21", undefined],
    ["2026-11-21T00:00:00Z", undefined],
  ])("from %j is the day %s", (value, found) => {
    expect(dayParam(value)).toBe(found);
  });

  it("is a text of at most 200 characters", () => {
    expect(textParam("x".repeat(200))).toHaveLength(200);
    expect(textParam("x".repeat(201))).toBeUndefined();
    expect(textParam("")).toBeUndefined();
  });
});
