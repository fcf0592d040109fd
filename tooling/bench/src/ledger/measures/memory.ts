import { setTimeout as sleep } from "node:timers/promises";
import { startApi } from "../api-process.ts";
import type { Bench, Measure } from "../bench.ts";
import { closedLoop } from "../callers.ts";
import { type Measured, measured, median } from "../measure.ts";
import { chargeOver } from "./http.ts";
import { CALLERS } from "./throughput.ts";

/** The heap reaches its size under this load within the first minute, so the warm-up is longer than that. */
const WARM_UP_MS = 75_000;
const LOAD_MS = 60_000;
const SAMPLES = 10;
/** The most memory of old objects in the API. It must not need more, however long the load lasts. */
const OLD_SPACE_MB = 256;
const MEGABYTE = 1_000_000;

/** Whether the API's memory stays constant under load. */
export const memory: Measure = {
  id: "memory",
  title: `MB of the API's process at the end of 60 s of full load, against after 75 s of warm-up; ${OLD_SPACE_MB} MB old space`,
  run: measureMemory,
};

async function measureMemory(bench: Bench): Promise<Measured[]> {
  const database = await bench.fresh();
  const api = await startApi(database, { NODE_OPTIONS: `--max-old-space-size=${OLD_SPACE_MB}` });
  const client = api.client().organization(`org_${bench.accounts.hot}`);
  const part = bench.quick ? 1 / 3 : 1;
  const warmUpMs = WARM_UP_MS * part;
  const loadMs = LOAD_MS * part;
  const load = closedLoop(CALLERS, warmUpMs + loadMs, () => chargeOver(client));
  await sleep(warmUpMs - SAMPLES * 500);
  const warm = await samples(api.memory);
  await sleep(loadMs - SAMPLES * 500 - 1000);
  const late = await samples(api.memory);
  const { perSecond } = await load;
  await api.stop();
  await bench.done(database);
  const heap = `heap in use ${late.heapUsed.toFixed(0)} MB against ${warm.heapUsed.toFixed(0)} MB`;
  const note = `${heap}; ${Math.round(perSecond)} charges/s; ${loadMs / 1000} s`;
  const target = { of: "ratio", limit: 1.2, is: "most" } as const;
  const rounds = { values: [late.resident], baselines: [warm.resident] };
  return [measured({ id: memory.id, what: memory.title, ...rounds, target, note })];
}

/** The median of samples over five seconds, in MB, because garbage collection makes single samples vary. */
async function samples(
  read: () => Promise<{ resident: number; heapUsed: number }>,
): Promise<{ resident: number; heapUsed: number }> {
  const seen: { resident: number; heapUsed: number }[] = [];
  for (let n = 0; n < SAMPLES; n += 1) {
    seen.push(await read());
    await sleep(500);
  }
  return {
    resident: median(seen.map(({ resident }) => resident)) / MEGABYTE,
    heapUsed: median(seen.map(({ heapUsed }) => heapUsed)) / MEGABYTE,
  };
}
