import { setTimeout as sleep } from "node:timers/promises";
import { AccessDenied, isRefusal } from "@scrip/client";
import type { ResourceIdFor, Tiered } from "@scrip/domain/catalog";
import { log, messageOf } from "../log.ts";
import type { Organization } from "../organization.ts";
import type { LiveContext } from "./run-slot.ts";

const EVERY_MS = 60_000;

/** An endpoint that is always there, and its units from one interval to the next. */
interface Served {
  readonly endpoint: string;
  readonly resource: ResourceIdFor<Tiered, "endpoint">;
  readonly project: string;
  readonly member: string;
  readonly unitsMilli: readonly [number, ...number[]];
}

const SERVED: readonly Served[] = [
  {
    endpoint: "helpdesk-chat",
    resource: "gpu.a100-80gb",
    project: "helpdesk",
    member: "ada",
    unitsMilli: [2000, 2000, 4000, 3000],
  },
  {
    endpoint: "maps-search",
    resource: "endpoint.cpu-8",
    project: "aerial-maps",
    member: "dina",
    unitsMilli: [1000, 0],
  },
];

/** A volume and its sizes in GB, from one interval to the next. */
interface Kept {
  readonly volume: string;
  readonly project: string;
  readonly member: string;
  readonly gb: readonly [string, ...string[]];
}

const KEPT: readonly Kept[] = [
  {
    volume: "atlas-checkpoints",
    project: "atlas-7b",
    member: "ben",
    gb: ["18000", "18500", "19000", "19500", "17500"],
  },
  { volume: "maps-tiles", project: "aerial-maps", member: "dina", gb: ["9200"] },
  { volume: "speech-corpus", project: "speech", member: "chen", gb: ["2400", "2450", "2500"] },
];

/**
 * Keeps endpoints running, scales them, and reports how volumes grow and shrink, once a minute. The number of the minute is
 * a part of each key, so nothing happens twice after a restart.
 */
export async function keepServing({ world: { org }, speed }: LiveContext): Promise<never> {
  const everyMs = EVERY_MS / speed;
  for (;;) {
    const number = Math.floor(Date.now() / everyMs);
    await Promise.all([
      ...SERVED.map((served) => attempt(served.endpoint, () => serve(org, served, number))),
      ...KEPT.map((kept) => attempt(kept.volume, () => keep(org, kept, number))),
    ]);
    await sleep(Math.max(1, (number + 1) * everyMs - Date.now()));
  }
}

/** Starts an endpoint that does not run, and scales one that does. */
async function serve(org: Organization, served: Served, number: number): Promise<void> {
  const { endpoint, unitsMilli: units, ...labels } = served;
  const unitsMilli = units[number % units.length] ?? units[0];
  const now = await org.endpoints.get({ endpoint }).catch((error: unknown) => {
    if (isRefusal(error, "endpoint_not_found")) return undefined;
    throw error;
  });
  if (now?.state !== "running") {
    const idempotencyKey = `demo/${endpoint}/start/${number}`;
    await org.endpoints.start({ endpoint, ...labels, unitsMilli: units[0], idempotencyKey });
  } else if (now.unitsMilli !== unitsMilli)
    await org.endpoints.scale({ endpoint, unitsMilli, idempotencyKey: `demo/${endpoint}/scale/${number}` });
}

async function keep(org: Organization, { gb: sizes, ...volume }: Kept, number: number): Promise<void> {
  const gb = sizes[number % sizes.length] ?? sizes[0];
  await org.storage.set({ ...volume, gb, idempotencyKey: `demo/${volume.volume}/size/${number}` });
}

/** A refusal means that credit is missing; the next minute tries again. */
async function attempt(name: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof AccessDenied) throw error;
    if (!isRefusal(error)) log(`${name}: ${messageOf(error)}`);
  }
}
