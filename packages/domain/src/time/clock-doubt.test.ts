import fc from "fast-check";
import { expect, it } from "vitest";
import { type ClockReading, clockDoubt, LONGEST_SLEEP_MS, MOST_APART_MS } from "./clock-doubt.ts";

const NOW = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;
const YEAR = 365 * 86_400_000;
const first: ClockReading = { database: NOW, process: NOW, steady: 5 };

/** A reading after `ms` of real time, with clocks that are ahead by so much. */
function after(ms: number, aheadMs: { database: number; process: number }): ClockReading {
  return { database: NOW + ms + aheadMs.database, process: NOW + ms + aheadMs.process, steady: first.steady + ms };
}

it("D9 a clock of PostgreSQL that is an hour behind or ten years ahead of the process is not trusted", () => {
  for (const database of [-HOUR, 10 * YEAR, -10 * YEAR])
    for (const trusted of [null, first])
      expect(clockDoubt(after(60_000, { database, process: 0 }), trusted)).toEqual({
        reason: "differs",
        aheadMs: database,
      });
});

it("D9 a clock that jumps ten years ahead, together with that of the process, is not trusted", () => {
  const jumped = after(60_000, { database: 10 * YEAR, process: 10 * YEAR });
  expect(clockDoubt(jumped, first)).toEqual({ reason: "jumped", aheadMs: 10 * YEAR });
  expect(clockDoubt(after(120_000, { database: 0, process: 0 }), first)).toBeNull();
});

it("a process that runs for years and clocks that drift or sleep a little are trusted", () => {
  const drift = fc.integer({ min: -MOST_APART_MS / 2, max: MOST_APART_MS / 2 });
  const passed = fc.integer({ min: 0, max: 20 * YEAR });
  const slept = fc.integer({ min: 0, max: LONGEST_SLEEP_MS - MOST_APART_MS });
  fc.assert(
    fc.property(passed, slept, drift, drift, (ms, sleptMs, database, process) => {
      const reading = after(ms, { database: sleptMs + database, process: sleptMs + process });
      expect(clockDoubt(reading, first)).toBeNull();
    }),
  );
});
