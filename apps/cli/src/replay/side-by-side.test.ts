import { describe, expect, it } from "vitest";
import { sideBySide } from "./side-by-side.ts";

describe("sideBySide", () => {
  it("returns the results in the order of the items, in any order of completion", async () => {
    const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const results = sideBySide([0, 1], 2, async (item) => {
      await gates[item]?.promise;
      return `done ${item}`;
    });
    gates[1]?.resolve();
    gates[0]?.resolve();
    expect(await results).toEqual(["done 0", "done 1"]);
  });

  it("never runs more tasks at once than allowed", async () => {
    let running = 0;
    let most = 0;
    await sideBySide([1, 2, 3, 4, 5, 6, 7], 3, async () => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
    });
    expect(most).toBe(3);
  });

  it("stops the other tasks at the first failure, and throws it", async () => {
    const started: number[] = [];
    const work = sideBySide([1, 2, 3, 4], 2, async (item, signal) => {
      started.push(item);
      if (item === 1) throw new Error("first");
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      signal.throwIfAborted();
    });
    await expect(work).rejects.toThrow("first");
    expect(started).toEqual([1, 2]);
  });

  it("returns nothing for no items", async () => {
    expect(await sideBySide([], 5, async () => 1)).toEqual([]);
  });
});
