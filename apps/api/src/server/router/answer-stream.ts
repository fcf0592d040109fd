import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { getTRPCErrorFromUnknown, getTRPCErrorShape, isTrackedEnvelope } from "@trpc/server";
import type { FastifyReply, FastifyRequest } from "fastify";
import { headersOfStream } from "../http/default-headers.ts";
import type { Answering } from "./answer-calls.ts";
import type { WireCall } from "./read-calls.ts";
import { runProcedure } from "./run-procedure.ts";

/** The headers of tRPC's streams, and that no proxy keeps or delays them. */
const STREAM = {
  "content-type": "text/event-stream",
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
  connection: "keep-alive",
  vary: "trpc-accept, accept",
};

/**
 * Answers a subscription as server-sent events in tRPC's format. All streams that send one object share its text, so a
 * message is made once for all who watch. A slow reader gets the newest message when it is ready for one: nothing queues
 * up for it.
 */
export async function answerStream(
  request: FastifyRequest,
  reply: FastifyReply,
  call: WireCall,
  answering: Answering,
): Promise<void> {
  const { raw } = reply;
  const left = new AbortController();
  raw.once("close", () => left.abort());
  // The reader may leave between two lines of this function.
  raw.on("error", () => left.abort());
  reply.hijack();
  raw.writeHead(200, headersOfStream(request, reply, STREAM));
  const { ping, client, maxDurationMs } = answering.router._def._config.sse ?? {};
  raw.write(eventText("connected", JSON.stringify(client ?? {})));
  const end = setTimeout(() => left.abort(), maxDurationMs);
  const pings = setInterval(() => raw.write(PING), ping?.intervalMs);
  try {
    const input = withLastEventId(call.input, request);
    await sendAll(raw, await open({ ...call, input }, answering, left.signal), left.signal, pings);
    if (!left.signal.aborted) raw.write(eventText("return", ""));
  } catch (error) {
    if (!isAbort(error) && !left.signal.aborted)
      raw.write(eventText("serialized-error", JSON.stringify(failureOf(error, call, answering))));
  } finally {
    clearTimeout(end);
    clearInterval(pings);
    raw.end();
  }
}

/** Adds the id of the last message that the reader received, which a browser names when it connects again. */
function withLastEventId(input: unknown, { headers, query }: FastifyRequest): unknown {
  const { lastEventId: inQuery } = query as Readonly<Record<string, unknown>>;
  const lastEventId = headers["last-event-id"] ?? inQuery;
  if (lastEventId === undefined || lastEventId === "") return input;
  return typeof input === "object" && input !== null ? { ...input, lastEventId } : (input ?? { lastEventId });
}

async function open({ path, procedure, input }: WireCall, { context: ctx }: Answering, signal: AbortSignal) {
  const getRawInput = async () => input;
  return (await runProcedure(procedure, {
    ctx,
    path,
    type: "subscription",
    getRawInput,
    signal,
    batchIndex: 0,
  })) as AsyncIterable<unknown>;
}

async function sendAll(
  raw: ServerResponse,
  messages: AsyncIterable<unknown>,
  signal: AbortSignal,
  pings: NodeJS.Timeout,
): Promise<void> {
  for await (const message of messages) {
    if (signal.aborted) return;
    const isReady = raw.write(textOf(message));
    // A ping follows only after a pause.
    pings.refresh();
    if (!isReady) await once(raw, "drain", { signal });
  }
}

/** The texts of messages that several streams send. */
const texts = new WeakMap<object, Buffer>();

function textOf(message: unknown): Buffer {
  // Without an id, a reader that connects again could not say what it has.
  if (!isTrackedEnvelope(message)) throw new Error("a message of a stream must have an id");
  const [id, data] = message as unknown as readonly [string, object];
  const known = texts.get(data);
  if (known !== undefined) return known;
  const text = Buffer.from(`data: ${JSON.stringify(data)}\nid: ${id}\n\n\n`);
  texts.set(data, text);
  return text;
}

function eventText(event: string, data: string): string {
  return `event: ${event}\ndata: ${data}\n\n\n`;
}

const PING = eventText("ping", "");

function failureOf(thrown: unknown, { path, input }: WireCall, { router, context: ctx, onError }: Answering): unknown {
  const error = getTRPCErrorFromUnknown(thrown);
  onError(error, path);
  return getTRPCErrorShape({ config: router._def._config, error, type: "subscription", path, input, ctx });
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}
