import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { type Cost, sumOf } from "./cost.ts";
import { FairGate } from "./fair-gate.ts";
import type { Names, RateLimits } from "./rate-limits.ts";

/** The route of all procedures. */
export const ROUTER_PATH = "/trpc/:path";

/** A batch of more reads than this occupies the process for a moment, so those of one caller take turns. */
const LARGE = 10;
const BATCHES = { width: Number.POSITIVE_INFINITY, widthOfOne: 1, waitingOfOne: 20 };

/** What `admitRequests` reads of a server. */
export interface Admission {
  readonly limits: RateLimits;
  /** The cost of a procedure, and of a download by its path; `undefined` if there is none of that name. */
  readonly costOf: (name: string) => Cost | undefined;
  /** The time before a refusal is sent, in milliseconds. */
  readonly holdMs: number;
  /** The key or session that a request shows, valid or not, and its address. */
  readonly sendersOf: (request: FastifyRequest) => Names;
}

/**
 * Takes the tokens of all calls of a request before its body is read and its key is looked up: a refusal must cost
 * less than an answer. Pages, files and health need no tokens.
 */
export function admitRequests(server: FastifyInstance, admission: Admission): void {
  const { limits, costOf, sendersOf, holdMs } = admission;
  const turns = new FairGate(BATCHES);
  server.addHook("onRequest", async (request, reply) => {
    const costs = callsOf(request).map((name) => costOf(name) ?? "look");
    if (costs.length === 0) return;
    const senders = sendersOf(request);
    try {
      limits.take(senders, sumOf(costs));
      const isLarge = request.method === "GET" && costs.length > LARGE;
      if (isLarge) await turnOf(turns, senders, reply.raw);
    } catch (error) {
      // A caller that ignores the hint would otherwise ask again at once.
      await sleep(holdMs);
      throw error;
    }
  });
}

/** Waits until it is the turn of a request. The turn lasts until the request is answered or its caller is gone. */
async function turnOf(turns: FairGate, senders: Names, response: ServerResponse): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const isOver = new Promise<void>((over) => void response.once("close", over));
  const name = senders.caller ?? senders.platform ?? senders.address ?? "";
  const turn = turns.through(name, () => {
    resolve();
    return isOver;
  });
  turn.catch(reject);
  return promise;
}

/** The names of the calls of a request: only a batch has several. A download is named by its path. */
function callsOf({ routeOptions: { url = "", config }, params }: FastifyRequest): readonly string[] {
  if (config?.procedure !== undefined) return [config.procedure];
  if (url.startsWith("/download/") || url.startsWith("/api/")) return [url];
  return url === ROUTER_PATH ? (params as { path: string }).path.split(",") : [];
}
