import type { TRPCClient } from "@trpc/client";
import type { AppRouter } from "./app-router.ts";

type Api = TRPCClient<AppRouter>;
type Area = keyof Api & string;

/** The name of a procedure on the wire, such as `"holds.place"`. */
export type ProcedureName = { [A in Area]: `${A}.${keyof Api[A] & string}` }[Area];

type Procedure<P extends ProcedureName> = P extends `${infer A extends Area}.${infer Verb}`
  ? Verb extends keyof Api[A]
    ? Api[A][Verb]
    : never
  : never;

type ProcedureCall = (...call: never[]) => Promise<unknown>;

/** A mutation changes the ledger; a query does not. */
export type KindOf<P extends ProcedureName> = Procedure<P> extends { mutate: ProcedureCall } ? "mutation" : "query";

type CallOf<P extends ProcedureName> =
  Procedure<P> extends { mutate: infer F extends ProcedureCall }
    ? F
    : Procedure<P> extends { query: infer F extends ProcedureCall }
      ? F
      : never;

/** The input of a procedure on the wire. */
export type WireInput<P extends ProcedureName> = Exclude<Parameters<CallOf<P>>[0], void>;

/** The answer of a procedure on the wire. */
export type WireAnswer<P extends ProcedureName> = Awaited<ReturnType<CallOf<P>>>;
