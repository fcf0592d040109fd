import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Registry } from "prom-client";
import type { Log } from "./log.ts";

export interface PrivateServerOptions {
  readonly host: string;
  /** 0 turns the server off. If undefined, the server uses `usualPort`, and is off if that port is taken. */
  readonly port: number | undefined;
  readonly usualPort: number;
  /** The variable that sets the port. */
  readonly portVariable: string;
  readonly registry: Registry;
  /**
   * Returns the reason why the process is not ready, `null` if it is ready. Without this function the server serves
   * metrics only.
   */
  readonly problem?: () => Promise<string | null>;
  /** What else the answer of a process that is ready says, such as `{ charging: "paused" }`. */
  readonly notes?: () => Promise<Readonly<Record<string, string>>>;
  readonly log: Log;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/**
 * Serves metrics and, with `problem`, health on a port that only the operators' network reaches.
 * @returns a function that closes the server; `null` if the server is off
 * @throws Error if `port` is taken
 */
export async function servePrivately(options: PrivateServerOptions): Promise<(() => Promise<void>) | null> {
  const { host, port, usualPort, portVariable, log } = options;
  if (port === 0) return null;
  const server = createServer((request, response) => void answer(options, request, response));
  try {
    await listen(server, host, port ?? usualPort);
  } catch (error) {
    if (port !== undefined || (error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    log.warn(
      `Port ${usualPort} is taken, so this process serves no metrics. Set ${portVariable} to a port of its own, or to 0 for none.`,
    );
    return null;
  }
  const { address, port: taken } = server.address() as AddressInfo;
  log.info({ address: `${address}:${taken}` }, "the private port is open");
  return async () => {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  };
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  server.listen(port, host);
  // `once` rejects if the server emits an error.
  await once(server, "listening");
}

async function answer(
  options: PrivateServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, type, body } = await answerTo(options, request);
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
}

async function answerTo(options: PrivateServerOptions, { method, url }: IncomingMessage): Promise<Answer> {
  const path = method === "GET" || method === "HEAD" ? url?.split("?")[0] : undefined;
  const { problem, notes } = options;
  if (path === "/metrics") return metrics(options);
  if (problem !== undefined && path === "/healthz") return json(200, { ok: true });
  if (problem !== undefined && path === "/readyz") return readiness(problem, notes, options.log);
  return json(404, { ok: false, problem: "There is nothing at this address." });
}

async function metrics({ registry, log }: PrivateServerOptions): Promise<Answer> {
  try {
    return { status: 200, type: registry.contentType, body: await registry.metrics() };
  } catch (err) {
    log.error({ err }, "the metrics cannot be read");
    return json(500, { ok: false, problem: "The metrics cannot be read." });
  }
}

async function readiness(
  readProblem: () => Promise<string | null>,
  readNotes: PrivateServerOptions["notes"],
  log: Log,
): Promise<Answer> {
  try {
    const problem = await readProblem();
    return problem === null ? json(200, { ok: true, ...(await readNotes?.()) }) : json(503, { ok: false, problem });
  } catch (err) {
    log.error({ err }, "the readiness cannot be checked");
    return json(503, { ok: false, problem: "The readiness cannot be checked." });
  }
}

function json(status: number, body: object): Answer {
  return { status, type: "application/json; charset=utf-8", body: JSON.stringify(body) };
}
