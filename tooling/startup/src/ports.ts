import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { StartupError } from "./startup-error.ts";

/** Refuses a port in use, before a start launches processes that it would have to stop again. */
export async function requireFree(port: number, purpose: string, variable: string): Promise<void> {
  try {
    await listenOnce(port);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== "EADDRINUSE") throw new StartupError(`Port ${port} for ${purpose} cannot be used: ${message}`);
    throw portTaken(port, purpose, variable);
  }
}

export function portTaken(port: number, purpose: string, variable: string): StartupError {
  // Not the next port, which is the default of another process.
  const other = port + 100 < 65_536 ? port + 100 : port - 100;
  return new StartupError(
    `Port ${port}, which ${purpose} needs, is taken; perhaps Scrip is running already. Stop that program, or choose another port: ${variable}=${other} npm start`,
  );
}

/** Finds a free port. */
export function freePort(): Promise<number> {
  return listenOnce(0);
}

async function listenOnce(port: number): Promise<number> {
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  const { port: used } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return used;
}
