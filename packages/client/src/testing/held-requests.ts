import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { vi } from "vitest";
import { listen } from "./serve.ts";

type Input = Readonly<Record<string, unknown>>;

/** A request that arrived, and that the test answers. */
export class HeldRequest {
  readonly method: string;
  readonly names: readonly string[];
  readonly inputs: readonly Input[];
  readonly response: ServerResponse;
  /** Resolves when the answer is complete, or the client has closed the connection. */
  readonly closed: Promise<unknown>;
  readonly #isBatch: boolean;

  constructor(request: IncomingMessage, body: string, response: ServerResponse) {
    const url = new URL(request.url ?? "", "http://server");
    const input = JSON.parse(request.method === "GET" ? (url.searchParams.get("input") ?? "{}") : body);
    this.method = request.method ?? "";
    this.names = url.pathname.replace(/^.*\/trpc\//, "").split(",");
    this.#isBatch = url.searchParams.has("batch");
    this.inputs = this.#isBatch ? this.names.map((_, index) => input[index]) : [input];
    this.response = response;
    this.closed = once(response, "close");
  }

  /** Answers all calls at once. */
  answer(dataOf: (input: Input) => unknown): void {
    const answers = this.inputs.map((input) => ({ result: { data: dataOf(input) } }));
    this.response.writeHead(200, { "content-type": "application/json" });
    this.response.end(JSON.stringify(this.#isBatch ? answers : answers[0]));
  }

  /** Answers one call as a line. */
  line(index: number, data: unknown): void {
    if (!this.response.headersSent) this.response.writeHead(200, { "content-type": "application/jsonl" });
    this.response.write(`${index}:${JSON.stringify({ result: { data } })}\n`);
  }
}

/** A real HTTP server that keeps each request until the test answers it. */
export async function holdRequests() {
  const held: HeldRequest[] = [];
  const url = await listen(async (request, response) => {
    held.push(new HeldRequest(request, await text(request), response));
  });
  const arrived = async (count: number): Promise<readonly HeldRequest[]> => {
    await vi.waitFor(() => {
      if (held.length !== count) throw new Error(`${held.length} requests arrived instead of ${count}.`);
    });
    return held;
  };
  return { url, arrived };
}
