import type { FastifyInstance } from "fastify";

/** What takes longer than this after a stop was asked for is cut off; its caller finds the answer by its key. */
const DRAIN_MS = 10_000;
/** How long `stopServer` may take. */
export const STOP_LIMIT_MS = DRAIN_MS + 1_000;

/** Takes no more requests, ends the live streams, and lets what has begun come to its end. */
export async function stopServer(http: FastifyInstance, drainMs = DRAIN_MS): Promise<void> {
  const impatience = setTimeout(() => http.server.closeAllConnections(), drainMs);
  // What was idle is closed at once; what falls idle later would stay open for as long as its client likes.
  const tidying = setInterval(() => http.server.closeIdleConnections(), 50);
  try {
    await http.close();
  } finally {
    clearTimeout(impatience);
    clearInterval(tidying);
  }
}
