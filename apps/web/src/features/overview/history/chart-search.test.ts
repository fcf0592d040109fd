import { describe, expect, it } from "vitest";
import { parseSearch, stringifySearch } from "../../../data/search.ts";
import { readChartSearch } from "./chart-search.ts";

describe("the search of the chart", () => {
  it.each(["", "?chart=spend", "?days=7", "?chart=spend&days=90"])("%s survives reading and writing", (address) => {
    expect(stringifySearch({ ...readChartSearch(parseSearch(address)) })).toBe(address);
  });

  it.each(["?chart=balance&days=30", "?chart=pie&days=31", "?days=1e9"])("leaves out %s", (address) => {
    expect(readChartSearch(parseSearch(address))).toEqual({});
  });
});
