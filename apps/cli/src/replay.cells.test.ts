import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { chargedWith, expectedInFull, expectedWith } from "./testing/expected.ts";
import { replayServer, resultOf } from "./testing/replay-server.ts";
import { makeTrace } from "./trace/make-trace.ts";

const { replay, rowsOf, chargedIn, entriesOfCells } = await replayServer();
const folder = mkdtempSync(join(tmpdir(), "scrip-cells-"));
afterAll(() => rmSync(folder, { recursive: true }));

const csv = `${makeTrace({ seed: 11, jobs: 50, orgs: 10 }).join("\n")}\n`;
const trace = join(folder, "trace.csv");
writeFileSync(trace, csv);
const VERIFIED = { ok: true, findings: [] };

it("a trace of organizations in two cells charges the same to the micro-dollar, and changes nothing the second time", async () => {
  const first = resultOf(await replay(trace, "--run", "cells").done);
  expect(first).toMatchObject({ ...expectedInFull(csv), invalid: [], verify: VERIFIED });
  const rows = await rowsOf("cells");
  expect(rows).toMatchObject({ jobs: 50, grants: 10, holds: 50 });
  expect(Math.min(...(await entriesOfCells()))).toBeGreaterThan(0);
  expect(resultOf(await replay(trace, "--run", "cells").done)).toEqual(first);
  expect(await rowsOf("cells")).toEqual(rows);
});

it("charges, refuses and pauses in two cells what an independent program does", async () => {
  const summary = resultOf(await replay(trace, "--run", "little", "--credit", "20.00").done);
  expect(summary).toMatchObject({ ...expectedWith(csv, 20_000_000n), verify: VERIFIED });
  expect(await chargedIn("little")).toEqual(chargedWith(csv, 20_000_000n));
});
