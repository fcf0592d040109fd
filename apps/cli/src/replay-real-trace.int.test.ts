import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { expectedInFull, expectedWith } from "./testing/expected.ts";
import { replayServer, resultOf } from "./testing/replay-server.ts";

/** The jobs of a real cluster. The file is outside the repository, next to it. */
const REAL = resolve(import.meta.dirname, "../../../../shared/data/gpu-trace.csv");
const MINUTES = 60_000;
const VERIFIED = { ok: true, findings: [] };

if (!existsSync(REAL)) console.warn(`The real trace is not replayed, since there is no such file: ${REAL}`);

describe.runIf(existsSync(REAL))("scrip replay of the real trace", async () => {
  const { replay } = await replayServer();

  it("charges exactly what an independent program does", { timeout: 5 * MINUTES }, async () => {
    const summary = resultOf(await replay(REAL, "--run", "real").done);
    expect(summary).toMatchObject({ jobs: 6203, refused: 0, paused: 0, charged: "87542787656", verify: VERIFIED });
    expect(summary.invalid).toEqual([]);
    expect(summary.byResource).toEqual({
      "gpu.a100-40gb": "12134467406",
      "gpu.a100-80gb": "16303632662",
      "gpu.h100-80gb": "40488831816",
      "gpu.l40s": "11595084270",
      "gpu.rtx-3090": "4411982805",
      "gpu.rtx-4090": "2608788697",
    });
    expect(Object.keys(summary.byOrg)).toHaveLength(40);
    expect(summary).toMatchObject(expectedInFull(readFileSync(REAL, "utf8")));
  });

  it("with $100 each, charges, refuses and pauses exactly as two independent programs do", {
    timeout: 5 * MINUTES,
  }, async () => {
    const summary = resultOf(await replay(REAL, "--run", "real-100", "--credit", "100.00").done);
    expect(summary).toMatchObject({ charged: "3956999927", refused: 1974, paused: 29, verify: VERIFIED });
    expect(summary).toMatchObject(expectedWith(readFileSync(REAL, "utf8"), 100_000_000n));
  });
});
