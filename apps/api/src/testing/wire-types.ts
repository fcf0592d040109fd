import type { AnyProcedure, inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "../router.ts";

type Inputs = inferRouterInputs<AppRouter>;
type Outputs = inferRouterOutputs<AppRouter>;

/** The areas without `live`: a stream has more than one answer. */
type Areas = Omit<AppRouter["_def"]["record"], "live">;

/** The names of the procedures of a router, with those of the routers in it: `get`, `statements.get`. */
type Names<Routes> = {
  [Each in keyof Routes & string]: Routes[Each] extends AnyProcedure ? Each : `${Each}.${Names<Routes[Each]>}`;
}[keyof Routes & string];

/** The name of a procedure on the wire, such as `jobs.get`. */
export type ProcedureName = Names<Areas>;

type Of<Tree, Name extends string> = Name extends `${infer Each extends keyof Tree & string}.${infer Rest}`
  ? Of<Tree[Each], Rest>
  : Tree[Name & keyof Tree];

/** The input of a procedure on the wire. The idempotency key is optional: a test states it only if it matters. */
export type InputOf<Name extends ProcedureName> = KeyOptional<Of<Inputs, Name>>;

/** The output of a procedure on the wire. */
export type OutputOf<Name extends ProcedureName> = Of<Outputs, Name>;

type KeyOptional<Input> = Input extends { idempotencyKey: string }
  ? Omit<Input, "idempotencyKey"> & { idempotencyKey?: string }
  : Input;
