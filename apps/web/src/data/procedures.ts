import type { AppRouter } from "@scrip/api/router";
import type { TRPCClient } from "@trpc/client";
import type { TRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { request } from "./api-request.ts";

/** Each procedure with its options for React Query: the part of tRPC's own proxy that the pages use. */
type OptionsOf<T> = T extends { queryOptions: unknown }
  ? Pick<T, "queryOptions">
  : T extends { mutationOptions: unknown }
    ? Pick<T, "mutationOptions">
    : T extends { subscriptionOptions: unknown }
      ? never
      : { readonly [K in Exclude<keyof T, "pathKey" | "pathFilter">]: OptionsOf<T[K]> };

export type ProcedureOptions = OptionsOf<TRPCOptionsProxy<AppRouter>>;

/** Each procedure as a call, with the types of tRPC's own client. */
export type ProcedureCalls = TRPCClient<AppRouter>;

/**
 * Returns an object in which any chain of names ends in a call: `tree(run).jobs.list.query(input)` runs
 * `run(["jobs", "list"], "query", [input])`. This is how tRPC's client works too. The client itself is 10 kB of a
 * first load that has room for 150 kB, and the pages need little of it.
 */
function tree(run: (path: string[], method: string, args: unknown[]) => unknown, path: string[] = []): unknown {
  return new Proxy(() => undefined, {
    get: (_target, name) => (typeof name === "string" ? tree(run, [...path, name]) : undefined),
    apply: (_target, _self, args: unknown[]) => run(path.slice(0, -1), path.at(-1) ?? "", args),
  });
}

interface CallOptions {
  readonly signal?: AbortSignal;
}

/** Calls of procedures, for code that builds its own query. */
export const procedureCalls = tree((path, method, [input, options]) =>
  request(method === "mutate" ? "mutation" : "query", path.join("."), input, (options as CallOptions)?.signal),
) as ProcedureCalls;

interface OptionsIn {
  readonly trpc?: { readonly abortOnUnmount?: boolean };
}

/** The options of queries and mutations. The key of a query is that of tRPC's own proxy. */
export const procedureOptions = tree((path, method, args) => {
  const name = path.join(".");
  if (method === "mutationOptions")
    return {
      mutationKey: [path],
      mutationFn: (input: unknown) => request("mutation", name, input),
      ...(args[0] as object | undefined),
    };
  const [input, options] = args;
  const isAborted = (options as OptionsIn | undefined)?.trpc?.abortOnUnmount === true;
  return {
    queryKey: [path, { ...(input !== undefined && { input }), type: "query" }],
    queryFn: ({ signal }: { signal: AbortSignal }) => request("query", name, input, isAborted ? signal : undefined),
    ...(options as object | undefined),
  };
}) as ProcedureOptions;
