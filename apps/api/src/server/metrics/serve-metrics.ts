import fastify from "fastify";
import type { Registry } from "prom-client";

const USUAL_PORT = 4872;

/**
 * Serves metrics and nothing else, on a port that only the operators' network reaches.
 * @param port 0 is off; where none is asked for the usual one, or none at all if that is taken
 * @returns how to end it, `null` where it is off
 * @throws Error where the port that is asked for is taken
 */
export async function listenForMetrics(
  registry: Registry,
  host: string,
  port: number | undefined,
): Promise<(() => Promise<void>) | null> {
  if (port === 0) return null;
  const server = fastify({ forceCloseConnections: true, logger: { level: "error" } });
  server.get("/metrics", async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
  try {
    await server.listen({ host, port: port ?? USUAL_PORT });
    return () => server.close();
  } catch (error) {
    if (port !== undefined || (error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    process.stderr.write(
      `Port ${USUAL_PORT} is taken, so this process shows no metrics. Give it a port of its own by SCRIP_METRICS_PORT, or 0 for none.\n`,
    );
    await server.close();
    return null;
  }
}
