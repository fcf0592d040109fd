import { isRefusal } from "@scrip/client";
import type { CreditDesk } from "../credit-desk.ts";
import type { Instant, Script } from "../script.ts";
import type { World } from "../world.ts";

/** The plan of one endpoint. Offsets are in milliseconds since its start, ascending. */
export interface EndpointPlan {
  /** The caller's name of the endpoint. */
  readonly ref: string;
  readonly resource: string;
  readonly unitsMilli: number;
  readonly project: string;
  readonly member: string;
  /** Other numbers of units, each from an offset on; 0 while nobody uses the endpoint. */
  readonly scales: readonly { readonly afterMs: number; readonly unitsMilli: number }[];
  /** When it stops; `null` for never. */
  readonly stopMs: number | null;
  /** How often its controller asks whether it should go on. */
  readonly checkMs: number;
}

/** One thing that the controller of an endpoint does, and the units from then on. */
interface Turn {
  readonly atMs: number;
  readonly what: "scale" | "check" | "stop";
  readonly unitsMilli: number;
}

/**
 * Runs one endpoint: it starts, scales and stops as planned. Its controller asks regularly whether it should go on. If it
 * was stopped, because too much was owed, it starts again after the next purchase.
 */
export async function* runEndpoint(world: World, desk: CreditDesk, plan: EndpointPlan, startsAt: Instant): Script {
  let now = yield startsAt;
  for (const turn of turnsOf(plan)) {
    // A process that begins later has missed earlier checks.
    if (turn.what === "check" && startsAt + turn.atMs + plan.checkMs <= now) continue;
    now = yield startsAt + turn.atMs;
    if (turn.what === "stop") return stop(world, plan);
    if (await isRunning(world, plan)) {
      if (turn.what === "scale") await scale(world, plan, turn);
      continue;
    }
    for (let missing = await start(world, plan, turn); missing !== null; missing = await start(world, plan, turn)) {
      const purchase = desk.ask(now, missing);
      now = yield purchase.at;
      await purchase.buy();
    }
  }
}

function* turnsOf({ scales, stopMs, checkMs, unitsMilli: units }: EndpointPlan): Generator<Turn> {
  const waiting = [...scales];
  let unitsMilli = units;
  for (let atMs = 0; stopMs === null || atMs < stopMs; atMs += checkMs) {
    for (let next = waiting[0]; next !== undefined && next.afterMs <= atMs; next = waiting[0]) {
      waiting.shift();
      unitsMilli = next.unitsMilli;
      yield { atMs: next.afterMs, what: "scale", unitsMilli };
    }
    yield { atMs, what: "check", unitsMilli };
  }
  yield { atMs: stopMs ?? 0, what: "stop", unitsMilli };
}

async function isRunning(world: World, { ref: endpoint }: EndpointPlan): Promise<boolean> {
  try {
    const { state } = await world.ask("endpoints.get", () => world.org.endpoints.get({ endpoint }));
    return state === "running";
  } catch (error) {
    if (isRefusal(error, "endpoint_not_found")) return false;
    throw error;
  }
}

/** Starts an endpoint with one unit at least. @returns the missing credit in micro-USD; `null` if it runs */
async function start(world: World, plan: EndpointPlan, { atMs, unitsMilli }: Turn): Promise<bigint | null> {
  const { ref: endpoint, resource, project, member } = plan;
  const terms = { endpoint, resource, unitsMilli: Math.max(unitsMilli, 1000), project, member };
  try {
    await world.command("endpoints.start", `${endpoint}/start/${atMs}`, (idempotencyKey) =>
      world.org.endpoints.start({ ...terms, idempotencyKey }),
    );
    world.log(`${endpoint} started: ${terms.unitsMilli / 1000} x ${resource}`);
    return null;
  } catch (error) {
    if (!isRefusal(error, "insufficient_credit")) throw error;
    return error.details.missing;
  }
}

async function scale(world: World, { ref: endpoint }: EndpointPlan, { atMs, unitsMilli }: Turn): Promise<void> {
  await world.command("endpoints.scale", `${endpoint}/scale/${atMs}`, (idempotencyKey) =>
    world.org.endpoints.scale({ endpoint, unitsMilli, idempotencyKey }),
  );
  world.log(`${endpoint} scaled to ${unitsMilli / 1000} units`);
}

/** Stops an endpoint. One that was stopped already, because too much is owed, stays as it is. */
async function stop(world: World, { ref: endpoint }: EndpointPlan): Promise<void> {
  const stopped = await world.unlessRefused(() =>
    world.command("endpoints.stop", `${endpoint}/stop`, (idempotencyKey) =>
      world.org.endpoints.stop({ endpoint, idempotencyKey }),
    ),
  );
  if (stopped !== undefined) world.log(`${endpoint} stopped: ${stopped.chargedTotal} micro-USD`);
}
