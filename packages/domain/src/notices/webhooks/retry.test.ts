import { describe, expect, it } from "vitest";
import { askedPause, FAILING_TOO_LONG_MS, isFailingTooLong, nextTry, RETRY_PAUSES_MS } from "./retry.ts";

const AT = Date.UTC(2026, 0, 1, 12);
const HOUR = 3_600_000;
const failed = { at: AT, askedPauseMs: null, random: 0 };

describe("the tries of a delivery", () => {
  it("are ten, over more than three days and less than four", () => {
    let at: number | null = AT;
    let tries = 0;
    let last = AT;
    while (at !== null) {
      tries += 1;
      last = at;
      at = nextTry({ ...failed, at, tries });
    }
    expect(tries).toBe(RETRY_PAUSES_MS.length + 1);
    expect(last - AT).toBeGreaterThan(FAILING_TOO_LONG_MS);
    expect(last - AT).toBeLessThan(4 * 24 * HOUR);
  });

  it("come up to a tenth later, so that what failed together does not come back together", () => {
    expect(nextTry({ ...failed, tries: 2 })).toBe(AT + 300_000);
    expect(nextTry({ ...failed, tries: 2, random: 0.5 })).toBe(AT + 315_000);
  });

  it.each([
    ["a longer pause than the table's is kept", 1, 60_000, 60_000],
    ["a shorter one is not", 2, 1_000, 300_000],
    ["one of a week is a day", 1, 7 * 24 * HOUR, 24 * HOUR],
  ])("of a receiver that asks: %s", (_name, tries, askedPauseMs, pause) => {
    expect(nextTry({ ...failed, tries, askedPauseMs })).toBe(AT + pause);
  });

  it("end with the last, whatever the receiver asks for", () => {
    expect(nextTry({ ...failed, tries: 10, askedPauseMs: HOUR })).toBeNull();
  });
});

it.each([
  ["120", 120_000],
  [" 5 ", 5_000],
  ["Thu, 01 Jan 2026 12:01:00 GMT", 60_000],
  ["Thu, 01 Jan 2026 11:00:00 GMT", null],
  ["0", null],
  ["-5", null],
  ["soon", null],
  ["", null],
  [undefined, null],
])("Retry-After: %s", (header, pause) => {
  expect(askedPause(header, AT)).toBe(pause);
});

it("an endpoint fails for too long after three days", () => {
  expect(isFailingTooLong(AT, AT + FAILING_TOO_LONG_MS - 1)).toBe(false);
  expect(isFailingTooLong(AT, AT + FAILING_TOO_LONG_MS)).toBe(true);
});
