import { TRPCError } from "@trpc/server";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { KEY_HEADER } from "../server/http/error-envelope.ts";
import { type QueryType, queryTypeOf } from "./operations/json-schema.ts";
import type { Operation } from "./operations/operations.ts";

const NUMBER = /^-?\d{1,20}(\.\d{1,20})?$/;
const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, false: false };

/**
 * Reads the input of a call. Its procedure checks it: a field with a value that no number or truth value is stays a
 * text, and the procedure refuses it.
 * @throws TRPCError `BAD_REQUEST` if the body is no JSON object, or has the idempotency key
 */
export function inputOf(operation: Operation, request: FastifyRequest): Record<string, unknown> {
  if (operation.method === "GET") return inputOfQuery(operation, request.query as Readonly<Record<string, unknown>>);
  const input = inputOfBody(request.body);
  if (!operation.isKeyed) return input;
  if (Object.hasOwn(input, "idempotencyKey"))
    throw badField("idempotencyKey", `must be sent as the header ${KEY_HEADER}`);
  const key = request.headers[KEY_HEADER.toLowerCase()];
  return key === undefined ? input : { ...input, idempotencyKey: key };
}

function inputOfBody(body: unknown): Record<string, unknown> {
  // A command that needs nothing but the organization of its key may have no body.
  if (body === undefined || body === null || body === "") return {};
  const input = parsed(body);
  if (typeof input === "object" && input !== null && !Array.isArray(input)) return input as Record<string, unknown>;
  throw new TRPCError({ code: "BAD_REQUEST", message: "The body must be a JSON object." });
}

function parsed(body: unknown): unknown {
  try {
    return JSON.parse(String(body));
  } catch {
    throw new TRPCError({ code: "BAD_REQUEST", message: "The body is no JSON." });
  }
}

function inputOfQuery({ fields }: Operation, query: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const given = Object.entries(query).map(([name, value]): [string, unknown] => {
    const type = Object.hasOwn(fields, name) && fields[name] !== undefined ? queryTypeOf(fields[name]) : null;
    return [name, type === null ? value : parsedText(value, type)];
  });
  return Object.fromEntries(given);
}

function parsedText(value: unknown, { of, isList }: QueryType): unknown {
  if (isList) return (Array.isArray(value) ? value : [value]).map((item) => parsedText(item, { of, isList: false }));
  if (typeof value !== "string") return value;
  if (of === "number") return NUMBER.test(value) ? Number(value) : value;
  return of === "boolean" && Object.hasOwn(BOOLEANS, value) ? BOOLEANS[value] : value;
}

function badField(name: string, message: string): TRPCError {
  const cause = new z.core.$ZodRealError([{ code: "custom", path: [name], message, input: undefined }]);
  return new TRPCError({ code: "BAD_REQUEST", message, cause });
}
