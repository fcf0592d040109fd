import fc from "fast-check";
import { expect, it } from "vitest";
import type { StepOf } from "../file/step.ts";
import { planJob } from "./job-events.ts";

const aJob = (some: Partial<StepOf<"job">>): StepOf<"job"> => ({
  do: "job",
  line: 1,
  at: 1000,
  org: "a",
  ref: "job",
  resource: "gpu.l40s",
  hours: 1,
  ...some,
});

it.each([
  ["three epochs, the last with the rest", { hours: 10 / 3_600_000, epochs: 3 }, [3, 6, 10]],
  ["as many epochs as it has milliseconds", { hours: 2 / 3_600_000, epochs: 9 }, [1, 2]],
  ["one epoch of no length", { hours: 0, epochs: 3 }, [0]],
  ["one epoch if it is timed", { hours: 1, epochs: 3, mode: "timed" as const }, [3_600_000]],
])("a job has %s", (_what, some, ends) => {
  const { firstMs, events } = planJob(aJob(some));
  expect(firstMs).toBe(ends[0]);
  expect(events.map(({ quantityMs }) => quantityMs)).toEqual(ends);
  expect(events.map(({ at }) => at - 1000)).toEqual(ends);
  expect(events.map(({ nextMs }) => nextMs)).toEqual([...ends.slice(1), null]);
});

it("reports in the order of time, and at its end its whole length", () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.integer({ min: 1, max: 500 }), (lengthMs, epochs) => {
      const { events } = planJob(aJob({ hours: lengthMs / 3_600_000, epochs }));
      const quantities = events.map(({ quantityMs }) => quantityMs);
      expect(quantities).toEqual(quantities.toSorted((a, b) => a - b));
      expect(new Set(quantities).size).toBe(quantities.length);
      expect(quantities.at(-1)).toBe(lengthMs);
    }),
  );
});
