import { describe, expect, it } from "vitest";
import { platformServer } from "./testing/platform-server.ts";

const { simulate } = await platformServer();
const SMALL = ["--organizations", "2", "--jobs", "8", "--for", "30h"] as const;

describe("scrip simulate", () => {
  it("gives the same books for the same seed in simulated time, whatever runs at once", {
    timeout: 300_000,
  }, async () => {
    const first = await simulate(...SMALL, "--seed", "7", "--concurrency", "1");
    const second = await simulate(...SMALL, "--seed", "7", "--concurrency", "2");
    const { run: _first, seconds: _s, callsPerSecond: _c, ...same } = first;
    expect(second).toMatchObject(same);
    expect(first).toMatchObject({ organizations: 2, verify: { ok: true, findings: [] } });
    // Work paused for lack of credit, and went on after top-ups.
    expect(first.pauses).toBeGreaterThan(0);
    expect(first.calls["jobs.resume"]).toBeGreaterThan(0);
    expect(first.refusals.insufficient_credit).toBeGreaterThan(0);
    expect(BigInt(first.charged)).toBeGreaterThan(0n);
    // Volumes cost credit at each midnight, and every charge is of a kind that the summary names.
    expect(BigInt(first.charges.storage ?? 0n)).toBeGreaterThan(0n);
    expect(Object.values(first.charges).reduce((sum, amount) => sum + BigInt(amount), 0n)).toBe(BigInt(first.charged));

    const other = await simulate(...SMALL, "--seed", "8");
    expect(other.verify.ok).toBe(true);
    expect(other.books).not.toBe(first.books);
  });

  it("runs in real time, as much faster as it is told", { timeout: 120_000 }, async () => {
    // Three hours in six seconds.
    const real = await simulate("--organizations", "2", "--jobs", "6", "--for", "3h", "--speed", "1800");
    expect(real).toMatchObject({ organizations: 2, verify: { ok: true, findings: [] } });
    expect(real.calls["clocks.advance"]).toBeUndefined();
    expect(real.calls["jobs.start"]).toBeGreaterThan(0);
  });
});
