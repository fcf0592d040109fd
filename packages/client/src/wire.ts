import type { TRPCClient } from "@trpc/client";
import type { AppRouter } from "./app-router.ts";

type Api = TRPCClient<AppRouter>;
type Area = keyof Api & string;

/** The API's procedures by their name on the wire, such as `"holds.place"`. */
export type ProcedureName = { [A in Area]: `${A}.${keyof Api[A] & string}` }[Area];

type Procedure<P extends ProcedureName> = P extends `${infer A extends Area}.${infer Verb}`
  ? Verb extends keyof Api[A]
    ? Api[A][Verb]
    : never
  : never;

type Asked = (...call: never[]) => Promise<unknown>;

/** Whether it changes something. */
export type KindOf<P extends ProcedureName> = Procedure<P> extends { mutate: Asked } ? "mutation" : "query";

type Ask<P extends ProcedureName> =
  Procedure<P> extends { mutate: infer F extends Asked }
    ? F
    : Procedure<P> extends { query: infer F extends Asked }
      ? F
      : never;

/** What crosses the wire on the way in. */
export type WireInput<P extends ProcedureName> = Exclude<Parameters<Ask<P>>[0], void>;

/** What crosses the wire on the way out. */
export type WireAnswer<P extends ProcedureName> = Awaited<ReturnType<Ask<P>>>;
