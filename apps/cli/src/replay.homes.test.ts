import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { expectedInFull } from "./testing/expected.ts";
import { replayServer, resultOf } from "./testing/replay-server.ts";
import { makeTrace } from "./trace/make-trace.ts";

const { replay, rowsOf } = await replayServer();
const folder = mkdtempSync(join(tmpdir(), "scrip-homes-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("a trace through an API process with two homes charges the same, and changes nothing the second time", async () => {
  const csv = `${makeTrace({ seed: 12, jobs: 30, orgs: 10 }).join("\n")}\n`;
  const trace = join(folder, "trace.csv");
  writeFileSync(trace, csv);
  const first = resultOf(await replay(trace, "--run", "homes").done);
  expect(first).toMatchObject({ ...expectedInFull(csv), invalid: [], verify: { ok: true, findings: [] } });
  const rows = await rowsOf("homes");
  expect(rows).toMatchObject({ jobs: 30, grants: 10 });
  expect(resultOf(await replay(trace, "--run", "homes").done)).toEqual(first);
  expect(await rowsOf("homes")).toEqual(rows);
});
