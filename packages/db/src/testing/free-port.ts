import { once } from "node:events";
import { createServer } from "node:net";

/** Below the ports that the system assigns, with a thousand for each worker of the test runner. */
const LOWEST = 20_000;
const OF_A_WORKER = 1_000;

/**
 * Finds a port that no process listens on and that no other test file takes before the caller does. The system may
 * assign a port of its own choice again at once: a test could then reach the API of another.
 */
export async function freePort(): Promise<number> {
  const worker = Number(process.env.VITEST_POOL_ID ?? 0) % 12;
  for (;;) {
    const port = LOWEST + worker * OF_A_WORKER + Math.floor(Math.random() * OF_A_WORKER);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch {
    return false;
  }
  server.close();
  await once(server, "close");
  return true;
}
