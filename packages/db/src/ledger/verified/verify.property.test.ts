import fc from "fast-check";
import { expect, it } from "vitest";
import { verifyRows } from "./history.fixture.ts";
import { anyLife, runLife } from "./random-life.fixture.ts";

const RUNS = Number(process.env.SCRIP_PROPERTY_RUNS ?? 300);

it("finds nothing in any history that the rules allow", () => {
  fc.assert(
    fc.property(anyLife, (steps) => {
      expect(verifyRows(runLife(steps).rows())).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});
