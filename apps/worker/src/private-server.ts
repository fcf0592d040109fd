import { setTimeout as sleep } from "node:timers/promises";
import { dueSweep } from "@scrip/contract/tasks/due";
import { ranWithin } from "@scrip/db/queue";
import fastify, { type FastifyInstance } from "fastify";
import type { WorkerDeps } from "./deps.ts";
import type { Env } from "./env.ts";

const USUAL_PORT = 4871;

/** A database that takes longer over nothing than this is no help to a worker. */
const READY_MS = 3_000;
/** Sweeps that may fail or be late before the worker no longer counts as well. */
const SWEEPS_MISSED = 3;

/**
 * Serves health and metrics, on a port that only the operators' network reaches.
 * @param env port 0 is off; without a port the usual one, or none at all if that is taken
 * @returns `null` where it is off
 * @throws Error where the port that is asked for is taken
 */
export async function servePrivately(deps: WorkerDeps, env: Env): Promise<FastifyInstance | null> {
  const { SCRIP_WORKER_HOST: host, SCRIP_WORKER_PORT: port } = env;
  if (port === 0) return null;
  const server = createServer(deps, env.SCRIP_SWEEP_SECONDS);
  try {
    const address = await server.listen({ host, port: port ?? USUAL_PORT });
    deps.log.info(`health and metrics are at ${address}`);
    return server;
  } catch (error) {
    if (port !== undefined || (error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    deps.log.info(
      `port ${USUAL_PORT} is taken, so this process shows no health. Give it a port of its own by SCRIP_WORKER_PORT, or 0 for none.`,
    );
    await server.close();
    return null;
  }
}

function createServer(deps: WorkerDeps, sweepSeconds: number): FastifyInstance {
  const server = fastify({ forceCloseConnections: true, logger: false });
  server.get("/healthz", () => ({ ok: true }));
  server.get("/readyz", async (_request, reply) => {
    const problem = await problemOf(deps, sweepSeconds);
    return problem === null ? { ok: true } : reply.code(503).send({ ok: false, problem });
  });
  server.get("/metrics", async (_request, reply) => {
    const { registry } = deps.metrics;
    return reply.type(registry.contentType).send(await registry.metrics());
  });
  return server;
}

async function problemOf(deps: WorkerDeps, sweepSeconds: number): Promise<string | null> {
  const within = async (): Promise<string | null> => {
    if ((await deps.queue.boss.schemaVersion()) === null) return "The task queue's tables are not there.";
    // Whichever worker did it: all of them look after the same organizations.
    const isSwept = await ranWithin(deps.worker, dueSweep, sweepSeconds * SWEEPS_MISSED + 5);
    return isSwept ? null : "No sweep for due work was finished lately.";
  };
  try {
    const late = sleep(READY_MS, undefined, { ref: false }).then(() => "The database does not answer.");
    return await Promise.race([within(), late]);
  } catch {
    return "The database or the task queue's tables can not be read.";
  }
}
