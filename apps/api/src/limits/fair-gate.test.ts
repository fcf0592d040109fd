import { expect, it } from "vitest";
import { FairGate } from "./fair-gate.ts";

/** Work of owners that ends when its test says so. */
function works(gate: FairGate) {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const start = (owner: string, name: string): Promise<void> =>
    gate.through(owner, () => {
      begun.push(name);
      const { promise, resolve } = Promise.withResolvers<void>();
      ends.push(resolve);
      return promise;
    });
  const settled = async (): Promise<void> => {
    for (let n = 0; n < 10; n += 1) await Promise.resolve();
  };
  return {
    begun,
    start,
    settled,
    end: async () => {
      ends.shift()?.();
      await settled();
    },
  };
}

it("lets one owner run a part only, and others pass its queue in turns", async () => {
  const { begun, start, end, settled } = works(new FairGate({ width: 3, widthOfOne: 2, waitingOfOne: 100 }));
  for (const name of ["a1", "a2", "a3", "a4", "a5"]) void start("a", name);
  await settled();
  expect(begun).toEqual(["a1", "a2"]);
  for (const name of ["b1", "b2", "c1"]) void start(name.charAt(0), name);
  await settled();
  expect(begun).toEqual(["a1", "a2", "b1"]);
  for (let n = 0; n < 5; n += 1) await end();
  // Each that waits gets one turn before any gets two.
  expect(begun).toEqual(["a1", "a2", "b1", "a3", "b2", "c1", "a4", "a5"]);
});

it("refuses work of an owner with a long queue, and of nobody else", async () => {
  const { begun, start, end, settled } = works(new FairGate({ width: 1, widthOfOne: 1, waitingOfOne: 2 }));
  const waiting = ["a1", "a2", "a3"].map((name) => start("a", name));
  await expect(start("a", "a4")).rejects.toMatchObject({ reason: "too_many_requests", retryAfterMs: 1000 });
  const other = start("b", "b1");
  for (let n = 0; n < 4; n += 1) await end();
  await Promise.all([...waiting, other]);
  expect(begun).toEqual(["a1", "a2", "b1", "a3"]);
  await settled();
  void start("a", "a5");
  await settled();
  expect(begun.at(-1)).toBe("a5");
});

it("gives the place of failed work to the next", async () => {
  const gate = new FairGate({ width: 1, widthOfOne: 1, waitingOfOne: 2 });
  const failed = gate.through("a", () => Promise.reject(new Error("no")));
  const next = gate.through("a", async () => "done");
  await expect(failed).rejects.toThrow("no");
  expect(await next).toBe("done");
});
