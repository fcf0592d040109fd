import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "../router.ts";

type Inputs = inferRouterInputs<AppRouter>;
type Outputs = inferRouterOutputs<AppRouter>;

/** The areas without `live`: a stream has more than one answer. */
type Area = Exclude<Extract<keyof Inputs, string>, "live">;

/** The name of a procedure on the wire, such as `jobs.get`. */
export type ProcedureName = { [Each in Area]: `${Each}.${keyof Inputs[Each] & string}` }[Area];

type Of<Areas, Name extends ProcedureName> = Name extends `${infer Each extends keyof Areas & string}.${infer Verb}`
  ? Areas[Each][Verb & keyof Areas[Each]]
  : never;

/** The input of a procedure on the wire. The idempotency key is optional: a test states it only if it matters. */
export type InputOf<Name extends ProcedureName> = KeyOptional<Of<Inputs, Name>>;

/** The output of a procedure on the wire. */
export type OutputOf<Name extends ProcedureName> = Of<Outputs, Name>;

type KeyOptional<Input> = Input extends { idempotencyKey: string }
  ? Omit<Input, "idempotencyKey"> & { idempotencyKey?: string }
  : Input;
