import { randomUUIDv7 } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { DataSource } from "@scrip/db/connection";
import type { Ledger } from "@scrip/db/ledger";
import { ACTOR } from "../accounts.ts";
import type { Bench, Measure } from "../bench.ts";
import { asOwner } from "../bench-server.ts";
import { openLoop, seededRandom } from "../callers.ts";
import { CpuPerCall } from "../cpu.ts";
import { type Measured, measured, quantile } from "../measure.ts";
import { openBenchLedger } from "../open-ledger.ts";
import { addSubscribers } from "../subscribers.ts";
import { startWorker } from "../worker-process.ts";

/** Monthly credit of many organizations at one instant, and the settles of others meanwhile. */
export const due: Measure = {
  id: "due",
  title: "monthly grants/s of organizations whose months begin at one instant, each with the renewal of its period",
  run: measureDue,
};

/** Settles of other organizations a second. */
const SETTLES = 100;
/** Time before the instant: to add the organizations, to start the worker, and to measure quiet settles. */
const AHEAD_MS = 25_000;
/** What adding one more organization takes, at most. */
const AHEAD_MS_EACH = 0.5;

async function measureDue({ accounts, fresh, done, server, size, roundMs, say }: Bench): Promise<Measured[]> {
  const database = await fresh();
  const dueAt = Math.floor(Date.now() / 1000) * 1000 + AHEAD_MS + Math.ceil((size * AHEAD_MS_EACH) / 1000) * 1000;
  await addSubscribers(database, size, dueAt);
  const { ledger, close } = await openBenchLedger(database);
  const holds = await placeHolds(ledger, accounts.many);
  const worker = await startWorker(database);
  const random = seededRandom(7);
  const settles = async (durationMs: number): Promise<readonly number[]> => {
    const call = (): Promise<void> => settle(ledger, holds[Math.floor(random() * holds.length)] as Hold);
    return (await openLoop(SETTLES, durationMs, random, call)).latencies;
  };
  await settles(roundMs);
  const quiet = [...(await settles(roundMs))];
  if (Date.now() > dueAt) throw new Error("the organizations fell due before the measure began; a slow machine");
  await sleep(dueAt - Date.now());
  say(`${size} organizations are due`);
  const cpu = new CpuPerCall(server.pid);
  const { beside, grants } = await cpu.of(() =>
    asOwner(database, async (owner) => {
      const during: number[] = [];
      while (!(await isDone(owner, dueAt))) during.push(...(await settles(1000)));
      return { beside: during, grants: await figuresOf(owner, dueAt), calls: size };
    }),
  );
  quiet.push(...(await settles(roundMs)));
  await worker.stop();
  await close();
  await done(database);
  const limit = { of: "ratio", limit: 4, is: "most" } as const;
  const spent = `${cpu.micros.server.toFixed(0)} us of the server for each, with the settles`;
  const note = `${grants.count} grants of ${size} organizations in ${grants.seconds.toFixed(1)} s after they fell due; ${spent}`;
  return [
    measured({ id: due.id, what: due.title, values: [grants.count / grants.seconds], note }),
    measured({
      id: "due-settles",
      what: `p99 ms of settles of other organizations meanwhile, ${SETTLES} a second, against quiet ones`,
      values: [quantile(beside, 0.99)],
      baselines: [quantile(quiet, 0.99)],
      target: limit,
      note: `p50 ${quantile(beside, 0.5).toFixed(1)} ms against ${quantile(quiet, 0.5).toFixed(1)} ms`,
    }),
  ];
}

interface Hold {
  readonly orgId: string;
  readonly holdId: string;
}

/** A hold of each organization that lasts for all settles. */
function placeHolds({ submit }: Pick<Ledger, "submit">, orgIds: readonly string[]): Promise<Hold[]> {
  return Promise.all(
    orgIds.map(async (orgId) => {
      const holdId = randomUUIDv7();
      const terms = { orgId, id: holdId, actor: ACTOR, amount: 1_000_000n, ttlMs: null };
      const placed = await submit({ ...terms, kind: "placeHold" }, null);
      if (!placed.ok) throw new Error(placed.refusal.message);
      return { orgId, holdId };
    }),
  );
}

async function settle({ submit }: Pick<Ledger, "submit">, { orgId, holdId }: Hold): Promise<void> {
  const base = { orgId, id: randomUUIDv7(), actor: ACTOR, holdId, amount: 1n, close: false, resource: null };
  const settled = await submit({ ...base, kind: "settleHold" }, randomUUIDv7());
  if (!settled.ok) throw new Error(settled.refusal.message);
}

async function isDone(owner: DataSource, dueAt: number): Promise<boolean> {
  const rows: unknown[] = await owner.query("SELECT FROM due WHERE due_at <= $1 LIMIT 1", [new Date(dueAt)]);
  return rows.length === 0;
}

/** The grants that the worker issued, and the time of the last one after the instant. */
async function figuresOf(owner: DataSource, dueAt: number): Promise<{ count: number; seconds: number }> {
  const [row] = await owner.query(
    `SELECT count(*)::int AS count, extract(epoch FROM max(e.recorded_at) - $1)::float8 AS seconds
      FROM entries e JOIN grants g ON g.org_id = e.org_id AND g.id = e.cause_id WHERE g.source = 'plan' AND g.effective_at = $1`,
    [new Date(dueAt)],
  );
  return row;
}
