import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { StreamGuard, type StreamReader } from "./stream-guard.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const reader = (keyId: string): StreamReader => ({ orgId: "acme", keyId, session: null });

/** A guard that looks once a second, and a list of the keys that may still read. */
function aGuard() {
  const valid = new Set(["a", "b"]);
  const looks: number[] = [];
  let isBroken = false;
  const guard = new StreamGuard({
    recheckMs: 1000,
    mayRead: async (readers) => {
      looks.push(readers.length);
      if (isBroken) throw new Error("the database does not answer");
      return readers.map(({ keyId }) => valid.has(keyId ?? ""));
    },
  });
  const breakLooks = (isIt: boolean): void => {
    isBroken = isIt;
  };
  return { guard, valid, looks, breakLooks };
}

it("G12 looks once a second for all streams together, and ends those that may not go on", async () => {
  const { guard, valid, looks } = aGuard();
  const streams = ["a", "b", "b"].map((keyId) => guard.watch(reader(keyId)));
  await vi.advanceTimersByTimeAsync(1000);
  expect([looks, streams.map(({ signal }) => signal.aborted)]).toEqual([[3], [false, false, false]]);
  valid.delete("b");
  await vi.advanceTimersByTimeAsync(1000);
  expect([looks, streams.map(({ signal }) => signal.aborted)]).toEqual([
    [3, 3],
    [false, true, true],
  ]);
});

it("keeps streams open while a look fails, and looks again", async () => {
  const { guard, valid, breakLooks } = aGuard();
  const { signal } = guard.watch(reader("a"));
  valid.delete("a");
  breakLooks(true);
  await vi.advanceTimersByTimeAsync(3000);
  expect(signal.aborted).toBe(false);
  breakLooks(false);
  await vi.advanceTimersByTimeAsync(1000);
  expect(signal.aborted).toBe(true);
});

it("does not look while no stream is open", async () => {
  const { guard, looks } = aGuard();
  const first = guard.watch(reader("a"));
  const second = guard.watch(reader("b"));
  first.end();
  await vi.advanceTimersByTimeAsync(1000);
  expect(looks).toEqual([1]);
  second.end();
  await vi.advanceTimersByTimeAsync(10_000);
  expect([looks, vi.getTimerCount()]).toEqual([[1], 0]);
});
