import { expect, it } from "vitest";
import { Gathered } from "./gathered.ts";

it("reads the wishes of one turn together, and those that come meanwhile in the next reading", async () => {
  const readings: (readonly number[])[] = [];
  const first = Promise.withResolvers<void>();
  const doubled = new Gathered(async (wanted: readonly number[]) => {
    readings.push(wanted);
    if (readings.length === 1) await first.promise;
    return wanted.map((each) => each * 2);
  });
  const early = [doubled.get(1), doubled.get(2)];
  await Promise.resolve();
  const late = [doubled.get(3), doubled.get(4)];
  first.resolve();
  expect(await Promise.all([...early, ...late])).toEqual([2, 4, 6, 8]);
  expect(readings).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

it("rejects the wishes of a reading that fails, and reads the next ones", async () => {
  let fails = true;
  const same = new Gathered(async (wanted: readonly number[]) => {
    if (fails) throw new Error("the database does not answer");
    return wanted;
  });
  const failed = await Promise.allSettled([same.get(1), same.get(2)]);
  expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  fails = false;
  expect(await same.get(3)).toBe(3);
});
