import { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openLog } from "./log.ts";
import { OpenParts, stopOnSignal } from "./stop.ts";

// The limits are long, so the tests use fake timers.
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const NEVER = new Promise<void>(() => {});

/** A process with parts. The test emits its signals, and `events` records its exit. */
function aProcess() {
  const events: string[] = [];
  const write = (line: string): void => {
    const { level, msg } = JSON.parse(line);
    events.push(`${level}: ${msg}`);
  };
  const log = openLog({ name: "test", level: "info", isForPeople: false, write });
  const signals = new EventEmitter();
  const parts = new OpenParts();
  stopOnSignal({ parts, log, signals, exit: (code) => void events.push(`exit ${code}`) });
  const add = (name: string, close: () => unknown, limitMs?: number): void =>
    parts.add(
      name,
      () => {
        events.push(`close ${name}`);
        return close();
      },
      limitMs,
    );
  return { events, signals, add };
}

it("E9 closes the parts at a signal, one after another, the last opened first", async () => {
  const { events, signals, add } = aProcess();
  const door = Promise.withResolvers<void>();
  add("the pool", () => {});
  add("the server", () => door.promise);
  add("the timer", () => {});
  signals.emit("SIGTERM");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(events).toEqual(["info: stopping", "close the timer", "close the server"]);
  door.resolve();
  await vi.advanceTimersByTimeAsync(1_000);
  // The process then exits by itself, with code 0.
  expect(events.slice(3)).toEqual(["close the pool", "info: stopped"]);
});

it("E9 abandons a part after its limit, closes the others, and exits with code 1", async () => {
  const { events, signals, add } = aProcess();
  add("the pool", () => {});
  add("the queue", () => NEVER, 11_000);
  signals.emit("SIGINT");
  await vi.advanceTimersByTimeAsync(10_999);
  expect(events.slice(1)).toEqual(["close the queue"]);
  await vi.advanceTimersByTimeAsync(1);
  expect(events.slice(2)).toEqual(["error: the queue did not close", "close the pool", "info: stopped", "exit 1"]);
});

it("E9 logs a part that fails to close, closes the others, and exits with code 1", async () => {
  const { events, signals, add } = aProcess();
  add("the pool", () => {});
  add("the ledger", () => Promise.reject(new Error("gone")));
  add("the server", () => {
    throw new Error("never opened");
  });
  signals.emit("SIGTERM");
  await vi.advanceTimersByTimeAsync(0);
  expect(events.slice(1)).toEqual([
    "close the server",
    "error: the server did not close",
    "close the ledger",
    "error: the ledger did not close",
    "close the pool",
    "info: stopped",
    "exit 1",
  ]);
});

it("E9 exits with code 1 after 14 seconds, however many parts hang", async () => {
  const { events, signals, add } = aProcess();
  for (let n = 0; n < 10; n += 1) add(`part ${n}`, () => NEVER);
  signals.emit("SIGTERM");
  await vi.advanceTimersByTimeAsync(14_000);
  expect(events.slice(-2)).toEqual(["error: the stop took too long; the process exits", "exit 1"]);
});

it.each([
  ["SIGTERM", 143],
  ["SIGINT", 130],
])("E9 exits at once at a second signal: %s", async (signal, code) => {
  const { events, signals, add } = aProcess();
  add("the server", () => NEVER);
  signals.emit("SIGTERM");
  expect(events).toEqual(["info: stopping", "close the server"]);
  signals.emit(signal);
  expect(events.at(-1)).toBe(`exit ${code}`);
});

it("closes each part once, and returns whether every part closed", async () => {
  const closed: string[] = [];
  const problems: string[] = [];
  const parts = new OpenParts();
  parts.add("a", () => void closed.push("a"));
  parts.add("b", () => void closed.push("b"));
  expect(await parts.close((name) => problems.push(name))).toBe(true);
  parts.add("c", () => Promise.reject(new Error("no")));
  expect(await parts.close((name) => problems.push(name))).toBe(false);
  expect([closed, problems]).toEqual([["b", "a"], ["c"]]);
});
