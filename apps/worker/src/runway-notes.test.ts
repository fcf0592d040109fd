import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { RunwayNotes } from "./runway-notes.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Notes that record whose runway was looked at. */
function recorded(note: (orgId: string) => Promise<unknown> = async () => true) {
  const looked: string[] = [];
  const problems: unknown[] = [];
  const notes = new RunwayNotes({
    note: async (orgId) => {
      looked.push(orgId);
      return note(orgId);
    },
    onProblem: (error) => problems.push(error),
    restMs: 60_000,
  });
  return { notes, looked, problems };
}

it("looks at each organization at once, and once a minute however often it changes", async () => {
  const { notes, looked } = recorded();
  for (let second = 0; second < 125; second += 1) {
    notes.hear(["a"]);
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect(looked).toEqual(["a", "a", "a"]);
  await notes.stop();
});

it("looks after the last change, and lets no other organization wait for it", async () => {
  const { notes, looked } = recorded();
  notes.hear(["a"]);
  await vi.advanceTimersByTimeAsync(1_000);
  notes.hear(["a"]);
  notes.hear(["b"]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(looked).toEqual(["a", "b"]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(looked).toEqual(["a", "b", "a"]);
  await notes.stop();
});

it("goes on after a failure, and looks no more once it is stopped", async () => {
  const { notes, looked, problems } = recorded(async (orgId) => {
    if (orgId === "a") throw new Error("the database went away");
  });
  notes.hear(["a", "b"]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect([looked, problems.length]).toEqual([["a", "b"], 1]);
  notes.hear(["c"]);
  await notes.stop();
  notes.hear(["d"]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(looked).toEqual(["a", "b"]);
});

it("takes at most a tenth of the time", async () => {
  const { notes, looked } = recorded(() => new Promise((resolve) => setTimeout(resolve, 100)));
  notes.hear(["a", "b", "c"]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(looked).toEqual(["a"]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(looked).toEqual(["a", "b"]);
  await notes.stop();
});
