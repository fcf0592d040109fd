import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createServiceKey } from "@scrip/db/access";
import { homesOf } from "@scrip/db/connection";
import { END_WITH_PARENT, startApi } from "../api-process.ts";
import type { Bench, Measure } from "../bench.ts";
import { asOwner, type BenchDatabase } from "../bench-server.ts";
import { openLoop } from "../callers.ts";
import type { FloodCounts, FloodOrders } from "../flood-process.ts";
import { type Measured, measured, quantile } from "../measure.ts";
import { alternate } from "../rounds.ts";
import { chargeOver } from "./http.ts";

const CONNECTIONS = 20;
const BATCH = 100;

/** The pause between charges of the other organization. */
const PAUSE_MS = 10;

/** The reads of the floods: one that is dear, and one that services make often. */
const FLOODS = [
  { id: "flood-report", procedure: "overview.burn", input: { zone: "UTC" } },
  { id: "flood-look", procedure: "balance.get", input: {} },
] as const;

/** The charges of others beside a flood of reads by one key, over HTTP. */
export const flood: Measure = {
  id: "flood",
  title: `p99 ms of another organization's charge over HTTP beside ${CONNECTIONS} connections with batches of ${BATCH} reads of one key, against alone`,
  run: async (bench) => {
    const lines: Measured[] = [];
    for (const each of FLOODS) lines.push(await measureFlood(bench, each));
    return lines;
  },
};

async function measureFlood(bench: Bench, { id, procedure, input }: (typeof FLOODS)[number]): Promise<Measured> {
  const { accounts, rounds, roundMs } = bench;
  const database = await bench.fresh();
  const api = await startApi(database);
  const client = api.client().organization(`org_${accounts.sharesLane}`);
  const p50s: number[] = [];
  const charging = async (): Promise<number> => {
    const steady = (): number => 1 - Math.exp(-1);
    const { latencies } = await openLoop(1000 / PAUSE_MS, roundMs, steady, () => chargeOver(client));
    p50s.push(quantile(latencies, 0.5));
    return quantile(latencies, 0.99);
  };
  const key = await readingKey(database, accounts.hot);
  const flooding = await startFlood({ url: api.url, key, connections: CONNECTIONS, batch: BATCH, procedure, input });
  await charging();
  let last: FloodCounts = { requests: 0, admitted: 0 };
  const beside = async (): Promise<number> => {
    flooding.send("start");
    const p99 = await charging();
    flooding.send("stop");
    [last] = (await once(flooding, "message")) as [FloodCounts];
    return p99;
  };
  const [values = [], baselines = []] = await alternate(rounds, [beside, charging]);
  flooding.kill();
  await api.stop();
  await bench.done(database);
  const target = { of: "ratio", limit: 4, is: "most" } as const;
  const note = `${last.requests} requests of the flood, ${last.admitted} admitted; p50 of all rounds ${quantile(p50s, 0.5).toFixed(1)} ms`;
  return measured({ id, what: `${flood.title}: ${procedure}`, values, baselines, target, note });
}

async function readingKey(database: BenchDatabase, orgId: string): Promise<string> {
  return asOwner(database, async (owner) => {
    const terms = { name: "flood", owner: "bench", orgId, orgIds: null, scopes: ["ledger:read"], expiresAt: null };
    return (await createServiceKey(homesOf(owner).platform, terms)).key;
  });
}

async function startFlood(orders: FloodOrders): Promise<ChildProcess> {
  const program = join(import.meta.dirname, "../flood-process.ts");
  const child = spawn(process.execPath, ["--import", END_WITH_PARENT, program, JSON.stringify(orders)], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  await once(child, "message");
  return child;
}
