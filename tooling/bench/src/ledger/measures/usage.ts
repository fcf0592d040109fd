import { randomUUIDv7 } from "node:crypto";
import type { ScripClient } from "@scrip/client";
import type { Ledger } from "@scrip/db/ledger";
import type { Tiered } from "@scrip/domain/catalog";
import { eventKey } from "@scrip/domain/usage/events";
import { ACTOR } from "../accounts.ts";
import { startApi } from "../api-process.ts";
import type { Bench, Measure } from "../bench.ts";
import { closedLoop, seededRandom } from "../callers.ts";
import { type Measured, measured, quantile } from "../measure.ts";
import { openBenchLedger } from "../open-ledger.ts";
import { alternate } from "../rounds.ts";

/** Usage events as a platform's meters report them. */
export const usage: Measure = {
  id: "usage",
  title: "usage events/s through the API in batches of 100 for 1,000 organizations, against in process",
  run: measureUsage,
};

/** Meters that report at once, each one batch after another. */
const METERS = 32;
const BATCH = 100;
const EVENT = { source: "bench", resource: "export", project: "vision" } as const;
const ONE = 1_000_000n;

async function measureUsage({ accounts, fresh, done, rounds, roundMs }: Bench): Promise<Measured[]> {
  const own = await fresh();
  const other = await fresh();
  const api = await startApi(own);
  const client = api.client();
  const { ledger, close } = await openBenchLedger(other);
  const random = seededRandom(7);
  const anyOf = (): string => accounts.many[Math.floor(random() * accounts.many.length)] as string;
  const latencies: number[] = [];
  const sides = [() => reportOver(client, anyOf()), () => reportIn(ledger, anyOf())];
  for (const side of sides) await closedLoop(METERS, roundMs / 2, side);
  const [values = [], baselines = []] = await alternate(
    rounds,
    sides.map((side, index) => async () => {
      const run = await closedLoop(METERS, roundMs, side);
      if (index === 0) latencies.push(...run.latencies);
      return run.perSecond * BATCH;
    }),
  );
  await api.stop();
  await close();
  await done(own, other);
  const note = `${METERS} meters; p99 of a batch ${quantile(latencies, 0.99).toFixed(0)} ms`;
  return [measured({ id: usage.id, what: usage.title, values, baselines, note })];
}

/** Reports a batch of events of one organization. @throws if an event is refused */
async function reportOver(client: ScripClient<Tiered>, orgId: string): Promise<void> {
  const events = Array.from({ length: BATCH }, () => ({ id: randomUUIDv7(), quantity: "1", ...EVENT }));
  const { results } = await client.organization(`org_${orgId}`).usage.report({ events });
  for (const result of results) if (result.refusal !== null) throw new Error(result.refusal.message);
}

/** The same batch through the ledger of this process. */
async function reportIn({ submit }: Pick<Ledger, "submit">, orgId: string): Promise<void> {
  const names = Array.from({ length: BATCH }, () => randomUUIDv7());
  const outcomes = await Promise.all(
    names.map((name) => {
      const event = { ...EVENT, name, quantity: ONE, eventAt: null, member: null, corrects: null };
      const command = { ...event, kind: "recordUsage", orgId, id: randomUUIDv7(), actor: ACTOR } as const;
      return submit({ ...command, refundId: randomUUIDv7() }, eventKey(EVENT.source, name));
    }),
  );
  for (const outcome of outcomes) if (!outcome.ok) throw new Error(outcome.refusal.message);
}
