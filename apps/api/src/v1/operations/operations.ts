import { SERVICE_CALLS, type ServiceCall } from "@scrip/contract/service-calls";
import { type Permission, PLATFORM_SCOPES, type Scope, scopeOf } from "@scrip/domain/access";
import type { AnyTRPCProcedure } from "@trpc/server";
import { z } from "zod";
import { appRouter } from "../../router.ts";
import type { Meta } from "../../trpc/trpc.ts";
import { type JsonSchema, propertiesOf, queryTypeOf } from "./json-schema.ts";

/** A procedure as the HTTP API serves it. */
export interface Operation {
  readonly name: ServiceCall;
  /** One sentence that says what it does. */
  readonly does: string;
  readonly method: "GET" | "POST";
  /** Such as `/v1/jobs/settle-epoch`. */
  readonly path: string;
  readonly procedure: AnyTRPCProcedure;
  readonly type: "query" | "mutation";
  /** Whether it takes an idempotency key, in the header `Idempotency-Key`. */
  readonly isKeyed: boolean;
  readonly scope: Scope;
  /** Whether only platform keys reach it. */
  readonly isForPlatform: boolean;
  readonly input: z.ZodObject;
  readonly output: z.ZodType;
  /** The fields of the input on the wire, without the idempotency key, as JSON Schema. */
  readonly fields: Readonly<Record<string, JsonSchema>>;
}

interface Definition {
  readonly type: "query" | "mutation";
  readonly meta: Meta;
  readonly inputs: readonly [z.ZodObject];
  readonly output: z.ZodType;
}

/** The router is flat at run time, and nested in its types. */
const procedures = appRouter._def.procedures as unknown as Readonly<Record<ServiceCall, AnyTRPCProcedure>>;

/**
 * Every operation of the HTTP API. A read is a `GET` with its fields in the query, if none of them is an object; every
 * other operation is a `POST` with JSON.
 * @source docs/http-api.md#calls
 */
export const OPERATIONS: readonly Operation[] = (Object.keys(SERVICE_CALLS) as ServiceCall[]).map(operationOf);

function operationOf(name: ServiceCall): Operation {
  const procedure = procedures[name];
  const { type, meta, inputs, output } = procedure._def as unknown as Definition;
  const [input] = inputs;
  const { idempotencyKey, ...fields } = propertiesOf(z.toJSONSchema(input, { io: "input" }) as JsonSchema);
  const scope = scopeOf(meta.permission as Permission);
  if (scope === null) throw new Error(`No service key may call ${name}.`);
  const fitsQuery = Object.values(fields).every((field) => queryTypeOf(field) !== null);
  return {
    name,
    does: SERVICE_CALLS[name],
    method: type === "query" && fitsQuery ? "GET" : "POST",
    path: `/v1/${name.replaceAll(".", "/").replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    procedure,
    type,
    isKeyed: idempotencyKey !== undefined,
    scope,
    isForPlatform: PLATFORM_SCOPES.includes(scope),
    input,
    output,
    fields,
  };
}
