import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { CellWatch } from "./cell-guard.ts";
import { unlessItHangs } from "./unless-it-hangs.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A cell that hangs or not, as the test says. */
function aWatch(state: { doesAnswer: boolean; isKnown: boolean }): CellWatch {
  return {
    hangs: () => state.isKnown,
    suspect: () => {
      state.isKnown = true;
    },
    answers: async () => {
      state.isKnown = !state.doesAnswer;
      return state.doesAnswer;
    },
  };
}

const never = (): Promise<string> => new Promise(() => {});
const slow = (): Promise<string> => new Promise((resolve) => setTimeout(resolve, 30_000, "late"));

it("waits for a slow answer of a cell that answers otherwise", async () => {
  const state = { doesAnswer: true, isKnown: false };
  const read = unlessItHangs(aWatch(state), slow);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await read).toBe("late");
  expect(state.isKnown).toBe(false);
});

it.each([
  ["the time after which the cell is asked", undefined, 2_000],
  ["the limit of the reading", 300, 300],
])("gives up a cell that hangs after %s, and at once from then on", async (_, limitMs, afterMs) => {
  const state = { doesAnswer: false, isKnown: false };
  const watch = aWatch(state);
  const first = unlessItHangs(watch, never, limitMs).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(afterMs - 1);
  expect(state.isKnown).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await first).toMatchObject({ reason: "unavailable" });
  // The clock stands still: a reading that waits would never end.
  const read = vi.fn<() => Promise<string>>(never);
  await expect(unlessItHangs(watch, read, limitMs)).rejects.toMatchObject({ reason: "unavailable" });
  expect(read).not.toHaveBeenCalled();
  state.isKnown = false;
  expect(await unlessItHangs(watch, async () => "back", limitMs)).toBe("back");
});

it("fails as the reading fails, and without named cells waits for it alone", async () => {
  const broken = async () => Promise.reject(new Error("a test"));
  await expect(unlessItHangs(aWatch({ doesAnswer: true, isKnown: false }), broken)).rejects.toThrow("a test");
  const read = unlessItHangs(null, slow);
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await read).toBe("late");
});
