import { Readable } from "node:stream";
import { type AnyTRPCRouter, getTRPCErrorFromUnknown, getTRPCErrorShape, type TRPCError } from "@trpc/server";
import { getHTTPStatusCode } from "@trpc/server/http";
import type { TRPCResponse } from "@trpc/server/rpc";
import type { FastifyReply } from "fastify";
import type { Context } from "../../trpc/context.ts";
import { retryAfterOf } from "../http/retry-after.ts";
import type { WireCall, WireCalls } from "./read-calls.ts";
import { runProcedure } from "./run-procedure.ts";

/** What answers the calls of a request. */
export interface Answering {
  readonly router: AnyTRPCRouter;
  readonly context: Context;
  readonly onError: (error: TRPCError, path: string) => void;
}

/** The answer to one call in tRPC's format, also as JSON, and its error if there is one. */
interface Answer {
  readonly body: TRPCResponse;
  readonly text: string;
  readonly error: TRPCError | null;
}

/** The same as that of tRPC's adapter. */
const VARY = "trpc-accept, accept";

/** Answers all calls together: an object, or an array for a batch. */
export async function answerTogether(reply: FastifyReply, given: WireCalls, answering: Answering): Promise<void> {
  const answers = await Promise.all(given.calls.map((call, index) => answerOne(call, index, given, answering)));
  const errors = answers.flatMap(({ error }) => error ?? []);
  if (errors.length > 0) void reply.headers(retryAfterOf(errors));
  const text = answers.map((answer) => answer.text).join(",");
  void reply
    .code(getHTTPStatusCode(answers.map(({ body }) => body)))
    .header("vary", VARY)
    .header("content-type", "application/json");
  await reply.send(given.isBatch ? `[${text}]` : text);
}

/**
 * Answers each call of a batch by a line `index:answer`, as soon as it is there, so that a slow call does not hold up its
 * neighbours. Each line of an error has its own status.
 */
export async function answerInLines(reply: FastifyReply, given: WireCalls, answering: Answering): Promise<void> {
  const lines = new Lines(given.calls.length);
  for (const [index, call] of given.calls.entries())
    void answerOne(call, index, given, answering).then(({ text }) => lines.add(`${index}:${text}\n`));
  const body = await lines.begun;
  void reply.header("vary", VARY).header("content-type", "application/jsonl");
  await reply.send(body);
}

/** Collects the lines of one turn of the event loop into one piece of the body. */
class Lines {
  /** Resolves when the first lines are there: the whole text if no more follow, else a stream. */
  readonly begun: Promise<string | Readable>;
  readonly #begin: (body: string | Readable) => void;
  #stream: Readable | null = null;
  #missing: number;
  #text = "";

  constructor(count: number) {
    const { promise, resolve } = Promise.withResolvers<string | Readable>();
    this.begun = promise;
    this.#begin = resolve;
    this.#missing = count;
  }

  add(line: string): void {
    if (this.#text === "") setImmediate(() => this.#flush());
    this.#text += line;
    this.#missing -= 1;
  }

  #flush(): void {
    const text = this.#text;
    this.#text = "";
    if (this.#stream === null && this.#missing === 0) {
      this.#begin(text);
      return;
    }
    const isFirst = this.#stream === null;
    this.#stream ??= new Readable({ read: () => undefined });
    this.#stream.push(text);
    if (this.#missing === 0) this.#stream.push(null);
    if (isFirst) this.#begin(this.#stream);
  }
}

/** Runs one call. Never throws. */
async function answerOne(
  { path, procedure, input }: WireCall,
  batchIndex: number,
  { type }: WireCalls,
  { router, context: ctx, onError }: Answering,
): Promise<Answer> {
  try {
    const getRawInput = async () => input;
    const data = await runProcedure(procedure, { ctx, path, type, getRawInput, signal: undefined, batchIndex });
    const body = { result: { data } };
    return { body, text: JSON.stringify(body), error: null };
  } catch (cause) {
    const error = getTRPCErrorFromUnknown(cause);
    onError(error, path);
    const body = { error: getTRPCErrorShape({ config: router._def._config, error, type, path, input, ctx }) };
    return { body, text: JSON.stringify(body), error };
  }
}
