import type { FastifyInstance } from "fastify";

/** A request that runs longer than this after a stop is cut off. Its caller gets the answer by a retry with its key. */
const DRAIN_MS = 10_000;
/** The longest time that `stopServer` takes. */
export const STOP_LIMIT_MS = DRAIN_MS + 1_000;

/** Accepts no more requests, ends the live streams, and waits until running requests finish. */
export async function stopServer(http: FastifyInstance, drainMs = DRAIN_MS): Promise<void> {
  const drainTimer = setTimeout(() => http.server.closeAllConnections(), drainMs);
  // `close` closes idle connections only once. A connection that becomes idle later would stay open.
  const idleTimer = setInterval(() => http.server.closeIdleConnections(), 50);
  try {
    await http.close();
  } finally {
    clearTimeout(drainTimer);
    clearInterval(idleTimer);
  }
}
