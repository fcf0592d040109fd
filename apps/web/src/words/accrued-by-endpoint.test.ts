import { expect, it } from "vitest";
import { accruedByEndpoint, usedByEndpoint } from "./accrued-by-endpoint.ts";

const RUNNING = {
  state: "running",
  rateNanos: "3990000000",
  priceShape: null,
  accrued: "0",
  unitsMilli: 1000,
  settledAt: "2026-01-01T12:00:00.000Z",
} as const;

it("an endpoint accrues the cost of its time since the last charge, and nothing once it is stopped", () => {
  const now = Date.UTC(2026, 0, 1, 12, 5);
  expect(accruedByEndpoint(RUNNING, now)).toBe("332500");
  expect(accruedByEndpoint({ ...RUNNING, state: "stopped" }, now)).toBe("0");
});

it("with a price shape it has accrued what the API said, since its time counts with that of other endpoints", () => {
  const priceShape = { kind: "volume", tiers: [], size: null, perPackage: null, minimum: "0" } as const;
  const shaped = { ...RUNNING, rateNanos: "0", priceShape, accrued: "1200000" };
  expect(accruedByEndpoint(shaped, Date.UTC(2026, 0, 1, 12, 5))).toBe("1200000");
});

it("what an endpoint has used is what was charged, and what it had accrued", () => {
  expect(usedByEndpoint({ charged: "332500", accrued: "3202" })).toBe("335702");
});
