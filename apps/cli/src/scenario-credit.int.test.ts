import { describe, expect, it } from "vitest";
import { linesOf, scenarioServer } from "./testing/scenario-server.ts";

const { play } = await scenarioServer();

const GPU = "gpu.h100-80gb";
const VERIFIED = { ok: true, findings: [] };

describe("a scenario of credit", () => {
  it("creates each organization at its first step, with signup credit of that instant for a verified owner", async () => {
    const result = await play(
      linesOf([
        [0, { do: "create" }],
        [30, { do: "expect", available: "0.00", grants: 0, refused: null, plan: "free" }],
        [10.5, { org: "__proto__", do: "expect", available: "5.00", grants: 1 }],
      ]),
    );
    expect(result).toMatchObject({ expectations: { held: 2, failed: [] }, verify: VERIFIED });
    expect(Object.keys(result.orgs)).toEqual(["a", "__proto__"]);
    expect(result.orgs.a?.grants).toEqual([
      {
        source: "signup",
        kind: "promotional",
        amount: "5000000",
        effectiveAt: "2027-01-01T00:00:00.000Z",
        expiresAt: "2027-01-31T00:00:00.000Z",
        spent: "0",
        expired: "5000000",
        revoked: "0",
        available: "0",
      },
    ]);
    expect(result.orgs.a?.steps).toEqual([{ line: 1, outcome: "ok" }]);
  });

  it("lists refused steps with their codes and goes on", async () => {
    const result = await play(
      linesOf([
        [0, { do: "grant", source: "adjustment", amount: "10.00", key: "k", days: 1 }],
        [0, { do: "grant", source: "adjustment", amount: "10.00", key: "k" }],
        [0, { do: "grant", source: "adjustment", amount: "11.00", key: "k" }],
        [0, { do: "grant", source: "adjustment", amount: "10.00", days: 0 }],
        [0, { do: "grant", source: "refund", amount: "10.00" }],
        [0, { do: "charge", amount: "1.00", key: "c" }],
        [0, { do: "charge", amount: "1.00", key: "c" }],
        [0, { do: "charge", amount: "2.00", key: "c" }],
        [0, { do: "charge", amount: "1000000000.01", onShortfall: "owe" }],
        [0, { do: "charge", amount: "15.00" }],
        [0, { do: "expect", refused: "insufficient_credit", available: "14.00" }],
        [0, { do: "charge", amount: "15.50", onShortfall: "owe" }],
        [0, { do: "expect", refused: null, available: "0.00", owed: "1.50", grants: 0 }],
      ]),
    );
    const codes = result.orgs.a?.steps.map((step) => (step.outcome === "ok" ? "ok" : step.code));
    expect(codes).toEqual([
      "ok",
      "ok",
      "business_key_taken",
      "grant_interval_empty",
      "bad_input",
      "ok",
      "ok",
      "key_reused",
      "price_above_limit",
      "insufficient_credit",
      "ok",
    ]);
    expect(result).toMatchObject({ expectations: { held: 2, failed: [] }, verify: VERIFIED });
  });

  it("runs an endpoint from its start to its stop, charged as the clock moves, and again after the gap", async () => {
    const start = { do: "endpoint", ref: "chat", resource: "endpoint.cpu-8", run: "start", units: 2 };
    const stop = { ...start, run: "stop", units: undefined };
    const result = await play(
      linesOf([
        [0, stop],
        [0, { do: "expect", refused: "endpoint_not_found" }],
        [0, start],
        [0, start],
        [0, { do: "expect", refused: "endpoint_running", available: "5.00" }],
        [1 / 24, { do: "expect", available: "4.36" }],
        [2 / 24, stop],
        [1, start],
        [1, { do: "expect", refused: null, available: "3.72" }],
        [2, { do: "expect", available: "0.00", owed: "11.64" }],
      ]),
    );
    expect(result).toMatchObject({ expectations: { held: 5, failed: [] }, verify: VERIFIED });
  });

  it("reports what an expectation got, field by field", async () => {
    const result = await play(
      linesOf([
        [0, { do: "charge", amount: "1.234567" }],
        [0, { do: "expect", available: "5.00", reserved: "0", owed: "0.000000", grants: 2, refused: "x", plan: "pro" }],
      ]),
    );
    expect(result.expectations).toEqual({
      held: 0,
      failed: [
        { line: 2, field: "available", expected: "5.00", actual: "3.765433" },
        { line: 2, field: "plan", expected: "pro", actual: "free" },
        { line: 2, field: "grants", expected: 2, actual: 1 },
        { line: 2, field: "refused", expected: "x", actual: null },
      ],
    });
  });

  it("settles jobs at their own instants: epochs, a pause for lack of credit, and how they end", async () => {
    const hour = 1 / 24;
    const result = await play(
      linesOf([
        // $3.99 an hour: two epochs of $1.995.
        [0, { do: "job", ref: "whole", resource: GPU, hours: 1, epochs: 2 }],
        [0.5 * hour - 1e-6, { do: "expect", available: "3.005", reserved: "1.995" }],
        [0.5 * hour, { do: "expect", available: "1.01", reserved: "1.995" }],
        [hour, { do: "expect", available: "1.01", reserved: "0.00" }],
        // Epochs of $0.399; the third does not fit any more.
        [1, { do: "job", ref: "paused", resource: GPU, hours: 1, epochs: 10 }],
        [1 + 0.15 * hour, { do: "expect", available: "0.212", reserved: "0.399" }],
        [2, { do: "expect", available: "0.212", reserved: "0.00", refused: null }],
        [2, { do: "job", ref: "none", resource: GPU, hours: 1 }],
        [2, { do: "expect", refused: "insufficient_credit" }],
        [3, { do: "grant", source: "purchase", amount: "10.00" }],
        [
          3,
          {
            do: "job",
            ref: "timed",
            resource: "gpu.rtx-3090",
            hours: 2,
            units: 2,
            mode: "timed",
            end: "failed_by_platform",
          },
        ],
        [3, { do: "job", ref: "empty", resource: GPU, hours: 0 }],
        [4, { do: "expect", available: "10.212", reserved: "0.00" }],
        [4, { do: "job", ref: "failed", resource: "gpu.rtx-3090", hours: 1, end: "failed" }],
        [5, { do: "expect", available: "9.772" }],
        [5, { do: "job", ref: "running", resource: "gpu.rtx-3090", hours: 1 }],
      ]),
    );
    expect(result.expectations.failed).toEqual([]);
    expect(result.orgs.a?.balance).toEqual({ available: "9332000", reserved: "440000", owed: "0" });
    expect(result.verify).toEqual(VERIFIED);
  });

  it("moves the clocks of all organizations that exist with an end that names none", async () => {
    const result = await play(
      linesOf([
        [0, { do: "create" }],
        [0, { org: "b", do: "create" }],
        [40, { org: undefined, do: "end" }],
        [41, { org: "later", do: "create" }],
      ]),
    );
    const available = Object.values(result.orgs).map(({ balance }) => balance.available);
    expect(available).toEqual(["0", "0", "5000000"]);
  });
});
