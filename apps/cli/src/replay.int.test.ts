import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { chargedWith, expectedInFull, expectedWith } from "./testing/expected.ts";
import { scrip } from "./testing/processes.ts";
import { replayServer, resultOf } from "./testing/replay-server.ts";
import { makeTrace } from "./trace/make-trace.ts";

const { replay, rowsOf, chargedIn, untilEntries, ...server } = await replayServer();
const folder = mkdtempSync(join(tmpdir(), "scrip-replay-"));
afterAll(() => rmSync(folder, { recursive: true }));

const csv = `${makeTrace({ seed: 11, jobs: 50, orgs: 6 }).join("\n")}\n`;
const small = `${makeTrace({ seed: 12, jobs: 12, orgs: 5 }).join("\n")}\n`;
const trace = join(folder, "trace.csv");
const smallTrace = join(folder, "small.csv");
writeFileSync(trace, csv);
writeFileSync(smallTrace, small);
const VERIFIED = { ok: true, findings: [] };

describe("scrip replay", () => {
  it("charges floor(rate x GPUs x time) for each job, in any number of epochs; the same --run again changes nothing", async () => {
    const first = resultOf(await replay(trace, "--run", "full").done);
    expect(first).toMatchObject({ ...expectedInFull(csv), run: "full", invalid: [], verify: VERIFIED });
    const rows = await rowsOf("full");
    expect(rows).toMatchObject({ jobs: 50, grants: 6, holds: 50 });

    expect(resultOf(await replay(trace, "--run", "full").done)).toEqual(first);
    expect(await rowsOf("full")).toEqual(rows);
  });

  it("refuses and pauses jobs that credit does not cover, and reports how much is missing", async () => {
    const expected = expectedWith(csv, 20_000_000n);
    expect(Math.min(expected.refused, expected.paused)).toBeGreaterThan(3);
    const summary = resultOf(await replay(trace, "--run", "little", "--credit", "20.00").done);
    expect(summary).toMatchObject({ ...expected, verify: VERIFIED });
    expect(BigInt(summary.missing.total)).toBeGreaterThanOrEqual(BigInt(summary.missing.largest));
    expect(BigInt(summary.missing.largest)).toBeGreaterThan(0n);
    // Each paused job costs its settled epochs, and each refused one has no row.
    expect(await chargedIn("little")).toEqual(chargedWith(csv, 20_000_000n));
    // A replayed refusal comes from the record, too.
    expect(resultOf(await replay(trace, "--run", "little", "--credit", "20.00").done)).toEqual(summary);
  });

  it("L19 charges the same with pauses and top-ups as with credit from the start; the same --run again changes nothing", async () => {
    const args = [trace, "--run", "topped-up", "--credit", "20.00", "--top-up", "10.00"];
    const { refused: _refused, paused: _paused, ...prices } = expectedInFull(csv);
    const summary = resultOf(await replay(...args).done);
    expect(summary).toMatchObject({ ...prices, refused: 0, invalid: [], verify: VERIFIED });
    expect(Math.min(summary.paused, summary.topUps.count)).toBeGreaterThan(3);
    const rows = await rowsOf("topped-up");
    expect(rows).toMatchObject({ jobs: 50, grants: 6 + summary.topUps.count });
    expect(await chargedIn("topped-up")).toEqual(await chargedIn("full"));
    expect(resultOf(await replay(...args).done)).toEqual(summary);
    expect(await rowsOf("topped-up")).toEqual(rows);
  });

  it("refuses to continue a run with another amount of credit", async () => {
    const { code, out, notes } = await replay(trace, "--run", "little", "--credit", "21.00").done;
    expect([code, out]).toEqual([2, ""]);
    expect(notes).toContain("choose another --run");
  });

  it("reaches the same totals after a kill and a second start", async () => {
    const killed = replay(trace, "--run", "killed", "--concurrency", "4");
    await untilEntries("killed", 50);
    await killed.kill();
    expect((await rowsOf("killed")).entries).toBeLessThan((await rowsOf("full")).entries);

    const summary = resultOf(await replay(trace, "--run", "killed").done);
    expect(summary).toMatchObject({ ...expectedInFull(csv), verify: VERIFIED });
    expect(await rowsOf("killed")).toEqual(await rowsOf("full"));
  });

  it("waits for an API that was killed, and reaches the same totals", async () => {
    const running = replay(trace, "--run", "waiting", "--concurrency", "4");
    await untilEntries("waiting", 50);
    await server.killApi();
    await vi.waitFor(() => expect(running.notes()).toContain("Waiting for the API to come back"), { timeout: 30_000 });
    await server.startApi();
    expect(resultOf(await running.done)).toMatchObject({ ...expectedInFull(csv), verify: VERIFIED });
    expect(await rowsOf("waiting")).toEqual(await rowsOf("full"));
  });

  it("lists invalid lines and continues with the rest", async () => {
    const wrong = [
      "x1,lab-00,p,m,gpu.b200,1000,timed,1,0,9,completed",
      "x2,lab-00,p,m,gpu.l40s,1e3,timed,1,0,9,completed",
    ];
    writeFileSync(join(folder, "wrong.csv"), small + wrong.join("\n"));
    const summary = resultOf(await replay(join(folder, "wrong.csv"), "--run", "wrong").done);
    expect(summary).toMatchObject({ ...expectedInFull(small), verify: VERIFIED });
    expect(summary.invalid.map(({ line }: { line: number }) => line)).toEqual([14, 15]);
  });

  it("starts a temporary server without --url, and keeps its database with --keep", {
    timeout: 120_000,
  }, async () => {
    const args = ["replay", smallTrace, "--json", "--run", "own", "--keep", join(folder, "kept")];
    const first = resultOf(await scrip(args).done);
    expect(first).toMatchObject({ ...expectedInFull(small), verify: VERIFIED });
    expect(resultOf(await scrip(args).done)).toEqual(first);
  });

  it("prints tables without --json", async () => {
    const { code, out } = await server.replayInTables(smallTrace).done;
    expect(code).toBe(0);
    for (const text of [
      "Resource",
      "Organization",
      "lab-00",
      "gpu.h100-80gb",
      "a second",
      "ledger of all organizations holds",
    ])
      expect(out).toContain(text);
  });
});
