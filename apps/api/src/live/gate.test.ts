import { expect, it } from "vitest";
import { Gate } from "./gate.ts";

it("runs a limited number at once, in order of arrival, and continues after a failure", async () => {
  const gate = new Gate(2);
  const begun = [] as number[];
  const doors = Array.from({ length: 5 }, () => Promise.withResolvers<void>());
  const works = doors.map(({ promise }, n) =>
    gate.through(() => {
      begun.push(n);
      return promise;
    }),
  );
  const outcomes = Promise.allSettled(works);
  await settled();
  expect(begun).toEqual([0, 1]);
  doors[1]?.reject(new Error("no"));
  await settled();
  expect(begun).toEqual([0, 1, 2]);
  for (const { resolve } of doors) resolve();
  expect((await outcomes).map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "fulfilled",
    "fulfilled",
    "fulfilled",
  ]);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
});

async function settled(): Promise<void> {
  for (let n = 0; n < 10; n += 1) await Promise.resolve();
}
