import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Answer } from "./answer.ts";
import type { ApiRequest } from "./api.ts";

const MOST_BYTES = 2 * 1024 * 1024;

/** Answers a request, or says that it is not its own. */
export type Answerer = (request: ApiRequest) => Promise<Answer | null>;

/** Listens on this machine only. @returns the server and its address */
export async function serve(answerers: readonly Answerer[], port: number): Promise<{ server: Server; url: string }> {
  const server = createServer((incoming, outgoing) => {
    respond(answerers, incoming, outgoing).catch(() => outgoing.destroy());
  });
  // A client that stays connected must not hold the server when it stops.
  server.keepAliveTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return { server, url: `http://127.0.0.1:${bound}` };
}

async function respond(
  answerers: readonly Answerer[],
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { method = "GET", headers, url = "/" } = incoming;
  const { pathname, search } = new URL(url, "http://local");
  const body = await textOf(incoming);
  if (body === null) {
    outgoing.writeHead(413, { connection: "close" }).end();
    return;
  }
  const request = { method, path: pathname, search: search.slice(1), headers, body };
  for (const answerer of answerers) {
    const answer = await answerer(request);
    if (answer === null) continue;
    if (answer.isDropped) incoming.socket.destroy();
    else outgoing.writeHead(answer.status, { ...answer.headers }).end(method === "HEAD" ? undefined : answer.body);
    return;
  }
  outgoing.writeHead(404, { "content-type": "text/plain" }).end("Not found\n");
}

async function textOf(incoming: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
