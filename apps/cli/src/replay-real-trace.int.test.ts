import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { chargedWith, expectedInFull, expectedWith } from "./testing/expected.ts";
import { replayServer, resultOf } from "./testing/replay-server.ts";

/** The jobs of a real cluster. The file is outside the repository, next to it. */
const REAL = resolve(import.meta.dirname, "../../../../shared/data/gpu-trace.csv");
/** Replays the jobs of all organizations: `npm test -- long` does. Otherwise those of every fifth organization. */
const isWhole = process.env.SCRIP_REAL_TRACE === "whole";
const MINUTES = 60_000;
const VERIFIED = { ok: true, findings: [] };

const isThere = existsSync(REAL);
if (!isThere) console.warn(`The real trace is not replayed, since there is no such file: ${REAL}`);

/** What two independent programs found for the jobs that are replayed. */
const FOUND = isWhole
  ? {
      organizations: 40,
      inFull: { jobs: 6203, charged: "87542787656" },
      byResource: {
        "gpu.a100-40gb": "12134467406",
        "gpu.a100-80gb": "16303632662",
        "gpu.h100-80gb": "40488831816",
        "gpu.l40s": "11595084270",
        "gpu.rtx-3090": "4411982805",
        "gpu.rtx-4090": "2608788697",
      },
      withLittle: { charged: "3956999927", refused: 1974, paused: 29 },
    }
  : {
      organizations: 8,
      inFull: { jobs: 1244, charged: "15847053994" },
      byResource: {
        "gpu.a100-40gb": "1223760916",
        "gpu.a100-80gb": "6937806322",
        "gpu.h100-80gb": "4309859933",
        "gpu.l40s": "664239361",
        "gpu.rtx-3090": "760796934",
        "gpu.rtx-4090": "1950590528",
      },
      withLittle: { charged: "799975765", refused: 618, paused: 12 },
    };

describe.runIf(isThere)("scrip replay of the real trace", async () => {
  // The block is read even if its tests are skipped.
  if (!isThere) return;
  const { replay, chargedIn } = await replayServer();
  const folder = mkdtempSync(join(tmpdir(), "scrip-real-trace-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const csv = isWhole ? readFileSync(REAL, "utf8") : everyFifthOrganization(readFileSync(REAL, "utf8"));
  const trace = join(folder, "trace.csv");
  writeFileSync(trace, csv);

  it("charges exactly what an independent program does", { timeout: 5 * MINUTES }, async () => {
    const summary = resultOf(await replay(trace, "--run", "real").done);
    expect(summary).toMatchObject({ ...FOUND.inFull, refused: 0, paused: 0, verify: VERIFIED });
    expect(summary.invalid).toEqual([]);
    expect(summary.byResource).toEqual(FOUND.byResource);
    expect(Object.keys(summary.byOrg)).toHaveLength(FOUND.organizations);
    expect(summary).toMatchObject(expectedInFull(csv));
  });

  it("with $100 each, charges, refuses and pauses exactly as two independent programs do", {
    timeout: 5 * MINUTES,
  }, async () => {
    const summary = resultOf(await replay(trace, "--run", "real-100", "--credit", "100.00").done);
    expect(summary).toMatchObject({ ...FOUND.withLittle, verify: VERIFIED });
    expect(summary).toMatchObject(expectedWith(csv, 100_000_000n));
    expect(await chargedIn("real-100")).toEqual(chargedWith(csv, 100_000_000n));
  });

  it("with $100 each and top-ups of $50, ends at the prices of a run that never pauses", {
    timeout: 5 * MINUTES,
  }, async () => {
    const summary = resultOf(await replay(trace, "--run", "real-50", "--credit", "100.00", "--top-up", "50.00").done);
    expect(summary).toMatchObject({ ...FOUND.inFull, refused: 0, byResource: FOUND.byResource, verify: VERIFIED });
    expect(Math.min(summary.paused, summary.topUps.count)).toBeGreaterThan(0);
  });
});

/** The credit of organizations does not mix, so the jobs of some of them cost the same without the others. */
function everyFifthOrganization(csv: string): string {
  const [header = "", ...lines] = csv.trimEnd().split("\n");
  const column = header.split(",").indexOf("org");
  const orgOf = (line: string): string => line.split(",")[column] ?? "";
  const organizations = [...new Set(lines.map(orgOf))].sort();
  const chosen = new Set(organizations.filter((_, index) => index % 5 === 0));
  return `${[header, ...lines.filter((line) => chosen.has(orgOf(line)))].join("\n")}\n`;
}
