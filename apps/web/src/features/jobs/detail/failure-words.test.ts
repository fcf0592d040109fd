import { describe, expect, it } from "vitest";
import { failureOf } from "./failure-words.ts";

type Story = Parameters<typeof failureOf>[0];

/** A job that failed after an hour and a quarter, of which an hour is billed. */
function failed(changes: {
  reason?: string | null;
  reportedMs?: number;
  chargeableMs?: number;
  unbilled?: string;
  released?: string;
}) {
  const {
    reason = "platform_fault",
    reportedMs = 4_500_000,
    chargeableMs = 3_600_000,
    unbilled = "110000",
    released = "330000",
  } = changes;
  return {
    job: { state: "failed", reportedMs, chargeableMs },
    epochs: [{ reason }],
    holds: [{ released }],
    unbilled,
  } as unknown as Story;
}
const words = (changes: Parameters<typeof failed>[0]) => {
  const failure = failureOf(failed(changes));
  return `${failure?.title}: ${failure?.text}`;
};

describe("failureOf", () => {
  it.each<[Parameters<typeof failed>[0], string]>([
    [
      {},
      "Failed through the platform's fault: Not billed: the last 15 min, which would have cost $0.11. $0.33 that was on hold was released.",
    ],
    [
      { chargeableMs: 4_500_000, unbilled: "0" },
      "Failed through the platform's fault: Nothing is billed beyond the epochs that had ended. $0.33 that was on hold was released.",
    ],
    [
      { reason: "user_fault", chargeableMs: 4_500_000, unbilled: "0", released: "0" },
      "Failed through the job's own fault: The time until it failed is billed: 1 h 15 min.",
    ],
    [
      { reason: "user_fault", reportedMs: 0, chargeableMs: 0, unbilled: "0", released: "0" },
      "Failed through the job's own fault: Nothing is billed.",
    ],
    // From before faults were recorded.
    [
      { reason: null, released: "0" },
      "Failed through the platform's fault: Not billed: the last 15 min, which would have cost $0.11.",
    ],
    [
      { reason: null, chargeableMs: 4_500_000, unbilled: "0", released: "0" },
      "Failed: The time until it failed is billed: 1 h 15 min.",
    ],
  ])("of %j says whose fault it was and what is not billed", (changes, expected) => {
    expect(words(changes)).toBe(expected);
  });

  it("is nothing for a job that has not failed", () => {
    expect(failureOf({ ...failed({}), job: { ...failed({}).job, state: "completed" } } as Story)).toBeNull();
  });
});
