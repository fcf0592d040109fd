import type { AppRouter } from "@scrip/api/router";
import type { FetchQueryOptions, QueryKey } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { type ProcedureCalls, type ProcedureOptions, procedureCalls, procedureOptions } from "./procedures.ts";
import { queryClient } from "./query-client.ts";

/** The answers of the procedures, such as `Answers["overview"]["get"]`. */
export type Answers = inferRouterOutputs<AppRouter>;

/** The procedures as calls, such as `trpcClient.jobs.list.query(input)`. */
export const trpcClient: ProcedureCalls = procedureCalls;

/** The procedures as options of React Query, such as `trpc.overview.get.queryOptions({ org })`. */
export const trpc: ProcedureOptions = procedureOptions;

export const useTRPC = (): ProcedureOptions => trpc;

/** Fetches data ahead, in the loader of a page. The component that shows the data handles errors. */
export function prefetch<Data, Failure, Shown, Key extends QueryKey>(
  options: FetchQueryOptions<Data, Failure, Shown, Key>,
): void {
  void queryClient.prefetchQuery(options);
}
