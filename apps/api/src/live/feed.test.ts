import { TransientError } from "@scrip/db/connection";
import type { CurrentBalance } from "@scrip/usecases/ledger/get-balance";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Feed, PACE_MS, REFRESH_MS } from "./feed.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const SECOND_MS = 1000;
const here = new AbortController().signal;

describe("a feed", () => {
  it("reads at once, and once for all waiting streams", async () => {
    const { feed, reads } = aFeed();
    const waiting = [feed.newerThan(0, here), feed.newerThan(0, here), feed.newerThan(0, here)];
    feed.refreshSoon();
    feed.refreshSoon();
    await Promise.all(waiting);
    expect([reads(), feed.version, feed.latest?.seq]).toEqual([1, 1, 0]);
  });

  it("makes about four reads a second of many announcements, and reads the last change", async () => {
    const { feed, reads, move } = aFeed();
    feed.refreshSoon();
    for (let ms = 0; ms < 10 * SECOND_MS; ms += 5) {
      move();
      feed.announce();
      await vi.advanceTimersByTimeAsync(5);
    }
    expect(reads()).toBeLessThanOrEqual(41);
    expect(reads()).toBeGreaterThanOrEqual(40);
    await vi.advanceTimersByTimeAsync(PACE_MS);
    expect(feed.latest?.seq).toBe((10 * SECOND_MS) / 5);
  });

  it("reads once more after an announcement during a read", async () => {
    const door = Promise.withResolvers<void>();
    const { feed, reads, move } = aFeed(() => door.promise);
    feed.refreshSoon();
    move();
    feed.announce();
    feed.announce();
    door.resolve();
    await vi.advanceTimersByTimeAsync(PACE_MS);
    expect([reads(), feed.latest?.seq]).toEqual([2, 1]);
  });

  it("keeps only the newest balance for a slow reader", async () => {
    const { feed, move } = aFeed();
    feed.refreshSoon();
    await feed.newerThan(0, here);
    for (let n = 0; n < 50; n += 1) {
      move();
      feed.announce();
      await vi.advanceTimersByTimeAsync(PACE_MS);
    }
    // The slow reader then gets one balance.
    await feed.newerThan(1, here);
    expect(feed.latest?.seq).toBe(50);
  });

  it("reads again without an announcement, and publishes nothing if nothing changed", async () => {
    const { feed, reads, move } = aFeed();
    feed.refreshSoon();
    await vi.advanceTimersByTimeAsync(3 * REFRESH_MS);
    expect([reads(), feed.version]).toEqual([4, 1]);
    move();
    await vi.advanceTimersByTimeAsync(REFRESH_MS);
    expect([feed.version, feed.latest?.seq]).toEqual([2, 1]);
  });

  it("rejects streams that have no balance yet, and reads again for the others", async () => {
    let problem: Error | null = new TransientError("unavailable", "The database did not answer.", 1000);
    const { feed, move } = aFeed(async () => {
      if (problem !== null) throw problem;
    });
    const first = problemOf(feed.newerThan(0, here));
    feed.refreshSoon();
    expect(await first).toMatchObject({ reason: "unavailable" });
    problem = null;
    await vi.advanceTimersByTimeAsync(SECOND_MS);
    expect(feed.version).toBe(1);
    problem = new TransientError("unavailable", "The database did not answer.", 1000);
    const next = feed.newerThan(1, here);
    move();
    feed.announce();
    await vi.advanceTimersByTimeAsync(5 * SECOND_MS);
    problem = null;
    await vi.advanceTimersByTimeAsync(SECOND_MS);
    await next;
    expect(feed.latest?.seq).toBe(1);
  });

  it("rejects its streams if the organization is missing", async () => {
    const { feed } = aFeed(() => Promise.reject(new Error("There is no such organization.")));
    const read = problemOf(feed.newerThan(0, here));
    feed.refreshSoon();
    expect(await read).toMatchObject({ message: "There is no such organization." });
  });

  it("releases a reader that aborts, and does not read after its close", async () => {
    const { feed, reads } = aFeed();
    feed.refreshSoon();
    await feed.newerThan(0, here);
    const reader = new AbortController();
    const left = feed.newerThan(1, reader.signal);
    reader.abort();
    await left;
    const stays = problemOf(feed.newerThan(1, here));
    feed.close(new Error("over"));
    expect(await stays).toMatchObject({ message: "over" });
    feed.announce();
    await vi.advanceTimersByTimeAsync(REFRESH_MS);
    expect([reads(), vi.getTimerCount()]).toEqual([1, 0]);
  });
});

function problemOf(work: Promise<void>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => error,
  );
}

/** A feed of an organization whose `seq` moves. @param before runs before a read returns */
function aFeed(before: () => Promise<void> = async () => {}) {
  let seq = 0;
  let reads = 0;
  const feed = new Feed(async () => {
    reads += 1;
    await before();
    const credit = { available: 5n, reserved: 0n, owed: 0n, expiring: 0n };
    return { ...credit, expiringBefore: 0, at: performance.now(), seq } satisfies CurrentBalance;
  });
  const move = (): void => {
    seq += 1;
  };
  return { feed, reads: () => reads, move };
}
