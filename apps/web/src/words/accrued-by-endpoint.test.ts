import { expect, it } from "vitest";
import { accruedByEndpoint } from "./accrued-by-endpoint.ts";

const RUNNING = {
  state: "running",
  rateNanos: "3990000000",
  unitsMilli: 1000,
  settledAt: "2026-01-01T12:00:00.000Z",
} as const;

it("an endpoint accrues the cost of its time since the last charge, and nothing once it is stopped", () => {
  const now = Date.UTC(2026, 0, 1, 12, 5);
  expect(accruedByEndpoint(RUNNING, now)).toBe("332500");
  expect(accruedByEndpoint({ ...RUNNING, state: "stopped" }, now)).toBe("0");
});
