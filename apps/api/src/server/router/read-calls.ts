import type { AnyTRPCProcedure, TRPCProcedureType } from "@trpc/server";
import type { FastifyRequest } from "fastify";

/** A call of a request, with its parsed body. */
export interface WireCall {
  readonly path: string;
  readonly procedure: AnyTRPCProcedure;
  readonly input: unknown;
}

/** The calls of a request. */
export interface WireCalls {
  readonly type: TRPCProcedureType;
  /** Whether the answer is an array. */
  readonly isBatch: boolean;
  readonly calls: readonly WireCall[];
}

/** Procedures by their names. */
export type Procedures = Readonly<Record<string, AnyTRPCProcedure | undefined>>;

/** The types of the procedures that a method calls. */
const TYPES: Readonly<Record<string, readonly TRPCProcedureType[]>> = {
  GET: ["query", "subscription"],
  POST: ["mutation"],
};

const JSON_TYPE = /^application\/json\b/i;

/** The most calls of a request. */
export const MOST_CALLS = 100;

/**
 * Reads the calls of a plain request: JSON goes in, and JSON comes out. Its body is parsed once.
 * @returns `null` for every other request: one for tRPC's own lines, a name that no procedure has, a body that is no JSON. tRPC's own
 *   adapter answers it.
 */
export function readCalls(request: FastifyRequest, procedures: Procedures): WireCalls | null {
  const types = TYPES[request.method];
  if (types === undefined || wantsLines(request) || !isJson(request)) return null;
  const { path } = request.params as { readonly path: string };
  const { batch, input } = request.query as Readonly<Record<string, unknown>>;
  const isBatch = batch === "1";
  const names = isBatch ? path.split(",") : [path];
  if (names.length > MOST_CALLS) return null;
  const inputs = inputsOf(request, input, isBatch);
  if (inputs === null) return null;
  const calls: WireCall[] = [];
  for (const [index, name] of names.entries()) {
    const procedure = Object.hasOwn(procedures, name) ? procedures[name] : undefined;
    if (procedure === undefined || !types.includes(procedure._def.type)) return null;
    calls.push({ path: name, procedure, input: inputs[index] });
  }
  const type = calls[0]?.procedure._def.type;
  const isMixed = calls.some(({ procedure }) => procedure._def.type !== type);
  if (type === undefined || isMixed || (isBatch && type === "subscription")) return null;
  return { type, isBatch, calls };
}

function wantsLines({ headers }: FastifyRequest): boolean {
  return headers["trpc-accept"] !== undefined || headers.accept?.includes("application/jsonl") === true;
}

function isJson({ method, headers }: FastifyRequest): boolean {
  const type = headers["content-type"];
  return type === undefined ? method === "GET" : JSON_TYPE.test(type);
}

function inputsOf(request: FastifyRequest, input: unknown, isBatch: boolean) {
  if (request.method === "POST") return parsed(request.body, isBatch);
  return input === undefined ? {} : parsed(input, isBatch);
}

/** The inputs of the calls by their positions; `null` if there are none in this text. */
function parsed(text: unknown, isBatch: boolean): Readonly<Record<number, unknown>> | null {
  if (typeof text !== "string" || text === "") return null;
  try {
    const inputs: unknown = JSON.parse(text);
    if (!isBatch) return { 0: inputs };
    return typeof inputs === "object" && !Array.isArray(inputs) ? (inputs as Record<number, unknown> | null) : null;
  } catch {
    return null;
  }
}
