import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ActivityLine } from "../../../words/line-words.ts";
import { daysOf, requestsFor } from "./day-groups.ts";
import type { HistoryPage } from "./history-pages.ts";

const zoneBefore = process.env.TZ;

/** A page with a line at each of these instants. */
const page = (...instants: string[]): HistoryPage => ({
  lines: instants.map((at) => ({ at: `${at}:00Z` }) as ActivityLine),
  next: 1,
});

describe("the days of the history", () => {
  beforeEach(() => {
    process.env.TZ = "UTC";
  });
  afterEach(() => {
    if (zoneBefore === undefined) delete process.env.TZ;
    else process.env.TZ = zoneBefore;
  });

  it("begin at their newest line, also if a day goes on in the next page", () => {
    const pages = [page("2026-11-21T12:00", "2026-11-20T09:00"), page("2026-11-20T08:00", "2026-11-18T23:59")];
    expect(daysOf(pages)).toEqual([
      { day: "2026-11-21", first: 0, page: 0 },
      { day: "2026-11-20", first: 1, page: 0 },
      { day: "2026-11-18", first: 3, page: 1 },
    ]);
    expect(daysOf([])).toEqual([]);
  });

  it("are those of the person's time zone", () => {
    process.env.TZ = "Asia/Tokyo";
    expect(daysOf([page("2026-11-21T15:00", "2026-11-21T14:59")]).map(({ day }) => day)).toEqual([
      "2026-11-22",
      "2026-11-21",
    ]);
  });

  it("are requested by page, the oldest first, and the newest day on its own", () => {
    const pages = [
      page("2026-11-21T12:00", "2026-11-20T09:00", "2026-11-19T09:00"),
      page("2026-11-19T08:00"),
      page("2026-11-19T07:00", "2026-11-18T23:59", "2026-11-17T00:00"),
    ];
    const requests = requestsFor(daysOf(pages));
    expect(requests).toEqual([["2026-11-21"], ["2026-11-19", "2026-11-20"], ["2026-11-17", "2026-11-18"]]);
    expect(requestsFor(daysOf(pages.slice(0, 1)))).toEqual(requests.slice(0, 2));
    expect(requestsFor([])).toEqual([]);
  });

  it("have at most 200 in a request", () => {
    const days = Array.from({ length: 450 }, (_, first) => ({ day: `${first}`, first, page: 0 }));
    const requests = requestsFor(days);
    expect(requests.map(({ length }) => length)).toEqual([1, 200, 200, 49]);
    expect(requests.flatMap((request) => request.toReversed())).toEqual(days.map(({ day }) => day));
  });
});
