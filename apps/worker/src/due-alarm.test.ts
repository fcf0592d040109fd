import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { DueAlarm } from "./due-alarm.ts";

const START = Date.UTC(2026, 0, 1);

// The alarm waits with JavaScript's timers, so the tests use fake timers.
beforeEach(() => {
  vi.useFakeTimers({ now: START });
});
afterEach(() => {
  vi.useRealTimers();
});

/** An alarm whose due times a test sets. The fake clock is also PostgreSQL's clock. */
function anAlarm({ isDone = true } = {}) {
  const due: number[] = [];
  const rung: number[] = [];
  const problems: unknown[] = [];
  const alarm = new DueAlarm({
    nextDue: async () => {
      const at = due.toSorted((a, b) => a - b)[0];
      return at === undefined ? null : { at, inMs: at - Date.now() };
    },
    ring: async () => {
      rung.push(Date.now() - START);
      if (isDone) due.splice(0, due.length, ...due.filter((at) => at > Date.now()));
    },
    onProblem: (error) => problems.push(error),
  });
  return { alarm, due, rung, problems };
}

it("rings at each due time, and not in between", async () => {
  const { alarm, due, rung } = anAlarm();
  due.push(START + 5_000, START + 100_000);
  alarm.look();
  await vi.advanceTimersByTimeAsync(300_000);
  expect(rung).toEqual([5_000, 100_000]);
  await alarm.stop();
});

it("rings earlier if an earlier due time is announced, and ignores a later one", async () => {
  const { alarm, due, rung } = anAlarm();
  due.push(START + 50_000);
  alarm.look();
  await vi.advanceTimersByTimeAsync(1_000);
  for (const at of [START + 90_000, START + 20_000]) {
    due.push(at);
    alarm.hear(at);
  }
  await vi.advanceTimersByTimeAsync(200_000);
  expect(rung).toEqual([20_000, 50_000, 90_000]);
  await alarm.stop();
});

it("reads the next due time if announcements may have been lost", async () => {
  const { alarm, due, rung } = anAlarm();
  alarm.look();
  await vi.advanceTimersByTimeAsync(100);
  due.push(START + 2_000);
  alarm.hear(null);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(rung).toEqual([2_000]);
  await alarm.stop();
});

it("rings again for work that is not done, with growing delays", async () => {
  const { alarm, due, rung } = anAlarm({ isDone: false });
  due.push(START + 1_000);
  alarm.look();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(rung).toEqual([1_000, 3_000, 6_000, 11_000, 20_000, 37_000]);
  await alarm.stop();
});

it("continues after a failed look and a failed ring, and does not ring after a stop", async () => {
  const { alarm, due, rung, problems } = anAlarm();
  const look = vi.fn<() => Promise<void>>().mockRejectedValueOnce(new Error("the database does not answer"));
  const ring = vi.fn<() => Promise<void>>().mockRejectedValueOnce(new Error("the database does not answer"));
  const failing = new DueAlarm({
    nextDue: async () => {
      await look();
      return { at: START + 61_000, inMs: START + 61_000 - Date.now() };
    },
    ring: async () => {
      await ring();
      rung.push(Date.now() - START);
    },
    onProblem: (error) => problems.push(error),
  });
  failing.look();
  await vi.advanceTimersByTimeAsync(64_000);
  expect([problems.length, rung]).toEqual([2, [63_000]]);
  await failing.stop();
  alarm.look();
  due.push(START + 65_000);
  await alarm.stop();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(rung).toEqual([63_000]);
});
