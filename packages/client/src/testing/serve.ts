import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import type { Reply } from "./replies.ts";

/** A request that the server received. */
export interface Seen {
  readonly method: string;
  /** Such as `holds.place`. */
  readonly name: string;
  readonly headers: IncomingMessage["headers"];
  readonly input: Record<string, unknown>;
}

/** A real HTTP server that sends the test's replies. It closes at the end of the test. */
export async function serve(reply: (request: Seen, nth: number) => Reply): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const url = await listen(async (request, response) => {
    const one = await see(request);
    seen.push(one);
    write(reply(one, seen.length), response);
  });
  return { url, seen };
}

/** Listens on a free port of 127.0.0.1 until the end of the test. @returns the address */
export async function listen(handler: (...call: Parameters<RequestListener>) => unknown): Promise<string> {
  const server = createServer((request, response) => void handler(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function see(request: IncomingMessage): Promise<Seen> {
  const url = new URL(request.url ?? "", "http://server");
  const body = await text(request);
  const input = body === "" ? (url.searchParams.get("input") ?? "{}") : body;
  return {
    method: request.method ?? "",
    name: url.pathname.replace(/^.*\/trpc\//, ""),
    headers: request.headers,
    input: JSON.parse(input) as Record<string, unknown>,
  };
}

function write(reply: Reply, response: ServerResponse): void {
  if (reply === "silence") return;
  if (reply === "hang up") {
    response.destroy();
    return;
  }
  const { status, headers = { "content-type": "application/json" }, body } = reply;
  response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body));
}
