import { describe, expect, it } from "vitest";
import {
  clockWords,
  dayHeadingWords,
  dayWords,
  durationWords,
  exactWords,
  momentWords,
  rangeWords,
  relativeWords,
} from "./time-words.ts";

const at = (text: string): number => Date.parse(text);
const NOW = at("2026-11-21T13:03:05Z");
const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

describe("relative words", () => {
  it.each([
    [0, "just now"],
    [-44_000, "just now"],
    [-45_000, "1 minute ago"],
    [-3 * MINUTE, "3 minutes ago"],
    [-59.4 * MINUTE, "59 minutes ago"],
    [-59.6 * MINUTE, "1 hour ago"],
    [-23.4 * HOUR, "23 hours ago"],
    [-23.6 * HOUR, "1 day ago"],
    [-6.4 * DAY, "6 days ago"],
    [-7 * DAY, "14 Nov"],
    [-400 * DAY, "17 Oct 2025"],
    [20_000, "in a moment"],
    [2 * HOUR, "in 2 hours"],
    [5 * DAY, "in 5 days"],
    [10 * DAY, "1 Dec"],
  ])("describe %d ms from now as %s", (distance, words) => {
    expect(relativeWords(NOW + distance, NOW, "UTC")).toBe(words);
  });
});

describe("days and instants", () => {
  it("depend on the time zone", () => {
    const late = at("2026-12-31T23:30:00Z");
    expect(dayWords(late, late, "UTC")).toBe("31 Dec");
    expect(dayWords(late, NOW, "Europe/Berlin")).toBe("1 Jan 2027");
    expect(momentWords(NOW, NOW, "Europe/Berlin")).toBe("21 Nov, 14:03");
    expect(clockWords(NOW, "Europe/Berlin")).toBe("14:03");
    expect(dayHeadingWords(NOW, NOW, "UTC")).toBe("Sat 21 Nov");
    expect(dayHeadingWords(late, at("2027-03-01T00:00Z"), "UTC")).toBe("Thu 31 Dec 2026");
    expect(exactWords(NOW, "UTC")).toBe("21 Nov 2026, 13:03:05 UTC");
  });

  it("form intervals with their length", () => {
    expect(rangeWords(at("2026-11-01T00:00Z"), at("2026-12-01T00:00Z"), NOW, "UTC")).toBe("1 Nov – 1 Dec, 30 days");
    const from = at("2026-11-21T09:00Z");
    const until = at("2026-11-21T11:14Z");
    expect(rangeWords(from, until, NOW, "UTC")).toBe("21 Nov, 09:00 – 21 Nov, 11:14, 2 h 14 min");
  });
});

describe("durations", () => {
  it.each([
    [0, "0 ms"],
    [850, "850 ms"],
    [1000, "1 s"],
    [42_900, "42 s"],
    [200_000, "3 min 20 s"],
    [HOUR, "1 h"],
    [HOUR + 59_000, "1 h"],
    [2 * HOUR + 14 * MINUTE, "2 h 14 min"],
    [5 * DAY + 3.9 * HOUR, "5 d 3 h"],
  ])("of %d ms are %s", (ms, words) => {
    expect(durationWords(ms)).toBe(words);
  });
});
