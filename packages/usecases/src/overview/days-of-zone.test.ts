import { expect, it } from "vitest";
import { daysOfZone } from "./days-of-zone.ts";

const HOUR = 3_600_000;
const at = (text: string): number => Date.parse(text);
const days = (now: string, zone: string, from: number, to: number) =>
  daysOfZone(at(now), zone, from, to).map(({ day }) => day);

it.each([
  {
    zone: "Pacific/Apia",
    now: "2011-12-31T12:00:00+14:00",
    skipped: "2011-12-30",
    there: ["2011-12-29", "2011-12-31"],
  },
  {
    zone: "Pacific/Fakaofo",
    now: "2011-12-31T12:00:00+13:00",
    skipped: "2011-12-30",
    there: ["2011-12-29", "2011-12-31"],
  },
  {
    zone: "Pacific/Kwajalein",
    now: "1993-08-22T12:00:00+12:00",
    skipped: "1993-08-21",
    there: ["1993-08-20", "1993-08-22"],
  },
  {
    zone: "Pacific/Kiritimati",
    now: "1995-01-01T12:00:00+14:00",
    skipped: "1994-12-31",
    there: ["1994-12-30", "1995-01-01"],
  },
  {
    zone: "Pacific/Kanton",
    now: "1995-01-01T12:00:00+13:00",
    skipped: "1994-12-31",
    there: ["1994-12-30", "1995-01-01"],
  },
])("leaves out $skipped, which did not exist in $zone", ({ zone, now, skipped, there }) => {
  expect(days(now, zone, -1, 0)).toEqual(there);
  const before = new Date(at(now) - 24 * HOUR).toISOString();
  expect(days(before, zone, 0, 1)).toEqual(there);
  const month = days(now, zone, -29, 14);
  expect(month).toHaveLength(44);
  expect(new Set(month).size).toBe(44);
  expect(month).not.toContain(skipped);
});

it.each([
  // Summer time begins at midnight: the day begins at one o'clock.
  { zone: "America/Santiago", now: "2026-09-06T12:00:00Z", day: "2026-09-06", hours: 23 },
  { zone: "Africa/Cairo", now: "2026-04-24T12:00:00Z", day: "2026-04-24", hours: 23 },
  { zone: "Asia/Beirut", now: "2026-03-29T12:00:00Z", day: "2026-03-29", hours: 23 },
  // It ends at midnight: the day before has its last hour twice.
  { zone: "America/Santiago", now: "2026-04-04T12:00:00Z", day: "2026-04-04", hours: 25 },
  { zone: "Europe/Berlin", now: "2026-10-25T12:00:00Z", day: "2026-10-25", hours: 25 },
  { zone: "Australia/Lord_Howe", now: "2026-04-04T20:00:00Z", day: "2026-04-05", hours: 24.5 },
])("the day $day of $zone has $hours hours", ({ zone, now, day, hours }) => {
  const [before, today] = daysOfZone(at(now), zone, -1, 0);
  expect(today?.day).toBe(day);
  expect(((today?.endsAt ?? 0) - (before?.endsAt ?? 0)) / HOUR).toBe(hours);
});

it("each instant lies in the day 0 of its list, also while clocks show the old date again", () => {
  // In 2006 clocks of St. John's went back by an hour one minute after midnight.
  const change = at("2006-10-29T02:31:00Z");
  for (let minutes = -180; minutes <= 180; minutes += 7) {
    const now = change + minutes * 60_000;
    const [before, today] = daysOfZone(now, "America/St_Johns", -1, 0);
    expect((before?.endsAt ?? 0) <= now && now < (today?.endsAt ?? 0)).toBe(true);
  }
});

it("the days of any zone follow each other without gaps, each once", () => {
  const wrong = Intl.supportedValuesOf("timeZone").filter((zone) => {
    const list = daysOfZone(at("2011-12-31T12:00:00Z"), zone, -40, 40);
    const follows = list.every(({ endsAt }, n) => n === 0 || endsAt > (list[n - 1]?.endsAt ?? 0));
    return !follows || new Set(list.map(({ day }) => day)).size !== 81;
  });
  expect(wrong).toEqual([]);
});
